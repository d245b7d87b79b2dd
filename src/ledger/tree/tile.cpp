#include "ledger/tree/tile.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace crossroads::ledger {

namespace {

constexpr std::uint64_t group = 1000;
constexpr unsigned largest_level = 63;
/// tlog-tiles sets no limit to an index; this one keeps every place in a tree a number of 63 bits.
constexpr std::uint64_t largest_index = largest_tree.value;

std::string number_path(std::uint64_t index, unsigned width) {
  std::string path = fmt::format("{:03}", index % group);
  for (index /= group; index != 0; index /= group) path = fmt::format("x{:03}/{}", index % group, path);
  if (width != tile_width) path += fmt::format(".p/{}", width);
  return path;
}

/// Decimal digits without a leading zero.
std::optional<unsigned> small_number(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  return value;
}

/// `x001/x234/067`.
std::optional<std::uint64_t> parse_index(std::string_view text) {
  std::uint64_t index = 0;
  for (bool last = false; !last;) {
    const auto slash = text.find('/');
    std::string_view part = text.substr(0, slash);
    last = slash == std::string_view::npos;
    if (!last) {
      text.remove_prefix(slash + 1);
      if (!part.starts_with('x')) return std::nullopt;
      part.remove_prefix(1);
    }
    if (part.size() != 3 || part.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    const auto digits = static_cast<std::uint64_t>((part[0] - '0') * 100 + (part[1] - '0') * 10 + (part[2] - '0'));
    // A first group of zeros before others would be a second name of the same file.
    if (index > (largest_index - digits) / group) return std::nullopt;
    index = index * group + digits;
    if (index == 0 && !last) return std::nullopt;
  }
  return index;
}

struct NumberAndWidth {
  std::uint64_t index = 0;
  unsigned width = tile_width;
};

std::optional<NumberAndWidth> parse_number(std::string_view text) {
  NumberAndWidth found;
  if (const auto dot = text.find(".p/"); dot != std::string_view::npos) {
    const auto width = small_number(text.substr(dot + 3));
    if (!width || *width == 0 || *width >= tile_width) return std::nullopt;
    found.width = *width;
    text = text.substr(0, dot);
  }
  const auto index = parse_index(text);
  if (!index) return std::nullopt;
  found.index = *index;
  return found;
}

/// How many nodes the level of tiles has in a tree of this size.
std::uint64_t nodes_at(unsigned tile_level, TreeSize size) {
  return tile_level * tile_height < 64 ? size.value >> tile_level * tile_height : 0;
}

/// Calls `use(index, width)` for each tile of `to` nodes that a level of `from` nodes has not.
template <class Use>
void for_new(std::uint64_t from, std::uint64_t to, Use&& use) {
  for (std::uint64_t index = from / tile_width; index < to / tile_width; ++index) use(index, tile_width);
  const auto rest = static_cast<unsigned>(to % tile_width);
  if (rest != 0 && from < to) use(to / tile_width, rest);
}

}  // namespace

std::string to_path(const Tile& tile) { return fmt::format("tile/{}/{}", tile.level, number_path(tile.index, tile.width)); }
std::string to_path(const EntryBundle& bundle) { return "tile/entries/" + number_path(bundle.index, bundle.width); }

Result<std::variant<Tile, EntryBundle>> parse_tile_path(std::string_view path) {
  const auto wrong = [&] {
    return failure({.what = "not the path of a tile",
                    .value = std::string(path),
                    .expected = "tile/<level or entries>/<number>[.p/<width>], as in tile/0/x001/234.p/17"});
  };
  constexpr std::string_view start = "tile/";
  if (!path.starts_with(start)) return wrong();
  const std::string_view rest = path.substr(start.size());
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos) return wrong();
  const std::string_view level = rest.substr(0, slash);
  const auto number = parse_number(rest.substr(slash + 1));
  if (!number) return wrong();
  if (level == "entries") return EntryBundle{.index = number->index, .width = number->width};
  const auto tile_level = small_number(level);
  if (!tile_level || *tile_level > largest_level) return wrong();
  return Tile{.level = *tile_level, .index = number->index, .width = number->width};
}

std::vector<Tile> tiles_of(TreeSize size) { return new_tiles({}, size); }

std::vector<Tile> partial_tiles_of(TreeSize size) {
  std::vector<Tile> tiles;
  for (unsigned level = 0; nodes_at(level, size) > 0; ++level) {
    const std::uint64_t nodes = nodes_at(level, size);
    if (nodes % tile_width != 0) tiles.push_back({level, nodes / tile_width, static_cast<unsigned>(nodes % tile_width)});
  }
  return tiles;
}

std::vector<Tile> new_tiles(TreeSize from, TreeSize to) {
  std::vector<Tile> tiles;
  for (unsigned level = 0; nodes_at(level, to) > 0; ++level) {
    for_new(nodes_at(level, from), nodes_at(level, to),
            [&](std::uint64_t index, unsigned width) { tiles.push_back({level, index, width}); });
  }
  return tiles;
}

std::vector<EntryBundle> bundles_of(TreeSize size) { return new_bundles({}, size); }

std::vector<EntryBundle> new_bundles(TreeSize from, TreeSize to) {
  std::vector<EntryBundle> bundles;
  for_new(from.value, to.value, [&](std::uint64_t index, unsigned width) { bundles.push_back({index, width}); });
  return bundles;
}

Tile tile_of(NodePosition node, TreeSize size) {
  Tile tile;
  tile.level = node.level / tile_height;
  tile.index = node.index >> (tile_height - node.level % tile_height);
  const std::uint64_t nodes = nodes_at(tile.level, size);
  tile.width = tile.index < nodes / tile_width ? tile_width : static_cast<unsigned>(nodes % tile_width);
  return tile;
}

std::vector<std::uint8_t> tile_bytes(std::span<const Hash> hashes) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(hashes.size() * Hash::size);
  for (const Hash& hash : hashes) bytes.insert(bytes.end(), hash.bytes().begin(), hash.bytes().end());
  return bytes;
}

Result<std::vector<Hash>> parse_tile(const Tile& tile, std::span<const std::uint8_t> bytes) {
  if (bytes.size() != tile.width * Hash::size) {
    return failure({.what = "not the bytes of this tile",
                    .place = {.file = to_path(tile)},
                    .value = fmt::format("{} bytes", bytes.size()),
                    .expected = fmt::format("{} bytes", tile.width * Hash::size)});
  }
  std::vector<Hash> hashes;
  hashes.reserve(tile.width);
  for (std::size_t at = 0; at < bytes.size(); at += Hash::size) hashes.emplace_back(bytes.subspan(at).first<Hash::size>());
  return hashes;
}

Result<std::vector<std::uint8_t>> bundle_bytes(std::span<const std::span<const std::uint8_t>> leaves) {
  std::vector<std::uint8_t> bytes;
  for (const auto& leaf : leaves) {
    if (leaf.size() > 0xffff)
      return failure(
          {.what = "a leaf is too long for a bundle", .value = fmt::format("{} bytes", leaf.size()), .expected = "at most 65535 bytes"});
    bytes.push_back(static_cast<std::uint8_t>(leaf.size() >> 8U));
    bytes.push_back(static_cast<std::uint8_t>(leaf.size() & 0xffU));
    bytes.insert(bytes.end(), leaf.begin(), leaf.end());
  }
  return bytes;
}

Result<std::vector<std::span<const std::uint8_t>>> parse_bundle(const EntryBundle& bundle, std::span<const std::uint8_t> bytes) {
  const auto wrong = [&](std::string what) { return failure({.what = std::move(what), .place = {.file = to_path(bundle)}}); };
  std::vector<std::span<const std::uint8_t>> leaves;
  leaves.reserve(bundle.width);
  while (leaves.size() < bundle.width) {
    if (bytes.size() < 2) return wrong(fmt::format("the bundle ends before leaf {} of {}", leaves.size() + 1, bundle.width));
    const std::size_t length = static_cast<std::size_t>(bytes[0]) << 8U | bytes[1];
    if (bytes.size() - 2 < length) return wrong(fmt::format("the bundle ends within leaf {} of {}", leaves.size() + 1, bundle.width));
    leaves.push_back(bytes.subspan(2, length));
    bytes = bytes.subspan(2 + length);
  }
  if (!bytes.empty()) return wrong(fmt::format("{} bytes too many behind the last leaf", bytes.size()));
  return leaves;
}

}  // namespace crossroads::ledger
