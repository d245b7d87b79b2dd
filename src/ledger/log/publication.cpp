#include "ledger/log/publication.hpp"

#include "ledger/log/tree_nodes.hpp"
#include "ledger/tree/proof.hpp"

namespace crossroads::ledger {

namespace {

Result<void> publish_leaves(LedgerStore& store, const LogName& log, Shard shard, const EntryBundle& bundle, const PublicationSink& sink) {
  const std::uint64_t first = bundle.index * tile_width;
  Bytes bytes;
  CROSSROADS_CHECK(
      store.leaves(log, {shard, {first}, {first + bundle.width}}, [&](Sequence, std::span<const std::uint8_t> leaves) -> Result<void> {
        bytes.insert(bytes.end(), leaves.begin(), leaves.end());
        return {};
      }));
  if (bytes.size() != bundle.width * Leaf::size)
    return failure({.what = "entries of the log are missing", .value = to_string(EntryId{shard, {first}}), .hint = "verify the log"});
  std::vector<std::span<const std::uint8_t>> leaves;
  std::vector<Hash> hashes;
  for (std::span<const std::uint8_t> rest(bytes); !rest.empty(); rest = rest.subspan(Leaf::size)) {
    leaves.push_back(rest.first(Leaf::size));
    hashes.push_back(leaf_hash(leaves.back()));
  }
  CROSSROADS_CHECK(sink.bundle(bundle, CROSSROADS_TRY(bundle_bytes(leaves))));
  return sink.tile({.level = 0, .index = bundle.index, .width = bundle.width}, hashes);
}

}  // namespace

Result<Head> publish(LedgerStore& store, const LogName& log, Shard shard, TreeSize from, TreeSize to, const PublicationSink& sink) {
  const NodeReader nodes = tree_nodes(store, log, shard);
  const Head head{.size = to, .root = CROSSROADS_TRY(root_of(to, nodes))};
  for (const EntryBundle& bundle : new_bundles(from, to)) CROSSROADS_CHECK(publish_leaves(store, log, shard, bundle, sink));
  for (const Tile& tile : new_tiles(from, to)) {
    if (tile.level == 0) continue;
    std::vector<Hash> hashes;
    for (std::uint64_t i = 0; i < tile.width; ++i)
      hashes.push_back(CROSSROADS_TRY(nodes({.level = tile.level * tile_height, .index = tile.index * tile_width + i})));
    CROSSROADS_CHECK(sink.tile(tile, hashes));
  }
  return head;
}

}  // namespace crossroads::ledger
