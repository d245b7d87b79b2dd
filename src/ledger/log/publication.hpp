// A shard as the files of tlog-tiles. They are derived from the leaves and can be made again at any time.
#pragma once

#include <functional>
#include <span>

#include "ledger/log/ledger_store.hpp"
#include "ledger/tree/tile.hpp"

namespace crossroads::ledger {

/// Where the files go. A failure ends the publication.
struct PublicationSink {
  std::function<Result<void>(const Tile&, std::span<const Hash>)> tile;
  /// The bytes of the bundle's file (C2SP tlog-tiles): each leaf behind its length.
  std::function<Result<void>(const EntryBundle&, std::span<const std::uint8_t>)> bundle;
};

/// Gives every tile and bundle that the tree of size `to` has and that of size `from` has not; says what tree they make, which must be
/// that of the checkpoint published beside them. Bundles and the lowest tiles come first, then the higher ones level by level.
[[nodiscard]] Result<Head> publish(LedgerStore& store, const LogName& log, Shard shard, TreeSize from, TreeSize to,
                                   const PublicationSink& sink);

}  // namespace crossroads::ledger
