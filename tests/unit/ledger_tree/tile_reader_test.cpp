// Tiles written from leaves, and read back by someone who trusts nothing but the head.
#include "ledger/tree/tile_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "ledger/tree/proof.hpp"
#include "ledger/tree/tile_writer.hpp"
#include "stored_tree.hpp"

namespace crossroads::ledger {
namespace {

using Files = std::map<std::string, std::vector<std::uint8_t>>;

TileSink into(Files& files) {
  return [&files](const Tile& tile, std::span<const Hash> hashes) -> Result<void> {
    files[to_path(tile)] = tile_bytes(hashes);
    return {};
  };
}

TileSource from(const Files& files) {
  return [&files](const Tile& tile) -> Result<std::vector<std::uint8_t>> {
    const auto found = files.find(to_path(tile));
    if (found == files.end()) return failure({.what = "no such file", .place = {.file = to_path(tile)}});
    return found->second;
  };
}

struct Written {
  Files files;
  Head head;
};

Written written(std::uint64_t leaves) {
  Written out;
  TileWriter writer(into(out.files));
  for (std::uint64_t i = 0; i < leaves; ++i) EXPECT_TRUE(writer.append(leaf_hash(leaf_text(i))));
  EXPECT_TRUE(writer.write_partial());
  out.head = writer.head();
  return out;
}

constexpr std::uint64_t large = 66'000;  // 257 full tiles, one of them on level 1, and partial ones on all three levels

const Written& large_tree() {
  static const Written tree = written(large);
  return tree;
}

TEST(TileWriter, WritesExactlyTheTilesOfTheSize) {
  for (const std::uint64_t size : {0U, 1U, 2U, 255U, 256U, 257U, 511U, 512U, 513U, 66'000U}) {
    SCOPED_TRACE(size);
    const Written out = size == large ? large_tree() : written(size);
    std::map<std::string, std::size_t> expected, there;
    for (const Tile& tile : tiles_of(TreeSize{size})) expected[to_path(tile)] = tile.width * Hash::size;
    for (const auto& [path, bytes] : out.files) there[path] = bytes.size();
    EXPECT_EQ(there, expected);
    EXPECT_EQ(out.head, StoredTree(size).frontier.head());
  }
}

RC_GTEST_PROP(TileWriter, GoesOnFromPartialTiles, ()) {
  const auto first = *rc::gen::inRange<std::uint64_t>(0, 1200);
  const auto more = *rc::gen::inRange<std::uint64_t>(0, 600);
  Written stopped = written(first);
  TileWriter writer = TileWriter::resume(stopped.head, from(stopped.files), into(stopped.files)).value();
  for (std::uint64_t i = 0; i < more; ++i) RC_ASSERT(writer.append(leaf_hash(leaf_text(first + i))).has_value());
  RC_ASSERT(writer.write_partial().has_value());
  const Written whole = written(first + more);
  RC_ASSERT(writer.head() == whole.head);
  for (const auto& [path, bytes] : whole.files) RC_ASSERT(stopped.files.at(path) == bytes);
}

TEST(TileWriter, StopsWhereATileCannotBeWritten) {
  TileWriter writer([](const Tile&, std::span<const Hash>) -> Result<void> { return failure({.what = "the disk is full"}); });
  for (int i = 0; i < 255; ++i) ASSERT_TRUE(writer.append(leaf_hash("x")));
  EXPECT_EQ(writer.write_partial().error().what, "the disk is full");
  EXPECT_EQ(writer.append(leaf_hash("x")).error().what, "the disk is full");
}

TEST(TileReader, EveryNodeOfSmallTrees) {
  for (const std::uint64_t size : {1U, 2U, 3U, 255U, 256U, 257U, 700U}) {
    SCOPED_TRACE(size);
    const Written out = written(size);
    const StoredTree tree(size);
    auto reader = TileReader::open(out.head, from(out.files)).value();
    for (const auto& [position, hash] : tree.nodes) EXPECT_EQ(reader.node(position), hash);
    EXPECT_FALSE(reader.node({0, size}));
    EXPECT_FALSE(reader.node({1, size / 2}));
    EXPECT_FALSE(reader.node({64, 0}));
    for (const Tile& tile : tiles_of(TreeSize{size})) EXPECT_EQ(reader.tile(tile).value().size(), tile.width);
    EXPECT_FALSE(reader.tile({0, size / 256 + 1, static_cast<unsigned>(size % 256)})) << "a partial tile behind the last";
    EXPECT_FALSE(reader.tile({63, 0, 256}));
  }
}

RC_GTEST_PROP(TileReader, ProvesFromTiles, ()) {
  const auto& [files, head] = large_tree();
  auto reader = TileReader::open(head, from(files)).value();
  const LeafIndex leaf{*rc::gen::inRange<std::uint64_t>(0, large)};
  const auto inclusion = prove_inclusion(leaf, head.size, reader.nodes()).value();
  RC_ASSERT(verify_inclusion(leaf, leaf_hash(leaf_text(leaf.value)), inclusion, head).has_value());
  const TreeSize older{*rc::gen::inRange<std::uint64_t>(1, large + 1)};
  const auto consistency = prove_consistency(older, head.size, reader.nodes()).value();
  RC_ASSERT(verify_consistency({older, root_of(older, reader.nodes()).value()}, head, consistency).has_value());
}

TEST(TileReader, OneBitOfAnyTileIsFound) {
  const auto& [files, head] = large_tree();
  std::uint64_t chance = 1;
  for (const Tile& tile : tiles_of(head.size)) {
    SCOPED_TRACE(to_path(tile));
    Files changed = files;
    auto& bytes = changed.at(to_path(tile));
    chance = chance * 6364136223846793005U + 1442695040888963407U;
    bytes[(chance >> 33U) % bytes.size()] ^= static_cast<std::uint8_t>(1U << (chance >> 60U) % 8);
    auto reader = TileReader::open(head, from(changed));
    if (tile.width < tile_width) {
      EXPECT_FALSE(reader);
    } else {
      ASSERT_TRUE(reader);
      EXPECT_FALSE(reader->tile(tile));
      EXPECT_FALSE(reader->node({tile.level * tile_height, tile.index * tile_width}));
    }
  }
}

TEST(TileReader, RefusesMissingAndMisplacedTiles) {
  const auto& [files, head] = large_tree();
  for (const char* missing : {"tile/0/257.p/208", "tile/1/001.p/1", "tile/2/000.p/1"}) {
    Files fewer = files;
    ASSERT_EQ(fewer.erase(missing), 1U) << missing;
    EXPECT_FALSE(TileReader::open(head, from(fewer))) << missing;
  }
  Files exchanged = files;
  std::swap(exchanged.at("tile/0/003"), exchanged.at("tile/0/004"));
  auto reader = TileReader::open(head, from(exchanged)).value();
  EXPECT_FALSE(reader.node({0, 3 * 256}));
  EXPECT_TRUE(reader.node({0, 5 * 256}));
  EXPECT_FALSE(TileReader::open({head.size, empty_root()}, from(files)));
  const Files none;
  EXPECT_TRUE(TileReader::open(empty_head(), from(none)));
  EXPECT_FALSE(TileReader::open({TreeSize{largest_tree.value + 1}, empty_root()}, from(files)));
}

}  // namespace
}  // namespace crossroads::ledger
