// Nodes read from tiles that nobody vouches for but the head.
#pragma once

#include <map>
#include <vector>

#include "ledger/tree/partial_tiles.hpp"

namespace crossroads::ledger {

/// Reads the nodes of the tree with this head. Every tile is checked before anything of it is used: the partial ones must lead to the root
/// together, a full one to its node in the tile above. So whoever trusts the head may trust the nodes, wherever the tiles come from.
class TileReader {
 public:
  /// Reads the partial tiles, at most one a level.
  [[nodiscard]] static Result<TileReader> open(const Head& head, TileSource source);

  /// Refuses a node that is not full in this tree.
  [[nodiscard]] Result<Hash> node(NodePosition position);
  /// The same as a function, which must not outlive the reader.
  [[nodiscard]] NodeReader nodes() {
    return [this](NodePosition position) { return node(position); };
  }
  /// The checked leaf hashes (level 0) or nodes of a tile of this tree.
  [[nodiscard]] Result<std::vector<Hash>> tile(const Tile& wanted);
  [[nodiscard]] const Head& head() const { return head_; }

 private:
  TileReader(const Head& head, TileSource source) : head_(head), source_(std::move(source)) {}
  /// Points into the tiles kept, until the next call.
  Result<const std::vector<Hash>*> checked(const Tile& wanted);

  Head head_;
  TileSource source_;
  PartialTiles partial_;
  std::map<Tile, std::vector<Hash>> full_;
};

}  // namespace crossroads::ledger
