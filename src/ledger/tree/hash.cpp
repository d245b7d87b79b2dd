#include "ledger/tree/hash.hpp"

#include <bit>
#include <stdexcept>
#include <vector>

#include "base/sha256_stream.hpp"

namespace crossroads::ledger {

Result<Hash> Hash::parse(std::string_view base64) {
  constexpr std::size_t length = (size + 2) / 3 * 4;
  // The length first: else a text of any length would be decoded only to be refused.
  const auto bytes = base64.size() == length ? from_base64(base64) : std::nullopt;
  if (!bytes || bytes->size() != size)
    return failure({.what = "not a hash", .value = std::string(base64.substr(0, 2 * length)), .expected = "32 bytes in base 64"});
  return Hash(std::span<const std::uint8_t, size>(*bytes));
}

std::string to_base64(const Hash& hash) { return crossroads::to_base64(hash.bytes()); }

Hash leaf_hash(std::span<const std::uint8_t> leaf) {
  constexpr std::uint8_t prefix[] = {0x00};
  return Hash(Sha256Stream().add(prefix).add(leaf).finish().bytes());
}

Hash leaf_hash(std::string_view leaf) { return leaf_hash(std::span(reinterpret_cast<const std::uint8_t*>(leaf.data()), leaf.size())); }

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 1 + 2 * Hash::size> joined = {0x01};
  std::ranges::copy(left.bytes(), joined.begin() + 1);
  std::ranges::copy(right.bytes(), joined.begin() + 1 + Hash::size);
  return Hash(sha256_of(joined).bytes());
}

Hash empty_root() { return Hash(sha256_of(std::string_view{}).bytes()); }

Hash full_subtree(std::span<const Hash> nodes) {
  if (!std::has_single_bit(nodes.size())) throw std::logic_error("a full subtree has a power of two of nodes");
  std::vector<Hash> level(nodes.begin(), nodes.end());
  for (std::size_t width = level.size(); width > 1; width /= 2) {
    for (std::size_t i = 0; i < width / 2; ++i) level[i] = node_hash(level[2 * i], level[2 * i + 1]);
  }
  return level.front();
}

}  // namespace crossroads::ledger
