#include "ledger/tree/tile_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace crossroads::ledger {

namespace {

/// Of 8 KiB each; when there are more, all are forgotten, which costs reading a few again.
constexpr std::size_t most_kept = 1024;

}  // namespace

Result<TileReader> TileReader::open(const Head& head, TileSource source) {
  TileReader reader(head, std::move(source));
  reader.partial_ = CROSSROADS_TRY(read_partial_tiles(head, reader.source_));
  return reader;
}

Result<const std::vector<Hash>*> TileReader::checked(const Tile& wanted) {
  const auto wrong = [&](const char* what) { return failure({.what = what, .place = {.file = to_path(wanted)}}); };
  if (wanted.width != tile_width) {
    const auto there = partial_tiles_of(head_.size);
    if (std::ranges::find(there, wanted) == there.end()) return wrong("this tree has no such tile");
    return &partial_[wanted.level];
  }
  if (const auto found = full_.find(wanted); found != full_.end()) return &found->second;
  // The root of a full tile is a full node of the tree, and stands in a tile of the level above.
  const Hash root = CROSSROADS_TRY(node({.level = (wanted.level + 1) * tile_height, .index = wanted.index}));
  const auto bytes = CROSSROADS_TRY(source_(wanted));
  std::vector<Hash> hashes = CROSSROADS_TRY(parse_tile(wanted, bytes));
  if (full_subtree(hashes) != root) return wrong("a tile does not lead to the root of the tree");
  if (full_.size() >= most_kept) full_.clear();
  return &full_.emplace(wanted, std::move(hashes)).first->second;
}

Result<Hash> TileReader::node(NodePosition position) {
  if (!is_full(position, head_.size)) {
    return failure(
        {.what = fmt::format("node {} of level {} is not full in a tree of {} leaves", position.index, position.level, head_.size.value)});
  }
  const std::vector<Hash>& hashes = *CROSSROADS_TRY(checked(tile_of(position, head_.size)));
  const unsigned height = position.level % tile_height;
  const std::size_t begin = (position.index << height) % tile_width;
  return full_subtree(std::span(hashes).subspan(begin, std::size_t{1} << height));
}

Result<std::vector<Hash>> TileReader::tile(const Tile& wanted) { return *CROSSROADS_TRY(checked(wanted)); }

}  // namespace crossroads::ledger
