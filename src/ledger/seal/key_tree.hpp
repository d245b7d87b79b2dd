// A day's keys as a tree (Goldreich, Goldwasser, Micali): whoever has a node has all leaves under it, and nobody gets from a leaf to its
// neighbour. One leaf is taken out by replacing the nodes above it by their other children; then no one can come back to it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/problem.hpp"
#include "ledger/seal/leaf.hpp"
#include "ledger/seal/secret.hpp"

namespace crossroads::ledger {

/// Every leaf under a node has the node's `prefix` as its first `depth` bits of sequence_bits.
struct KeyNode {
  unsigned depth = 0;
  std::uint64_t prefix = 0;
  Secret32 key;

  [[nodiscard]] bool covers(Sequence sequence) const {
    return depth <= sequence_bits && sequence.value >> (sequence_bits - depth) == prefix;
  }
  [[nodiscard]] std::uint64_t first_leaf() const { return prefix << (sequence_bits - depth); }
  friend bool operator==(const KeyNode&, const KeyNode&) = default;
};

/// HMAC-SHA-256(node, 0x00) to the left, HMAC-SHA-256(node, 0x01) to the right.
[[nodiscard]] Secret32 child_key(const Secret32& node, bool right);

class KeyTree {
 public:
  /// The whole tree, from its root.
  explicit KeyTree(const Secret32& root);
  /// What is left of one: its nodes in the order of their leaves. Refuses nodes that overlap or are out of order.
  [[nodiscard]] static Result<KeyTree> from_nodes(std::vector<KeyNode> nodes);

  /// The wrapping key of that entry; nothing where it was taken out.
  [[nodiscard]] std::optional<Secret32> key_of(Sequence sequence) const;
  /// Takes one leaf out for good. False where it was out already.
  bool puncture(Sequence sequence);
  [[nodiscard]] std::span<const KeyNode> nodes() const { return nodes_; }
  /// The node above that leaf, if there is one.
  [[nodiscard]] const KeyNode* node_above(Sequence sequence) const;
  friend bool operator==(const KeyTree&, const KeyTree&) = default;

 private:
  KeyTree() = default;
  std::vector<KeyNode> nodes_;
};

/// The way down to the last leaf asked for: the next leaf in order costs two hashes on average instead of forty.
class KeyPath {
 public:
  /// The key of `tree.key_of(sequence)`. The tree must be the same one at each call, or `forget` called between.
  [[nodiscard]] std::optional<Secret32> key_of(const KeyTree& tree, Sequence sequence);
  /// And wipes what it knew.
  void forget() {
    known_ = false;
    keys_.fill({});
  }

 private:
  bool known_ = false;
  unsigned from_depth_ = 0;
  Sequence last_;
  std::array<Secret32, sequence_bits + 1> keys_;
};

}  // namespace crossroads::ledger
