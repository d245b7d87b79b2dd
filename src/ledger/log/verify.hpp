// Reads a whole log again and says whether it is what was written.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ledger/log/ledger_store.hpp"
#include "ledger/note/checkpoint.hpp"

namespace crossroads::ledger {

/// The exit status of `log verify` is the number.
enum class Verdict : std::uint8_t { intact = 0, not_intact = 1, cannot_tell = 2 };

/// A head that is known from elsewhere: an older checkpoint, a cosigned or time-stamped one, one that a witness holds.
struct KnownHead {
  Shard shard;
  Head head;
  std::string from;  ///< where it is known from, in words
};

struct VerifyOptions {
  domain::EnterpriseNumber institution;
  /// The keys that checkpoints of this origin may be signed with; several where the key was changed.
  std::function<Result<std::vector<VerifierKey>>(const Origin&)> keys;
  /// Also holds every sealed part, what is open to all, the daily index and kept checkpoints against the log. Reads the whole store, not
  /// only the leaves.
  bool everything = true;
  /// Witnesses whose cosignatures, where there are some, must hold.
  std::vector<VerifierKey> witnesses = {};
  /// Where it is given, and `everything` too: every entry is opened, so that a wrapped key that was changed is found, and every tag of
  /// every day is held against the entries that it leads to. Outlives the verification.
  DayKeys* day_keys = nullptr;
  std::vector<KnownHead> known = {};
  /// How many leaves were read, from time to time.
  std::function<void(std::uint64_t)> progress = {};
};

struct Verification {
  Verdict verdict = Verdict::intact;
  /// The first bad entry; without one the fault is of a shard or the log as a whole.
  std::optional<EntryId> entry = {};
  /// What is not right, or why nothing can be said.
  std::optional<Problem> problem = {};
  std::uint64_t leaves = 0;
  std::uint64_t parts = 0;        ///< sealed parts that were held against their leaves
  std::uint64_t erased = 0;       ///< parts that are not there any more, each erased by an entry of the log
  std::uint64_t opened = 0;       ///< parts that were opened with their day's keys
  std::uint64_t commitments = 0;  ///< of the daily index, that were made again and agreed
  std::vector<ShardHead> heads = {};
};

/// Leaves, tree, order, times, heads, signatures, the chain of shards; with `everything` the rest too. What is appended meanwhile is not
/// looked at.
///
/// Without `day_keys` three things stay unseen, as nothing that anyone can read binds them: a wrapped key that was changed, tags of days that
/// are not committed to, and a commitment that was taken away as a whole. RFC 3161 tokens are verified where time-stampers are known (ledger/anchor).
///
/// A log from which its newest entries were taken, together with the head, to an older head that was signed, is intact in itself: that
/// shows only against `known` heads, and against the kept checkpoints.
[[nodiscard]] Verification verify(LedgerStore& store, const LogName& log, const VerifyOptions& options);

}  // namespace crossroads::ledger
