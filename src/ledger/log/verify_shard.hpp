// The leaves of one shard against its head, and what stands beside them.
#pragma once

#include "ledger/log/verify_parts.hpp"

namespace crossroads::ledger {

struct ShardToVerify {
  LedgerStore& store;
  const LogName& log;
  const VerifyOptions& options;
  const ShardHead& head;
  const ShardHead* before;       ///< the head of the shard before; null for the first one
  std::vector<KnownHead> known;  ///< of this shard: heads that it must have passed through
  const ErasedSoFar& erased;
};

/// Counts leaves and parts.
[[nodiscard]] VerifyStep verify_shard(const ShardToVerify& shard, Verification& found);

}  // namespace crossroads::ledger
