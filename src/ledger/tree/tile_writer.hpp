// Tiles made from leaf hashes as they come.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "ledger/tree/partial_tiles.hpp"

namespace crossroads::ledger {

/// Where a tile goes. A failure stops the writing.
using TileSink = std::function<Result<void>(const Tile&, std::span<const Hash>)>;

/// Gives each tile away as soon as it is full, and the partial ones when asked. Keeps at most 255 hashes a level.
class TileWriter {
 public:
  explicit TileWriter(TileSink sink) : sink_(std::move(sink)) {}
  /// Goes on where a tree stood, by its partial tiles; they must lead to the head's root.
  [[nodiscard]] static Result<TileWriter> resume(const Head& head, const TileSource& source, TileSink sink);

  /// After a failure of the sink the writer is of no more use.
  [[nodiscard]] Result<void> append(const Hash& leaf);
  /// Gives away the partial tiles of the tree as it stands: one a level at most, the lowest first. The writer can go on afterwards.
  [[nodiscard]] Result<void> write_partial() const;

  [[nodiscard]] TreeSize size() const { return size_; }
  [[nodiscard]] Head head() const;

 private:
  /// The hashes of the last, not yet full tile of each level.
  PartialTiles levels_;
  TreeSize size_;
  TileSink sink_;
};

}  // namespace crossroads::ledger
