// The partial tiles of a tree: at most one a level, and together its whole right edge.
#pragma once

#include <functional>
#include <vector>

#include "ledger/tree/frontier.hpp"
#include "ledger/tree/tile.hpp"

namespace crossroads::ledger {

/// Where the bytes of a tile come from; must give exactly the tile's own number of bytes.
using TileSource = std::function<Result<std::vector<std::uint8_t>>(const Tile&)>;

/// By level; empty where a level has no partial tile.
using PartialTiles = std::vector<std::vector<Hash>>;

/// Reads them all. Refuses them if they do not lead to the root together.
[[nodiscard]] Result<PartialTiles> read_partial_tiles(const Head& head, const TileSource& source);

/// The right edge of the tree. Refuses tiles that are not as wide as the size says.
[[nodiscard]] Result<Frontier> frontier_of(TreeSize size, const PartialTiles& tiles);

}  // namespace crossroads::ledger
