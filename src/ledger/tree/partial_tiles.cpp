#include "ledger/tree/partial_tiles.hpp"

namespace crossroads::ledger {

Result<PartialTiles> read_partial_tiles(const Head& head, const TileSource& source) {
  if (head.size > largest_tree) return failure({.what = "no tree is so large"});
  PartialTiles tiles;
  for (const Tile& tile : partial_tiles_of(head.size)) {
    const auto bytes = CROSSROADS_TRY(source(tile));
    tiles.resize(tile.level + 1);
    tiles[tile.level] = CROSSROADS_TRY(parse_tile(tile, bytes));
  }
  const Frontier frontier = CROSSROADS_TRY(frontier_of(head.size, tiles));
  if (frontier.root() != head.root) return failure({.what = "the partial tiles do not lead to the root of the tree"});
  return tiles;
}

Result<Frontier> frontier_of(TreeSize size, const PartialTiles& tiles) {
  std::vector<Hash> edge;
  for (std::size_t level = tiles.size(); level-- > 0;) {
    // A partial tile falls into full subtrees as a tree of its width does.
    std::span<const Hash> rest = tiles[level];
    while (!rest.empty()) {
      const std::size_t nodes = std::bit_floor(rest.size());
      edge.push_back(full_subtree(rest.first(nodes)));
      rest = rest.subspan(nodes);
    }
  }
  return Frontier::from_edge(size, std::move(edge));
}

}  // namespace crossroads::ledger
