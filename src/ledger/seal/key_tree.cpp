#include "ledger/seal/key_tree.hpp"

#include <algorithm>
#include <bit>

#include "ledger/seal/hmac.hpp"

namespace crossroads::ledger {
namespace {

/// Which way the path to a leaf goes from a node of that depth.
bool goes_right(Sequence sequence, unsigned depth) { return (sequence.value >> (sequence_bits - 1 - depth) & 1U) != 0; }

}  // namespace

Secret32 child_key(const Secret32& node, bool right) {
  const std::array<std::uint8_t, 1> side{static_cast<std::uint8_t>(right)};
  return HmacSha256(node).add(side).finish_as_key();
}

KeyTree::KeyTree(const Secret32& root) { nodes_.push_back({.depth = 0, .prefix = 0, .key = root}); }

Result<KeyTree> KeyTree::from_nodes(std::vector<KeyNode> nodes) {
  std::uint64_t next_leaf = 0;
  for (const auto& node : nodes) {
    const bool in_tree = node.depth <= sequence_bits && node.prefix >> node.depth == 0;
    if (!in_tree || node.first_leaf() < next_leaf) return failure({.what = "the nodes of a key tree are out of order or overlap"});
    next_leaf = node.first_leaf() + (std::uint64_t{1} << (sequence_bits - node.depth));
  }
  KeyTree tree;
  tree.nodes_ = std::move(nodes);
  return tree;
}

const KeyNode* KeyTree::node_above(Sequence sequence) const {
  if (sequence > last_sequence) return nullptr;
  const auto after = std::ranges::upper_bound(nodes_, sequence.value, {}, &KeyNode::first_leaf);
  if (after == nodes_.begin()) return nullptr;
  const auto& node = *std::prev(after);
  return node.covers(sequence) ? &node : nullptr;
}

std::optional<Secret32> KeyTree::key_of(Sequence sequence) const {
  const auto* node = node_above(sequence);
  if (node == nullptr) return std::nullopt;
  Secret32 key = node->key;
  for (unsigned depth = node->depth; depth < sequence_bits; ++depth) key = child_key(key, goes_right(sequence, depth));
  return key;
}

bool KeyTree::puncture(Sequence sequence) {
  const auto* above = node_above(sequence);
  if (above == nullptr) return false;
  std::vector<KeyNode> before;
  std::vector<KeyNode> after;
  KeyNode node = *above;
  while (node.depth < sequence_bits) {
    const bool right = goes_right(sequence, node.depth);
    KeyNode kept{
        .depth = node.depth + 1, .prefix = node.prefix << 1U | static_cast<std::uint64_t>(!right), .key = child_key(node.key, !right)};
    (right ? before : after).push_back(std::move(kept));
    node = {.depth = node.depth + 1, .prefix = node.prefix << 1U | static_cast<std::uint64_t>(right), .key = child_key(node.key, right)};
  }
  // Those to the left of the leaf come from the top in ascending order, those to the right from the bottom.
  before.insert(before.end(), after.rbegin(), after.rend());
  // A new vector: what `insert` moves within the old one, it moves without wiping the places that it leaves.
  const auto position = above - nodes_.data();
  std::vector<KeyNode> nodes(nodes_.begin(), nodes_.begin() + position);
  nodes.insert(nodes.end(), before.begin(), before.end());
  nodes.insert(nodes.end(), nodes_.begin() + position + 1, nodes_.end());
  nodes_ = std::move(nodes);
  return true;
}

std::optional<Secret32> KeyPath::key_of(const KeyTree& tree, Sequence sequence) {
  if (sequence > last_sequence) return std::nullopt;
  const auto differing = static_cast<unsigned>(std::bit_width(last_.value ^ sequence.value));
  unsigned depth = sequence_bits - differing;
  if (!known_ || depth < from_depth_) {
    const auto* node = tree.node_above(sequence);
    if (node == nullptr) return std::nullopt;
    from_depth_ = depth = node->depth;
    keys_[depth] = node->key;
    known_ = true;
  }
  for (; depth < sequence_bits; ++depth) keys_[depth + 1] = child_key(keys_[depth], goes_right(sequence, depth));
  last_ = sequence;
  return keys_[sequence_bits];
}

}  // namespace crossroads::ledger
