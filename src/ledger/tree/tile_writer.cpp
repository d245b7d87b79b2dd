#include "ledger/tree/tile_writer.hpp"

#include <stdexcept>

namespace crossroads::ledger {

Result<TileWriter> TileWriter::resume(const Head& head, const TileSource& source, TileSink sink) {
  TileWriter writer(std::move(sink));
  writer.size_ = head.size;
  writer.levels_ = CROSSROADS_TRY(read_partial_tiles(head, source));
  return writer;
}

Result<void> TileWriter::append(const Hash& leaf) {
  if (size_ == largest_tree) throw std::length_error("no tree is so large");
  Hash node = leaf;
  std::uint64_t index = size_.value++;
  for (unsigned level = 0;; ++level) {
    if (levels_.size() == level) levels_.emplace_back().reserve(tile_width);
    auto& hashes = levels_[level];
    hashes.push_back(node);
    if (hashes.size() < tile_width) return {};
    index /= tile_width;
    CROSSROADS_CHECK(sink_({.level = level, .index = index, .width = tile_width}, hashes));
    node = full_subtree(hashes);
    hashes.clear();
  }
}

Result<void> TileWriter::write_partial() const {
  for (const Tile& tile : partial_tiles_of(size_)) CROSSROADS_CHECK(sink_(tile, levels_[tile.level]));
  return {};
}

Head TileWriter::head() const {
  const auto frontier = frontier_of(size_, levels_);
  if (!frontier) throw std::logic_error("the kept hashes are not the edge of the tree");
  return frontier->head();
}

}  // namespace crossroads::ledger
