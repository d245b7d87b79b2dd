#include "ledger/log/tree_nodes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace crossroads::ledger {

namespace {

Problem missing(Shard shard, NodePosition position) {
  return {.what = "the store has not all nodes of the log's tree",
          .value = fmt::format("shard {}, level {}, node {}", shard.year, position.level, position.index),
          .hint = "verify the log"};
}

/// The hashes of so many leaves.
Result<std::vector<Hash>> leaf_hashes(LedgerStore& store, const LogName& log, Shard shard, std::uint64_t first, std::uint64_t count) {
  std::vector<Hash> hashes;
  hashes.reserve(count);
  CROSSROADS_CHECK(
      store.leaves(log, {shard, {first}, {first + count}}, [&](Sequence, std::span<const std::uint8_t> leaves) -> Result<void> {
        for (; !leaves.empty(); leaves = leaves.subspan(Leaf::size)) hashes.push_back(leaf_hash(leaves.first(Leaf::size)));
        return {};
      }));
  if (hashes.size() != count) return std::unexpected(missing(shard, {0, first}));
  return hashes;
}

Result<Hash> node(LedgerStore& store, const LogName& log, Shard shard, NodePosition position) {
  if (is_stored(position)) {
    if (const auto kept = CROSSROADS_TRY(store.node(log, shard, position))) return *kept;
    return std::unexpected(missing(shard, position));
  }
  const unsigned below = position.level - position.level % 8;
  const std::uint64_t count = std::uint64_t{1} << (position.level - below);
  const std::uint64_t first = position.index * count;
  if (below == 0) return full_subtree(CROSSROADS_TRY(leaf_hashes(store, log, shard, first, count)));
  std::vector<Hash> nodes;
  for (std::uint64_t i = 0; i < count; ++i) nodes.push_back(CROSSROADS_TRY(node(store, log, shard, {below, first + i})));
  return full_subtree(nodes);
}

}  // namespace

NodeReader tree_nodes(LedgerStore& store, const LogName& log, Shard shard) {
  return [&store, log, shard](NodePosition position) { return node(store, log, shard, position); };
}

Result<void> rebuild_nodes(LedgerStore& store, const LogName& log, Shard shard) {
  const auto heads = CROSSROADS_TRY(store.shards(log));
  const auto head = std::ranges::find(heads, shard, &ShardHead::shard);
  if (head == heads.end()) return failure({.what = "the log has no entry of this year", .value = std::to_string(shard.year)});
  Frontier frontier;
  std::vector<StoredNode> nodes;
  CROSSROADS_CHECK(
      store.leaves(log, {shard, {0}, {head->frontier.size().value}}, [&](Sequence, std::span<const std::uint8_t> leaves) -> Result<void> {
        for (; !leaves.empty(); leaves = leaves.subspan(Leaf::size)) {
          frontier.append(leaf_hash(leaves.first(Leaf::size)), [&](NodePosition position, const Hash& hash) {
            if (is_stored(position)) nodes.push_back({position, hash});
          });
        }
        return {};
      }));
  if (frontier != head->frontier) {
    return failure({.what = "the leaves do not lead to the head of the log",
                    .value = std::to_string(shard.year),
                    .hint = "verify the log",
                    .kept = "the nodes are as they were"});
  }
  return store.replace_nodes(log, shard, frontier.size(), nodes);
}

}  // namespace crossroads::ledger
