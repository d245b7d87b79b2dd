// What is beside the leaves: sealed parts, which may be missing only where the log itself says that they were erased.
#pragma once

#include <set>

#include "ledger/log/open_entries.hpp"
#include "ledger/log/verify_fault.hpp"

namespace crossroads::ledger {

/// What the log says was erased.
struct ErasedSoFar {
  std::set<domain::Date> days;
  std::set<EntryId> entries;

  [[nodiscard]] static ErasedSoFar said_by(const std::vector<OpenEntry>& entries);
  [[nodiscard]] bool covers(Shard shard, const LeafHeader& entry) const {
    if (entry.retention != Retention::exchange) return false;
    return days.contains(entry.day()) || entries.contains({shard, entry.sequence});
  }
};

/// Every sealed part of so many leaves, one behind the other, is the one that its leaf names; none is missing that was not erased, and none is
/// back that was. Counts parts and erased parts.
[[nodiscard]] VerifyStep verify_parts(LedgerStore& store, const LogName& log, const EntryId& first, std::span<const std::uint8_t> leaves,
                                      const ErasedSoFar& erased, Verification& found);

}  // namespace crossroads::ledger
