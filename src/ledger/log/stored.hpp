// What a store keeps of a log. It need not understand what was sealed.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/log/entry_id.hpp"
#include "ledger/seal/seal.hpp"
#include "ledger/tree/frontier.hpp"

namespace crossroads::ledger {

using Bytes = std::vector<std::uint8_t>;

/// Whose day key made a tag: it dies with the entries of that retention, or with who their agents were.
struct TagClass {
  Retention retention = Retention::exchange;
  Part part = Part::entry;
  friend constexpr auto operator<=>(const TagClass&, const TagClass&) = default;
};
inline constexpr std::array<TagClass, 4> tag_classes{{{Retention::exchange, Part::entry},
                                                      {Retention::exchange, Part::agent},
                                                      {Retention::administration, Part::entry},
                                                      {Retention::administration, Part::agent}}};
[[nodiscard]] inline KeyClass key_class(const LogName& log, TagClass of) { return {log, of.retention, of.part}; }

/// A search tag as it is kept: without its kind, which is a part of what was hashed.
using TagValue = decltype(SearchTag::value);

/// The first bytes of a leaf's hash, kept apart from the leaf: they tell which of many leaves was changed.
struct LeafMark {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(const LeafMark&, const LeafMark&) = default;
};
[[nodiscard]] LeafMark mark_of(const Hash& leaf);

/// What is beside a leaf. A part that was erased, or never was, is absent.
struct StoredParts {
  LeafMark mark;
  std::optional<SealedPart> entry = {}, agent = {};
  friend bool operator==(const StoredParts&, const StoredParts&) = default;
};

/// An entry that is to be appended.
struct NewEntry {
  Leaf::Bytes leaf = {};
  Hash hash;  ///< of the leaf
  SealedPart entry;
  std::optional<SealedPart> agent = {};
  std::vector<std::pair<TagClass, TagValue>> tags = {};
};

/// Where a shard ends.
struct ShardHead {
  Shard shard;
  Frontier frontier;
  Instant last;            ///< the time of the newest entry; no later one is earlier
  std::string checkpoint;  ///< the signed note of exactly this head
  friend bool operator==(const ShardHead&, const ShardHead&) = default;
};

/// A node that a store keeps: of each eighth level from the eighth on, so that a proof reads few leaves.
struct StoredNode {
  NodePosition position;
  Hash hash;
  friend bool operator==(const StoredNode&, const StoredNode&) = default;
};
[[nodiscard]] constexpr bool is_stored(NodePosition node) { return node.level > 0 && node.level % 8 == 0; }

/// Entries that are appended together: they follow each other in one shard and are of one day.
struct EntryGroup {
  ShardHead after;
  domain::Date day;
  std::vector<NewEntry> entries;
  std::vector<StoredNode> nodes;
  /// What anyone may open, salt ‖ text: of entries that hold no personal data and bind parts of the log to each other.
  std::vector<std::pair<Sequence, Bytes>> disclosed;
};
/// Whether the group may be appended to the head: same shard or a later one, no gap, no way back in time, one day. Every store asks.
[[nodiscard]] Result<void> follows(const std::optional<ShardHead>& head, const EntryGroup& group);

/// A checkpoint that was handed out, with what others said to it.
struct KeptCheckpoint {
  Shard shard;
  TreeSize size;
  std::string note;
  std::vector<std::string> cosignatures;  ///< signature lines of other institutions
  struct Timestamp {
    std::string authority;
    Bytes token;  ///< RFC 3161, DER
    friend bool operator==(const Timestamp&, const Timestamp&) = default;
  };
  std::vector<Timestamp> timestamps;
  friend bool operator==(const KeptCheckpoint&, const KeptCheckpoint&) = default;
};

}  // namespace crossroads::ledger
