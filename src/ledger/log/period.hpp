// From days to entries.
#pragma once

#include <vector>

#include "ledger/log/ledger_store.hpp"

namespace crossroads::ledger {

/// The entries from the first day to the last, both included, UTC: a range for each shard that has some, ascending. Reads some forty
/// leaves a shard, as times stand in order.
[[nodiscard]] Result<std::vector<EntryRange>> entries_between(LedgerStore& store, const LogName& log, domain::Date first,
                                                              domain::Date last);

}  // namespace crossroads::ledger
