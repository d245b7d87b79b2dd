// A tree as far as appending needs it: its right edge.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "ledger/tree/hash.hpp"

namespace crossroads::ledger {

/// The roots of the full subtrees that a tree falls into, the largest first: one for each bit of its size. Appending costs two
/// hashes a leaf in the mean, the root at most 63; nothing of the tree but the edge is kept.
class Frontier {
 public:
  Frontier() = default;
  /// Refuses an edge that has not one hash for each bit of the size, and a size that no tree has.
  [[nodiscard]] static Result<Frontier> from_edge(TreeSize size, std::vector<Hash> edge);
  /// The opposite of `to_bytes`; refuses everything else.
  [[nodiscard]] static Result<Frontier> from_bytes(std::span<const std::uint8_t> bytes);

  /// The tree must not be full (`largest_tree`).
  void append(const Hash& leaf) {
    append(leaf, [](NodePosition, const Hash&) {});
  }
  /// Calls `on_node(NodePosition, Hash)` for each node that this leaf makes full, from the leaf itself upwards: what a store keeps.
  template <class OnNode>
  void append(const Hash& leaf, OnNode&& on_node) {
    Hash node = leaf;
    unsigned level = 0;
    on_node(NodePosition{0, size_.value}, node);
    // Each one at the end of the size is a subtree as large as the new one, and joins it.
    for (std::uint64_t rest = size_.value; (rest & 1U) != 0; rest >>= 1U) {
      node = node_hash(edge_.back(), node);
      edge_.pop_back();
      ++level;
      on_node(NodePosition{level, size_.value >> level}, node);
    }
    edge_.push_back(node);
    ++size_.value;
  }

  [[nodiscard]] TreeSize size() const { return size_; }
  [[nodiscard]] std::span<const Hash> edge() const { return edge_; }
  [[nodiscard]] Hash root() const;
  [[nodiscard]] Head head() const { return {size_, root()}; }
  /// The size as eight bytes, the largest first, then the hashes of the edge.
  [[nodiscard]] std::vector<std::uint8_t> to_bytes() const;

  friend bool operator==(const Frontier&, const Frontier&) = default;

 private:
  TreeSize size_;
  std::vector<Hash> edge_;
};

}  // namespace crossroads::ledger
