// A tree whose nodes all lie in memory, as a store would keep them.
#pragma once

#include <map>
#include <string>

#include "ledger/tree/frontier.hpp"

namespace crossroads::ledger {

/// The n-th leaf of every tree in these tests.
inline std::string leaf_text(std::uint64_t n) { return "leaf " + std::to_string(n); }

struct StoredTree {
  std::map<NodePosition, Hash> nodes;
  Frontier frontier;

  explicit StoredTree(std::uint64_t leaves = 0) {
    while (frontier.size().value < leaves) append(leaf_hash(leaf_text(frontier.size().value)));
  }
  void append(const Hash& leaf) {
    frontier.append(leaf, [this](NodePosition position, const Hash& hash) { nodes.emplace(position, hash); });
  }
  [[nodiscard]] NodeReader reader() const {
    return [this](NodePosition position) -> Result<Hash> {
      const auto found = nodes.find(position);
      if (found == nodes.end()) return failure({.what = "a node that is not full was asked for"});
      return found->second;
    };
  }
};

}  // namespace crossroads::ledger
