// What ends a verification early.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/log/verify.hpp"

namespace crossroads::ledger {

struct VerifyFault {
  Verdict verdict;
  std::optional<EntryId> entry;
  Problem problem;
  /// How many entries from that one on may be meant.
  std::uint64_t span = 1;

  [[nodiscard]] static VerifyFault bad(Problem problem) { return {Verdict::not_intact, {}, std::move(problem)}; }
  [[nodiscard]] static VerifyFault bad(const EntryId& entry, Problem problem) { return {Verdict::not_intact, entry, std::move(problem)}; }
  /// The store could not be read, or a key is missing: that says nothing about the log.
  [[nodiscard]] static VerifyFault unreadable(Problem problem) { return {Verdict::cannot_tell, {}, std::move(problem)}; }
};

/// Nothing where all is well.
using VerifyStep = std::optional<VerifyFault>;

/// The one of two that says more: the one that names the earlier entry. `finer` wins where it lies in the span of `coarser`.
[[nodiscard]] VerifyStep earlier(VerifyStep coarser, VerifyStep finer);

/// Whether the shard has more entries by now, or nobody can say.
[[nodiscard]] bool has_grown(LedgerStore& store, const LogName& log, const ShardHead& head);

/// The head that a checkpoint of the shard says, if the log signed it and no known witness's cosignature is wrong.
[[nodiscard]] std::expected<Head, VerifyFault> signed_head(const VerifyOptions& options, const LogName& log, Shard shard, const Note& note);

}  // namespace crossroads::ledger
