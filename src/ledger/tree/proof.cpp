#include "ledger/tree/proof.hpp"

#include <fmt/format.h>

#include <bit>

namespace crossroads::ledger {

namespace {

/// Leaves from `begin` on, `end` not among them.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  [[nodiscard]] std::uint64_t leaves() const { return end - begin; }
  /// RFC 6962's k: the largest power of two smaller than the number of leaves, which are more than one.
  [[nodiscard]] std::uint64_t middle() const { return begin + std::bit_floor(leaves() - 1); }
};

/// MTH of the range, which begins where a full subtree of at least its size begins. Not empty.
Result<Hash> subtree(Range range, const NodeReader& nodes) {
  std::vector<Hash> edge;
  while (range.begin < range.end) {
    const std::uint64_t leaves = std::bit_floor(range.leaves());
    const auto level = static_cast<unsigned>(std::countr_zero(leaves));
    edge.push_back(CROSSROADS_TRY(nodes(NodePosition{level, range.begin >> level})));
    range.begin += leaves;
  }
  Hash root = edge.back();
  for (std::size_t i = edge.size() - 1; i-- > 0;) root = node_hash(edge[i], root);
  return root;
}

/// RFC 6962 §2.1.1, PATH(m, D[n]).
Result<void> append_path(std::uint64_t leaf, Range tree, const NodeReader& nodes, Proof& proof) {
  if (tree.leaves() == 1) return {};
  const std::uint64_t middle = tree.middle();
  const bool left = leaf < middle;
  CROSSROADS_CHECK(append_path(leaf, left ? Range{tree.begin, middle} : Range{middle, tree.end}, nodes, proof));
  proof.push_back(CROSSROADS_TRY(subtree(left ? Range{middle, tree.end} : Range{tree.begin, middle}, nodes)));
  return {};
}

/// RFC 6962 §2.1.2, SUBPROOF(m, D[n], b); `begin` = 0 is b: the older tree's own root is known.
Result<void> append_subproof(std::uint64_t older_end, Range tree, const NodeReader& nodes, Proof& proof) {
  if (older_end == tree.end) {
    if (tree.begin != 0) proof.push_back(CROSSROADS_TRY(subtree(tree, nodes)));
    return {};
  }
  const std::uint64_t middle = tree.middle();
  const bool left = older_end <= middle;
  CROSSROADS_CHECK(append_subproof(older_end, left ? Range{tree.begin, middle} : Range{middle, tree.end}, nodes, proof));
  proof.push_back(CROSSROADS_TRY(subtree(left ? Range{middle, tree.end} : Range{tree.begin, middle}, nodes)));
  return {};
}

std::unexpected<Problem> refused(std::string why) { return failure({.what = std::move(why)}); }

/// How long an inclusion proof is: one hash for each level below which the path to the leaf and the right edge part, and above that one for
/// each one of the leaf's index.
std::size_t inclusion_length(std::uint64_t index, std::uint64_t size) {
  const auto inner = static_cast<unsigned>(std::bit_width(index ^ (size - 1)));
  return inner + static_cast<std::size_t>(std::popcount(inner < 64 ? index >> inner : 0));
}

}  // namespace

Result<Hash> root_of(TreeSize size, const NodeReader& nodes) {
  if (size > largest_tree) return refused("no tree is so large");
  if (size.value == 0) return empty_root();
  return subtree({0, size.value}, nodes);
}

Result<Proof> prove_inclusion(LeafIndex leaf, TreeSize size, const NodeReader& nodes) {
  if (size > largest_tree) return refused("no tree is so large");
  if (leaf.value >= size.value) return refused(fmt::format("leaf {} is not in a tree of {} leaves", leaf.value, size.value));
  Proof proof;
  CROSSROADS_CHECK(append_path(leaf.value, {0, size.value}, nodes, proof));
  return proof;
}

Result<Proof> prove_consistency(TreeSize from, TreeSize to, const NodeReader& nodes) {
  if (to > largest_tree) return refused("no tree is so large");
  if (from.value == 0) return refused("every tree begins with the tree without leaves; there is nothing to prove");
  if (from > to) return refused(fmt::format("a tree of {} leaves does not begin with one of {}", to.value, from.value));
  Proof proof;
  CROSSROADS_CHECK(append_subproof(from.value, {0, to.value}, nodes, proof));
  return proof;
}

Result<void> verify_inclusion(LeafIndex index, const Hash& leaf, std::span<const Hash> proof, const Head& head) {
  if (head.size > largest_tree) return refused("no tree is so large");
  if (index.value >= head.size.value) return refused(fmt::format("leaf {} is not in a tree of {} leaves", index.value, head.size.value));
  const std::size_t length = inclusion_length(index.value, head.size.value);
  if (proof.size() != length) return refused(fmt::format("the inclusion proof has {} hashes instead of {}", proof.size(), length));
  std::uint64_t at = index.value;
  std::uint64_t last = head.size.value - 1;
  Hash node = leaf;
  for (const Hash& other : proof) {
    if ((at & 1U) != 0 || at == last) {
      node = node_hash(other, node);
      // The right edge has no sibling on the levels where it stands at an even place.
      while ((at & 1U) == 0 && at != 0) {
        at >>= 1U;
        last >>= 1U;
      }
    } else {
      node = node_hash(node, other);
    }
    at >>= 1U;
    last >>= 1U;
  }
  if (node != head.root) return refused(fmt::format("the inclusion proof of leaf {} does not lead to the root", index.value));
  return {};
}

Result<void> verify_consistency(const Head& older, const Head& newer, std::span<const Hash> proof) {
  const std::uint64_t from = older.size.value;
  const std::uint64_t to = newer.size.value;
  if (newer.size > largest_tree) return refused("no tree is so large");
  if (from == 0) return refused("every tree begins with the tree without leaves; there is nothing to prove");
  if (from > to) return refused(fmt::format("a tree of {} leaves does not begin with one of {}", to, from));
  if (from == to) {
    if (!proof.empty()) return refused("a proof between trees of one size is empty");
    if (older.root != newer.root) return refused(fmt::format("two roots for one size of {} leaves", from));
    return {};
  }
  // A full older tree is itself a node of the newer one, and its root stands for the first hash.
  const bool full = std::has_single_bit(from);
  if (proof.empty()) return refused("the consistency proof is empty");
  Hash old_node = full ? older.root : proof.front();
  Hash new_node = old_node;
  const auto level = std::countr_zero(from);
  std::uint64_t at = (from - 1) >> level;
  std::uint64_t last = (to - 1) >> level;
  for (const Hash& other : proof.subspan(full ? 0 : 1)) {
    if (last == 0) return refused("the consistency proof is too long");
    if ((at & 1U) != 0 || at == last) {
      old_node = node_hash(other, old_node);
      new_node = node_hash(other, new_node);
      while ((at & 1U) == 0 && at != 0) {
        at >>= 1U;
        last >>= 1U;
      }
    } else {
      new_node = node_hash(new_node, other);
    }
    at >>= 1U;
    last >>= 1U;
  }
  if (last != 0) return refused("the consistency proof is too short");
  if (old_node != older.root) return refused(fmt::format("the consistency proof does not lead to the root of {} leaves", from));
  if (new_node != newer.root) return refused(fmt::format("the consistency proof does not lead to the root of {} leaves", to));
  return {};
}

}  // namespace crossroads::ledger
