// Which shard of a log, which entry of it, and what the two are called in checkpoints.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "domain/date.hpp"
#include "domain/enterprise_number.hpp"
#include "ledger/note/checkpoint.hpp"
#include "ledger/seal/leaf.hpp"

namespace crossroads::ledger {

/// The part of a log that one calendar year (UTC) filled: a tree of its own, with an origin of its own.
struct Shard {
  int year = 0;
  friend constexpr auto operator<=>(const Shard&, const Shard&) = default;
};
[[nodiscard]] constexpr Shard shard_of(domain::Date day) { return {day.year()}; }

/// An entry of a log.
struct EntryId {
  Shard shard;
  Sequence sequence;
  friend constexpr auto operator<=>(const EntryId&, const EntryId&) = default;
};
/// `2026/1234`.
[[nodiscard]] std::string to_string(const EntryId& id);
/// Exactly what `to_string` writes of an entry of the years 1970 to 9999.
[[nodiscard]] Result<EntryId> parse_entry_id(std::string_view text);

/// Entries of one shard: from `first` on, up to but without `end`.
struct EntryRange {
  Shard shard;
  Sequence first, end;
  friend constexpr auto operator<=>(const EntryRange&, const EntryRange&) = default;
};

/// The first line of the shard's checkpoints: `crossroads.invalid/<institution>/<log>/<year>`. It names, and leads nowhere.
[[nodiscard]] Origin origin_of(domain::EnterpriseNumber institution, const LogName& log, Shard shard);

}  // namespace crossroads::ledger
