// Every inclusion and consistency proof of every tree of up to 256 leaves, against the definition; then what must be refused.
#include "ledger/tree/proof.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>

#include "naive_tree.hpp"
#include "stored_tree.hpp"

namespace crossroads::ledger {
namespace {

constexpr std::uint64_t most = 256;

const StoredTree& tree() {
  static const StoredTree stored(most);
  return stored;
}

naive::Tree& naive_tree() {
  static naive::Tree plain([] {
    std::vector<std::string> leaves;
    for (std::uint64_t i = 0; i < most; ++i) leaves.push_back(leaf_text(i));
    return leaves;
  }());
  return plain;
}

Hash root(std::uint64_t size) { return Hash(naive_tree().mth(0, size)); }
Head head(std::uint64_t size) { return {TreeSize{size}, root(size)}; }
Hash leaf(std::uint64_t index) { return Hash(naive_tree().mth(index, index + 1)); }

std::vector<Hash> hashes(const std::vector<naive::Digest>& digests) {
  std::vector<Hash> all;
  for (const auto& digest : digests) all.emplace_back(digest);
  return all;
}

Hash with_one_bit_changed(const Hash& hash, std::uint64_t which) {
  auto bytes = hash.bytes();
  bytes[which / 8 % Hash::size] ^= static_cast<std::uint8_t>(1U << which % 8);
  return Hash(bytes);
}

/// Each changed proof that `accepts` is a failure.
template <class Accepts>
void refuses_changes(const Proof& proof, std::uint64_t chance, Accepts&& accepts) {
  Proof changed = proof;
  changed.push_back(leaf(0));
  ASSERT_FALSE(accepts(changed)) << "one hash more";
  changed = proof;
  changed.insert(changed.begin(), leaf(1));
  ASSERT_FALSE(accepts(changed)) << "one hash before";
  if (proof.empty()) return;
  changed = proof;
  changed.pop_back();
  ASSERT_FALSE(accepts(changed)) << "without the last hash";
  changed = proof;
  changed.erase(changed.begin());
  ASSERT_FALSE(accepts(changed)) << "without the first hash";
  for (std::size_t i = 0; i < proof.size(); ++i) {
    changed = proof;
    changed[i] = with_one_bit_changed(proof[i], chance + 37 * i);
    ASSERT_FALSE(accepts(changed)) << "one bit of hash " << i;
  }
}

TEST(Proof, RootOfEverySizeIsThatOfTheDefinition) {
  Frontier frontier;
  for (std::uint64_t n = 0; n <= most; ++n) {
    EXPECT_EQ(frontier.root(), root(n)) << n;
    EXPECT_EQ(root_of(TreeSize{n}, tree().reader()), root(n)) << n;
    frontier.append(leaf_hash(leaf_text(n)));
  }
}

TEST(Proof, EveryInclusionProofIsThatOfTheDefinition) {
  std::size_t proofs = 0;
  for (std::uint64_t n = 1; n <= most; ++n) {
    for (std::uint64_t i = 0; i < n; ++i, ++proofs) {
      const auto proof = prove_inclusion(LeafIndex{i}, TreeSize{n}, tree().reader());
      ASSERT_TRUE(proof) << i << " of " << n;
      ASSERT_EQ(*proof, hashes(naive_tree().path(i, 0, n))) << i << " of " << n;
      ASSERT_TRUE(verify_inclusion(LeafIndex{i}, leaf(i), *proof, head(n))) << i << " of " << n;
    }
  }
  EXPECT_EQ(proofs, most * (most + 1) / 2);
}

TEST(Proof, EveryConsistencyProofIsThatOfTheDefinition) {
  std::size_t proofs = 0;
  for (std::uint64_t n = 1; n <= most; ++n) {
    for (std::uint64_t m = 1; m <= n; ++m, ++proofs) {
      const auto proof = prove_consistency(TreeSize{m}, TreeSize{n}, tree().reader());
      ASSERT_TRUE(proof) << m << " to " << n;
      ASSERT_EQ(*proof, hashes(naive_tree().proof(m, n))) << m << " to " << n;
      ASSERT_TRUE(verify_consistency(head(m), head(n), *proof)) << m << " to " << n;
    }
  }
  EXPECT_EQ(proofs, most * (most + 1) / 2);
}

TEST(Proof, InclusionRefusesEveryChange) {
  for (std::uint64_t n = 1; n <= 70; ++n) {
    for (std::uint64_t i = 0; i < n; ++i) {
      SCOPED_TRACE(std::to_string(i) + " of " + std::to_string(n));
      const auto proof = prove_inclusion(LeafIndex{i}, TreeSize{n}, tree().reader()).value();
      refuses_changes(proof, i + n,
                      [&](const Proof& changed) { return verify_inclusion(LeafIndex{i}, leaf(i), changed, head(n)).has_value(); });
      EXPECT_FALSE(verify_inclusion(LeafIndex{i}, with_one_bit_changed(leaf(i), n), proof, head(n)));
      EXPECT_FALSE(verify_inclusion(LeafIndex{i}, leaf(i), proof, {TreeSize{n}, with_one_bit_changed(root(n), i)}));
      EXPECT_FALSE(verify_inclusion(LeafIndex{i + 1}, leaf(i), proof, head(n)));
      EXPECT_FALSE(verify_inclusion(LeafIndex{i ^ 2U}, leaf(i), proof, head(n)));
      EXPECT_FALSE(verify_inclusion(LeafIndex{i - 1}, leaf(i), proof, head(n)));
      EXPECT_FALSE(verify_inclusion(LeafIndex{i}, leaf(i), proof, head(2 * n)));
      EXPECT_FALSE(verify_inclusion(LeafIndex{i}, leaf(i), proof, head(n / 2)));
      EXPECT_FALSE(verify_inclusion(LeafIndex{i}, leaf(i), proof, {TreeSize{std::uint64_t{1} << 63U}, root(n)}));
    }
  }
}

TEST(Proof, ConsistencyRefusesEveryChange) {
  for (std::uint64_t n = 1; n <= 70; ++n) {
    for (std::uint64_t m = 1; m <= n; ++m) {
      SCOPED_TRACE(std::to_string(m) + " to " + std::to_string(n));
      const auto proof = prove_consistency(TreeSize{m}, TreeSize{n}, tree().reader()).value();
      refuses_changes(proof, m + n, [&](const Proof& changed) { return verify_consistency(head(m), head(n), changed).has_value(); });
      EXPECT_FALSE(verify_consistency({TreeSize{m}, with_one_bit_changed(root(m), n)}, head(n), proof));
      EXPECT_FALSE(verify_consistency(head(m), {TreeSize{n}, with_one_bit_changed(root(n), m)}, proof));
      if (m < n) {
        EXPECT_FALSE(verify_consistency({TreeSize{m}, root(n)}, {TreeSize{n}, root(m)}, proof)) << "roots exchanged";
        EXPECT_FALSE(verify_consistency(head(n), head(m), proof)) << "trees exchanged";
        EXPECT_FALSE(verify_consistency(head(m + 1), head(n), proof));
      }
    }
  }
}

TEST(Proof, NothingIsProvenOfTheEmptyTree) {
  EXPECT_FALSE(prove_consistency(TreeSize{0}, TreeSize{5}, tree().reader()));
  EXPECT_FALSE(prove_consistency(TreeSize{0}, TreeSize{0}, tree().reader()));
  EXPECT_FALSE(verify_consistency(empty_head(), head(5), {}));
  EXPECT_FALSE(verify_consistency(empty_head(), empty_head(), {}));
  EXPECT_FALSE(prove_inclusion(LeafIndex{0}, TreeSize{0}, tree().reader()));
  EXPECT_FALSE(verify_inclusion(LeafIndex{0}, leaf(0), {}, empty_head()));
}

TEST(Proof, RefusesWhatIsNotThere) {
  EXPECT_FALSE(prove_inclusion(LeafIndex{5}, TreeSize{5}, tree().reader()));
  EXPECT_FALSE(prove_consistency(TreeSize{6}, TreeSize{5}, tree().reader()));
  EXPECT_FALSE(prove_inclusion(LeafIndex{5}, TreeSize{largest_tree.value + 1}, tree().reader()));
  EXPECT_FALSE(prove_consistency(TreeSize{5}, TreeSize{largest_tree.value + 1}, tree().reader()));
  EXPECT_FALSE(root_of(TreeSize{largest_tree.value + 1}, tree().reader()));
  const NodeReader unreadable = [](NodePosition) -> Result<Hash> { return failure({.what = "the disk is gone"}); };
  EXPECT_EQ(prove_inclusion(LeafIndex{5}, TreeSize{9}, unreadable).error().what, "the disk is gone");
  EXPECT_EQ(prove_consistency(TreeSize{5}, TreeSize{9}, unreadable).error().what, "the disk is gone");
  EXPECT_EQ(root_of(TreeSize{9}, unreadable).error().what, "the disk is gone");
}

/// A tree far too large to be stored: each node's hash is made up from its place, only what lies on a path is computed.
RC_GTEST_PROP(Proof, OfTreesOfEverySize, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(2, largest_tree.value);
  const auto shift = *rc::gen::inRange(0U, 62U);
  const TreeSize to{std::max<std::uint64_t>(size >> shift, 2)};
  const TreeSize from{*rc::gen::inRange<std::uint64_t>(1, to.value)};
  const LeafIndex index{*rc::gen::inRange<std::uint64_t>(0, to.value)};
  // Only the nodes on no path at all may be made up; those that contain the leaf or the older tree's end are computed from them.
  const std::uint64_t ends[] = {index.value, from.value - 1, from.value};
  NodeReader nodes = [&](NodePosition at) -> Result<Hash> {
    const bool cut = at.level > 0 && std::ranges::any_of(ends, [&](std::uint64_t end) { return end >> at.level == at.index; });
    if (!cut) return leaf_hash(std::to_string(at.level) + " " + std::to_string(at.index));
    return node_hash(*nodes({at.level - 1, 2 * at.index}), *nodes({at.level - 1, 2 * at.index + 1}));
  };
  const Head newer{to, root_of(to, nodes).value()};
  const Head older{from, root_of(from, nodes).value()};
  const auto inclusion = prove_inclusion(index, to, nodes).value();
  const auto consistency = prove_consistency(from, to, nodes).value();
  // RFC 6962 §2.1.1 and §2.1.2: at most one hash a level, and one more where the older tree is not a whole node.
  const auto levels = static_cast<std::size_t>(std::bit_width(to.value - 1));
  RC_ASSERT(inclusion.size() <= levels);
  RC_ASSERT(consistency.size() <= levels + 1);
  RC_ASSERT(verify_inclusion(index, *nodes({0, index.value}), inclusion, newer).has_value());
  RC_ASSERT(verify_consistency(older, newer, consistency).has_value());
  RC_ASSERT(!verify_inclusion(LeafIndex{index.value ^ 1U}, *nodes({0, index.value}), inclusion, newer).has_value());
}

}  // namespace
}  // namespace crossroads::ledger
