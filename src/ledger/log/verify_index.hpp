// The daily index against what the log is committed to, and against the entries that it leads to.
#pragma once

#include "ledger/log/verify_parts.hpp"

namespace crossroads::ledger {

/// The index of every day that the log is committed to is what was said last; nothing is left of an erased day's. Counts commitments.
[[nodiscard]] VerifyStep verify_index(LedgerStore& store, const LogName& log, const std::vector<OpenEntry>& open, const ErasedSoFar& erased,
                                      Verification& found);

/// Opens every entry of the shard that was not erased: each opens with its day's keys and says what its leaf is committed to, and the day's tags
/// are those of its entries and no others; what says something about the log is open to all. Counts opened parts.
[[nodiscard]] VerifyStep verify_opened(LedgerStore& store, const LogName& log, DayKeys& keys, const std::vector<OpenEntry>& open,
                                       const ShardHead& head, Verification& found);

}  // namespace crossroads::ledger
