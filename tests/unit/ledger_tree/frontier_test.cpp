#include "ledger/tree/frontier.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "stored_tree.hpp"

namespace crossroads::ledger {
namespace {

TEST(Frontier, ReportsEachFullNodeOnce) {
  const StoredTree tree(300);
  std::size_t expected = 0;
  for (unsigned level = 0; level < 9; ++level) {
    for (std::uint64_t index = 0; index < 300U >> level; ++index, ++expected)
      EXPECT_TRUE(tree.nodes.contains({level, index})) << level << ' ' << index;
  }
  EXPECT_EQ(tree.nodes.size(), expected);
}

RC_GTEST_PROP(Frontier, GoesOnFromItsBytesAsIfNeverStopped, ()) {
  const auto first = *rc::gen::inRange<std::uint64_t>(0, 600);
  const auto more = *rc::gen::inRange<std::uint64_t>(0, 60);
  Frontier frontier = StoredTree(first).frontier;
  const auto bytes = frontier.to_bytes();
  RC_ASSERT(bytes.size() == 8 + Hash::size * frontier.edge().size());
  Frontier again = Frontier::from_bytes(bytes).value();
  RC_ASSERT(again == frontier);
  RC_ASSERT(again == Frontier::from_edge(frontier.size(), {frontier.edge().begin(), frontier.edge().end()}).value());
  for (std::uint64_t i = 0; i < more; ++i) again.append(leaf_hash(leaf_text(first + i)));
  RC_ASSERT(again == StoredTree(first + more).frontier);
}

TEST(Frontier, RefusesEdgesOfNoTree) {
  const auto bytes = StoredTree(7).frontier.to_bytes();
  ASSERT_TRUE(Frontier::from_bytes(bytes));
  auto wrong = bytes;
  wrong[7] = 8;
  EXPECT_FALSE(Frontier::from_bytes(wrong)) << "three hashes for eight leaves";
  wrong = bytes;
  wrong[0] = 0x80;
  EXPECT_FALSE(Frontier::from_bytes(wrong)) << "a size of 64 bits";
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(Frontier::from_bytes(std::span(bytes).first(length))) << length;
  wrong = bytes;
  wrong.push_back(0);
  EXPECT_FALSE(Frontier::from_bytes(wrong));
  EXPECT_FALSE(Frontier::from_edge(TreeSize{largest_tree.value + 1}, {empty_root()}));
  EXPECT_FALSE(Frontier::from_edge(TreeSize{0}, {empty_root()}));
}

}  // namespace
}  // namespace crossroads::ledger
