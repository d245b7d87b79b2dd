// The nodes of a shard's tree, for proofs: read where they are kept, else made from what is below.
#pragma once

#include "ledger/log/ledger_store.hpp"

namespace crossroads::ledger {

/// Gives any full node of the shard. A proof reads at most 256 leaves and 256 nodes of each eighth level. The store outlives it.
[[nodiscard]] NodeReader tree_nodes(LedgerStore& store, const LogName& log, Shard shard);

/// Makes the nodes that are kept again from the leaves. Refuses, and changes nothing, where the leaves do not lead to the shard's head.
[[nodiscard]] Result<void> rebuild_nodes(LedgerStore& store, const LogName& log, Shard shard);

}  // namespace crossroads::ledger
