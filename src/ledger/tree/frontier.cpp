#include "ledger/tree/frontier.hpp"

#include <fmt/format.h>

namespace crossroads::ledger {

namespace {

constexpr std::size_t size_bytes = 8;

}  // namespace

Result<Frontier> Frontier::from_edge(TreeSize size, std::vector<Hash> edge) {
  if (size > largest_tree) return failure({.what = "no tree is so large", .value = std::to_string(size.value)});
  const auto bits = static_cast<std::size_t>(std::popcount(size.value));
  if (edge.size() != bits) {
    return failure({.what = "not the right edge of a tree of this size",
                    .value = fmt::format("{} hashes for {} leaves", edge.size(), size.value),
                    .expected = fmt::format("{} hashes", bits)});
  }
  Frontier frontier;
  frontier.size_ = size;
  frontier.edge_ = std::move(edge);
  return frontier;
}

Result<Frontier> Frontier::from_bytes(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < size_bytes || (bytes.size() - size_bytes) % Hash::size != 0)
    return failure(
        {.what = "not the right edge of a tree", .value = fmt::format("{} bytes", bytes.size()), .expected = "8 bytes and whole hashes"});
  TreeSize size;
  for (std::size_t i = 0; i < size_bytes; ++i) size.value = size.value << 8U | bytes[i];
  std::vector<Hash> edge;
  for (std::size_t at = size_bytes; at < bytes.size(); at += Hash::size) edge.emplace_back(bytes.subspan(at).first<Hash::size>());
  return from_edge(size, std::move(edge));
}

Hash Frontier::root() const {
  if (edge_.empty()) return empty_root();
  Hash root = edge_.back();
  for (std::size_t i = edge_.size() - 1; i-- > 0;) root = node_hash(edge_[i], root);
  return root;
}

std::vector<std::uint8_t> Frontier::to_bytes() const {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(size_bytes + edge_.size() * Hash::size);
  for (std::size_t i = 0; i < size_bytes; ++i) bytes.push_back(static_cast<std::uint8_t>(size_.value >> (8 * (size_bytes - 1 - i))));
  for (const Hash& hash : edge_) bytes.insert(bytes.end(), hash.bytes().begin(), hash.bytes().end());
  return bytes;
}

}  // namespace crossroads::ledger
