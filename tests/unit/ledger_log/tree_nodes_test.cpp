// Proofs from what the store keeps are the proofs of the whole tree.
#include "ledger/log/tree_nodes.hpp"
#include "ledger/tree/proof.hpp"
#include "support/log_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;

class TreeNodesTest : public LogTest {};

TEST_F(TreeNodesTest, ProofsLeadToTheHead) {
  auto log = ledger();
  std::vector<LogEntry> entries(137, named("e"));
  std::vector<Head> heads;
  for (int i = 0; i < 6; ++i) {
    must(log.append(entries));
    heads.push_back(must(store().head(hub))->frontier.head());
  }
  const NodeReader nodes = tree_nodes(store(), hub, {2026});
  const Head head = heads.back();
  EXPECT_EQ(must(root_of(head.size, nodes)), head.root);
  for (const std::uint64_t index : {0U, 1U, 255U, 256U, 511U, 512U, 600U, 767U, 768U, 821U}) {
    SCOPED_TRACE(index);
    const auto leaf = leaf_hash(must(store().entry(hub, {{2026}, {index}}))->leaf);
    EXPECT_TRUE(verify_inclusion({index}, leaf, must(prove_inclusion({index}, head.size, nodes)), head));
  }
  for (const Head& older : heads) EXPECT_TRUE(verify_consistency(older, head, must(prove_consistency(older.size, head.size, nodes))));
  meddle("DELETE FROM ledger_nodes");
  EXPECT_FALSE(prove_inclusion({0}, head.size, nodes));
}

}  // namespace
}  // namespace crossroads::test
