// The hashes of an RFC 6962 tree, and what is said about a whole tree.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/base64.hpp"
#include "base/problem.hpp"

namespace crossroads::ledger {

/// A node of the tree: leaf, inner node or root (RFC 6962 §2.1).
class Hash {
 public:
  static constexpr std::size_t size = 32;
  using Bytes = std::array<std::uint8_t, size>;

  constexpr Hash() = default;
  constexpr explicit Hash(const Bytes& bytes) : bytes_(bytes) {}
  constexpr explicit Hash(std::span<const std::uint8_t, size> bytes) { std::copy(bytes.begin(), bytes.end(), bytes_.begin()); }
  /// Exactly the 44 characters that `to_base64` writes.
  [[nodiscard]] static Result<Hash> parse(std::string_view base64);

  [[nodiscard]] constexpr const Bytes& bytes() const { return bytes_; }
  friend constexpr auto operator<=>(const Hash&, const Hash&) = default;

 private:
  Bytes bytes_ = {};
};

// Else the one for hashes would hide the one for bytes.
using crossroads::to_base64;
/// As checkpoints and proofs write it.
[[nodiscard]] std::string to_base64(const Hash& hash);

/// SHA-256(0x00 ‖ leaf).
[[nodiscard]] Hash leaf_hash(std::span<const std::uint8_t> leaf);
[[nodiscard]] Hash leaf_hash(std::string_view leaf);
/// SHA-256(0x01 ‖ left ‖ right).
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);
/// The root of a tree without leaves: SHA-256 of nothing.
[[nodiscard]] Hash empty_root();
/// The root of a full subtree whose nodes of one level these are; their number must be a power of two.
[[nodiscard]] Hash full_subtree(std::span<const Hash> nodes);

/// How many leaves a tree has.
struct TreeSize {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(const TreeSize&, const TreeSize&) = default;
};
/// So that a proof never needs more than 63 hashes (tlog-witness), and every size is a number in every language.
inline constexpr TreeSize largest_tree{(std::uint64_t{1} << 63U) - 1};

/// Which leaf, counted from 0.
struct LeafIndex {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(const LeafIndex&, const LeafIndex&) = default;
};

/// A full subtree: the index-th node, counted from 0, of a level; it spans the leaves from index·2^level on, 2^level of them.
struct NodePosition {
  unsigned level = 0;
  std::uint64_t index = 0;
  friend constexpr auto operator<=>(const NodePosition&, const NodePosition&) = default;
};

/// Whether every leaf under the node is in a tree of this size. Only such nodes never change again.
[[nodiscard]] constexpr bool is_full(NodePosition node, TreeSize size) { return node.level < 63 && node.index < size.value >> node.level; }

/// Size and root: what a checkpoint says of a tree.
struct Head {
  TreeSize size;
  Hash root;
  friend bool operator==(const Head&, const Head&) = default;
};

/// The head of a tree without leaves.
[[nodiscard]] inline Head empty_head() { return {.size = {}, .root = empty_root()}; }

/// Where nodes are read from: a store, tiles, a whole tree in memory. Asked for full nodes only.
using NodeReader = std::function<Result<Hash>(NodePosition)>;

}  // namespace crossroads::ledger
