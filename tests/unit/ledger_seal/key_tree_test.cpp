#include "ledger/seal/key_tree.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "bytes.hpp"

namespace crossroads::ledger {
namespace {

const Secret32 root = secret_of("5eed");

/// From the root down, bit by bit, as the construction is defined.
Secret32 naive_key(Sequence sequence) {
  Secret32 key = root;
  for (unsigned bit = sequence_bits; bit-- > 0;) key = child_key(key, (sequence.value >> bit & 1U) != 0);
  return key;
}

TEST(KeyTree, ChildrenAreCodesOfOneByte) {
  const auto zeros = secret_of("");
  // printf '\0' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00, and '\1'.
  EXPECT_EQ(to_hex(child_key(zeros, false).bytes()), "6620b31f2924b8c01547745f41825d322336f83ebb13d723678789d554d8a3ef");
  EXPECT_EQ(to_hex(child_key(zeros, true).bytes()), "3d7afb663124ecbf2c953f863d4fc8796eeb2d372b64aad58697ec5264649cdb");
}

/// Around the edges of subtrees as often as anywhere.
rc::Gen<Sequence> sequences() {
  return rc::gen::map(rc::gen::oneOf(rc::gen::inRange<std::uint64_t>(0, 40), rc::gen::inRange<std::uint64_t>(0, last_sequence.value + 1),
                                     rc::gen::map(rc::gen::inRange(0, 41), [](int bit) { return (std::uint64_t{1} << bit) - 1; })),
                      [](std::uint64_t value) { return Sequence{value}; });
}

RC_GTEST_PROP(KeyTree, OpensAllButWhatWasTakenOut, ()) {
  KeyTree tree(root);
  std::set<Sequence> out;
  for (const auto sequence : *rc::gen::container<std::vector<Sequence>>(sequences())) {
    RC_ASSERT(tree.puncture(sequence) == out.insert(sequence).second);
    RC_ASSERT(!tree.key_of(sequence));
    RC_ASSERT(!tree.puncture(sequence));
  }
  RC_ASSERT(KeyTree::from_nodes({tree.nodes().begin(), tree.nodes().end()}).value() == tree);
  auto asked = *rc::gen::container<std::vector<Sequence>>(sequences());
  for (const auto sequence : out) {
    // The neighbours: where an error of one would be.
    if (sequence.value > 0) asked.push_back({sequence.value - 1});
    if (sequence < last_sequence) asked.push_back({sequence.value + 1});
    asked.push_back({sequence.value ^ 1U});
  }
  for (const auto sequence : asked) {
    const auto key = tree.key_of(sequence);
    RC_ASSERT(key.has_value() == !out.contains(sequence));
    if (key) RC_ASSERT(*key == naive_key(sequence));
  }
}

RC_GTEST_PROP(KeyTree, KeepsNoNodeAboveWhatWasTakenOut, ()) {
  KeyTree tree(root);
  const auto out = *rc::gen::nonEmpty(rc::gen::container<std::vector<Sequence>>(sequences()));
  for (const auto sequence : out) tree.puncture(sequence);
  // Every key on the way from the root to a leaf that is out would lead to it.
  std::set<std::string> above;
  for (const auto sequence : out) {
    Secret32 key = root;
    above.insert(to_hex(key.bytes()));
    for (unsigned bit = sequence_bits; bit-- > 0;) {
      key = child_key(key, (sequence.value >> bit & 1U) != 0);
      above.insert(to_hex(key.bytes()));
    }
  }
  for (const auto& node : tree.nodes()) RC_ASSERT(!above.contains(to_hex(node.key.bytes())));
}

RC_GTEST_PROP(KeyPath, SaysWhatTheTreeSays, ()) {
  KeyTree tree(root);
  for (const auto sequence : *rc::gen::container<std::vector<Sequence>>(sequences())) tree.puncture(sequence);
  KeyPath path;
  for (const auto start : *rc::gen::container<std::vector<Sequence>>(sequences())) {
    for (std::uint64_t i = 0; i < 5; ++i) {
      const Sequence sequence{start.value + i};
      RC_ASSERT((path.key_of(tree, sequence) == tree.key_of(sequence)));
    }
  }
}

TEST(KeyTree, RefusesNodesOfNoTree) {
  const auto node = [](unsigned depth, std::uint64_t prefix) { return KeyNode{.depth = depth, .prefix = prefix, .key = root}; };
  EXPECT_TRUE(KeyTree::from_nodes({}));
  EXPECT_TRUE(KeyTree::from_nodes({node(0, 0)}));
  EXPECT_TRUE(KeyTree::from_nodes({node(2, 0), node(1, 1)}));
  EXPECT_FALSE(KeyTree::from_nodes({node(1, 1), node(2, 0)})) << "out of order";
  EXPECT_FALSE(KeyTree::from_nodes({node(1, 0), node(2, 1)})) << "one under the other";
  EXPECT_FALSE(KeyTree::from_nodes({node(1, 0), node(1, 0)})) << "twice";
  EXPECT_FALSE(KeyTree::from_nodes({node(1, 2)})) << "a prefix longer than its depth";
  EXPECT_FALSE(KeyTree::from_nodes({node(41, 0)})) << "below the leaves";
  EXPECT_FALSE(KeyTree(root).key_of({last_sequence.value + 1}));
}

TEST(KeyTree, CostsOfTakingOutAreTheWayBeside) {
  KeyTree tree(root);
  tree.puncture({12345});
  EXPECT_EQ(tree.nodes().size(), sequence_bits);
  tree.puncture({12344});
  EXPECT_EQ(tree.nodes().size(), sequence_bits - 1) << "the neighbour was a leaf of its own already";
}

}  // namespace
}  // namespace crossroads::ledger
