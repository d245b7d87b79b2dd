// tlog-tiles: the examples of the specification, the paths, and bundles of leaves.
#include "ledger/tree/tile.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace crossroads::ledger {
namespace {

TEST(Tile, PathsOfTheSpecification) {
  const std::pair<std::variant<Tile, EntryBundle>, const char*> cases[] = {
      {Tile{0, 1'234'067}, "tile/0/x001/x234/067"},
      {Tile{0, 5}, "tile/0/005"},
      {Tile{1, 0, 17}, "tile/1/000.p/17"},
      {Tile{63, 999, 255}, "tile/63/999.p/255"},
      {Tile{5, 123'456'078, 2}, "tile/5/x123/x456/078.p/2"},
      {Tile{0, 1000}, "tile/0/x001/000"},
      {Tile{0, largest_tree.value, 1}, "tile/0/x009/x223/x372/x036/x854/x775/807.p/1"},
      {EntryBundle{0}, "tile/entries/000"},
      {EntryBundle{273, 112}, "tile/entries/273.p/112"},
      {EntryBundle{1'234'067}, "tile/entries/x001/x234/067"},
  };
  for (const auto& [place, path] : cases) {
    SCOPED_TRACE(path);
    EXPECT_EQ(std::visit([](const auto& one) { return to_path(one); }, place), path);
    EXPECT_EQ(parse_tile_path(path), place);
  }
}

TEST(Tile, RefusesEveryOtherPath) {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/0/5",
                           "tile/0/05",
                           "tile/0/0005",
                           "tile/0/x005",
                           "tile/0/x000/005",
                           "tile/0/123/456/078",
                           "tile/0/x123/456/078",
                           "tile/0/123/x456/078",
                           "tile/-1/005",
                           "tile/+1/005",
                           "tile/00/005",
                           "tile/01/005",
                           "tile/64/005",
                           "tile/1000/005",
                           "tile/data/005",
                           "tile/entry/005",
                           "tile/entries/",
                           "tile/0/005.p/0",
                           "tile/0/005.p/256",
                           "tile/0/005.p/01",
                           "tile/0/005.p/",
                           "tile/0/005.p",
                           "tile/0/005.p/1/",
                           "tile/0/005.p/1.p/1",
                           "tile/0/005.p/-1",
                           "/tile/0/005",
                           "tile//005",
                           "tile/0//005",
                           "tile/0/005/",
                           "tile/0/005 ",
                           "tile/0/ 05",
                           "tile/0/0x5",
                           "tile/0/x00a/005",
                           "Tile/0/005",
                           "tile/0/x009/x223/x372/x036/x854/x775/808",
                           "tile/0/x999/x999/x999/x999/x999/x999/999",
                           "tile/0/../005",
                           "tile/0/X001/005",
                           "tile/0/x001/005.P/1",
                           "tile/8/0/005"}) {
    SCOPED_TRACE(path);
    EXPECT_FALSE(parse_tile_path(path));
  }
}

RC_GTEST_PROP(Tile, WhatIsReadIsWrittenTheSame, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      *rc::gen::inRange<std::size_t>(1, 4),
      rc::gen::element<std::string>("x001/", "x000/", "x234/", "005", "067", ".p/17", ".p/256", ".p/017", "/"));
  std::string path = "tile/0/";
  for (const std::string& part : parts) path += part;
  const auto parsed = parse_tile_path(path);
  RC_TAG(parsed ? "read" : "refused");
  if (parsed) RC_ASSERT(std::visit([](const auto& one) { return to_path(one); }, *parsed) == path);
}

RC_GTEST_PROP(Tile, WhatIsWrittenIsRead, ()) {
  const auto shift = *rc::gen::inRange(0U, 63U);
  const auto index = *rc::gen::inRange<std::uint64_t>(0, largest_tree.value) >> shift;
  const Tile tile{*rc::gen::inRange(0U, 64U), index, *rc::gen::inRange(1U, 257U)};
  RC_ASSERT(std::get<Tile>(parse_tile_path(to_path(tile)).value()) == tile);
  const EntryBundle bundle{index, tile.width};
  RC_ASSERT(std::get<EntryBundle>(parse_tile_path(to_path(bundle)).value()) == bundle);
}

TEST(Tile, OfATreeOf70000Leaves) {
  std::map<std::pair<unsigned, unsigned>, unsigned> counted;  // level and width → tiles
  for (const Tile& tile : tiles_of(TreeSize{70'000})) ++counted[{tile.level, tile.width}];
  const std::map<std::pair<unsigned, unsigned>, unsigned> expected = {
      {{0, 256}, 273}, {{0, 112}, 1}, {{1, 256}, 1}, {{1, 17}, 1}, {{2, 1}, 1}};
  EXPECT_EQ(counted, expected);
  EXPECT_EQ(bundles_of(TreeSize{70'000}).size(), 274U);
  EXPECT_EQ(bundles_of(TreeSize{70'000}).back(), (EntryBundle{273, 112}));
}

TEST(Tile, OfSmallTrees) {
  const std::pair<std::uint64_t, std::vector<Tile>> cases[] = {
      {0, {}},
      {1, {{0, 0, 1}}},
      {255, {{0, 0, 255}}},
      {256, {{0, 0, 256}, {1, 0, 1}}},  // the example of the specification
      {257, {{0, 0, 256}, {0, 1, 1}, {1, 0, 1}}},
      {512, {{0, 0, 256}, {0, 1, 256}, {1, 0, 2}}},
  };
  for (const auto& [size, tiles] : cases) {
    SCOPED_TRACE(size);
    EXPECT_EQ(tiles_of(TreeSize{size}), tiles);
  }
}

/// Go's table (sumdb/tlog, NewTiles) is for tiles of other heights and for every partial tile in between, so only the rule is the same.
RC_GTEST_PROP(Tile, NewTilesAreThoseOfOneTreeWithoutThoseOfTheOther, ()) {
  const TreeSize to{*rc::gen::inRange<std::uint64_t>(0, 200'000)};
  const TreeSize from{*rc::gen::inRange<std::uint64_t>(0, to.value + 1)};
  const auto of_to = tiles_of(to), of_from = tiles_of(from);
  const std::set<Tile> older(of_from.begin(), of_from.end());
  std::vector<Tile> expected;
  std::ranges::copy_if(of_to, std::back_inserter(expected), [&](const Tile& tile) { return !older.contains(tile); });
  RC_ASSERT(new_tiles(from, to) == expected);
  std::vector<Tile> partial;
  std::ranges::copy_if(of_to, std::back_inserter(partial), [](const Tile& tile) { return tile.width < tile_width; });
  RC_ASSERT(partial_tiles_of(to) == partial);
  const auto bundles_to = bundles_of(to), bundles_from = bundles_of(from);
  const std::set<EntryBundle> older_bundles(bundles_from.begin(), bundles_from.end());
  std::vector<EntryBundle> bundles;
  std::ranges::copy_if(bundles_to, std::back_inserter(bundles), [&](const EntryBundle& bundle) { return !older_bundles.contains(bundle); });
  RC_ASSERT(new_bundles(from, to) == bundles);
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(EntryBundle, ThereAndBack) {
  const std::string leaves[] = {"", "a", std::string(255, 'b'), std::string(256, 'c'), std::string(65'535, 'd')};
  std::vector<std::span<const std::uint8_t>> parts;
  for (const std::string& leaf : leaves) parts.push_back(bytes_of(leaf));
  auto bytes = bundle_bytes(parts).value();
  EXPECT_EQ(bytes[0], 0);
  EXPECT_EQ(bytes[2 + 1], 1);
  const EntryBundle bundle{0, 5};
  const auto parsed = parse_bundle(bundle, bytes);
  ASSERT_TRUE(parsed);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_TRUE(std::ranges::equal((*parsed)[i], parts[i])) << i;
  EXPECT_FALSE(parse_bundle({0, 4}, bytes)) << "one leaf too many";
  EXPECT_FALSE(parse_bundle({0, 6}, bytes)) << "one leaf too few";
  EXPECT_FALSE(parse_bundle(bundle, std::span(bytes).first(bytes.size() - 1)));
  bytes.push_back(0);
  EXPECT_FALSE(parse_bundle(bundle, bytes));
  const std::string too_long(65'536, 'e');
  const std::span<const std::uint8_t> one[] = {bytes_of(too_long)};
  EXPECT_FALSE(bundle_bytes(one));
}

TEST(Tile, BytesMustBeExactlyAsManyAsItsWidth) {
  const std::vector<Hash> hashes = {leaf_hash("a"), leaf_hash("b")};
  const auto bytes = tile_bytes(hashes);
  EXPECT_EQ(bytes.size(), 64U);
  EXPECT_EQ(parse_tile({0, 0, 2}, bytes), hashes);
  EXPECT_FALSE(parse_tile({0, 0, 1}, bytes));
  EXPECT_FALSE(parse_tile({0, 0, 3}, bytes));
  EXPECT_FALSE(parse_tile({0, 0, 2}, std::span(bytes).first(63)));
}

}  // namespace
}  // namespace crossroads::ledger
