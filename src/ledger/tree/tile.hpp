// C2SP tlog-tiles: how a tree and its leaves are cut into files, and what these are called.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/tree/hash.hpp"

namespace crossroads::ledger {

inline constexpr unsigned tile_height = 8;
inline constexpr unsigned tile_width = 1U << tile_height;

/// 1 to 256 nodes of every eighth level of the tree: tile level `level`, 256 nodes a tile, from `index`·256 on. A tile with fewer is partial.
struct Tile {
  unsigned level = 0;  ///< the nodes' level in the tree is eight times this; at most 63
  std::uint64_t index = 0;
  unsigned width = tile_width;
  friend constexpr auto operator<=>(const Tile&, const Tile&) = default;
};

/// 1 to 256 leaves, from `index`·256 on.
struct EntryBundle {
  std::uint64_t index = 0;
  unsigned width = tile_width;
  friend constexpr auto operator<=>(const EntryBundle&, const EntryBundle&) = default;
};

/// `tile/<L>/<N>[.p/<W>]`, N in groups of three digits: `tile/0/x001/x234/067`, `tile/1/000.p/17`.
[[nodiscard]] std::string to_path(const Tile& tile);
/// `tile/entries/<N>[.p/<W>]`.
[[nodiscard]] std::string to_path(const EntryBundle& bundle);
/// Exactly what `to_path` writes; nothing else, so that a path names one file and a file has one path.
[[nodiscard]] Result<std::variant<Tile, EntryBundle>> parse_tile_path(std::string_view path);

/// The tiles of a tree of this size: all full ones, and the one partial tile of each level that has one. In the order level, index.
[[nodiscard]] std::vector<Tile> tiles_of(TreeSize size);
/// The partial ones alone, the lowest level first: together they say everything about the root.
[[nodiscard]] std::vector<Tile> partial_tiles_of(TreeSize size);
/// The tiles of the tree of size `to` that the tree of size `from` has not: what has to be written when the tree has grown.
[[nodiscard]] std::vector<Tile> new_tiles(TreeSize from, TreeSize to);
[[nodiscard]] std::vector<EntryBundle> bundles_of(TreeSize size);
[[nodiscard]] std::vector<EntryBundle> new_bundles(TreeSize from, TreeSize to);

/// The tile of a tree of this size in which the full node stands, as wide as it is in that tree.
[[nodiscard]] Tile tile_of(NodePosition node, TreeSize size);

/// The file of a tile: its hashes one after another.
[[nodiscard]] std::vector<std::uint8_t> tile_bytes(std::span<const Hash> hashes);
/// Refuses any other number of bytes than the tile's width asks for.
[[nodiscard]] Result<std::vector<Hash>> parse_tile(const Tile& tile, std::span<const std::uint8_t> bytes);

/// The file of a bundle: each leaf behind its length in two bytes, the larger first. Refuses a leaf of more than 65,535 bytes.
[[nodiscard]] Result<std::vector<std::uint8_t>> bundle_bytes(std::span<const std::span<const std::uint8_t>> leaves);
/// The leaves as parts of `bytes`. Refuses any other number of leaves than the bundle's width, and anything behind the last one.
[[nodiscard]] Result<std::vector<std::span<const std::uint8_t>>> parse_bundle(const EntryBundle& bundle,
                                                                              std::span<const std::uint8_t> bytes);

}  // namespace crossroads::ledger
