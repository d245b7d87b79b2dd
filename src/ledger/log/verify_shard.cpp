#include "ledger/log/verify_shard.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace crossroads::ledger {

namespace {

constexpr unsigned kept_level = 8;

class LeafReading {
 public:
  explicit LeafReading(const ShardToVerify& shard) : shard_(shard), known_(shard.known) {
    std::ranges::sort(known_, {}, [](const KnownHead& one) { return one.head.size; });
    if (shard.before != nullptr) last_ = shard.before->last;
  }

  VerifyStep read(Verification& found) {
    const std::uint64_t size = shard_.head.frontier.size().value;
    // Short readings, so that whoever writes meanwhile can tidy up behind them.
    const std::uint64_t at_once = shard_.options.everything ? 1U << 13U : 1U << 16U;
    for (std::uint64_t first = 0; first < size; first += at_once) {
      const EntryRange range{shard_.head.shard, {first}, {std::min(first + at_once, size)}};
      auto fault = leaves(range);
      // What stands beside the leaves may be bad earlier, or tell better which one it is.
      if (shard_.options.everything && (!fault || fault->verdict == Verdict::not_intact))
        fault = earlier(std::move(fault), verify_parts(shard_.store, shard_.log, {range.shard, range.first}, chunk_, shard_.erased, found));
      if (fault) return fault;
      found.leaves += range.end.value - range.first.value;
      if (shard_.options.progress) shard_.options.progress(found.leaves);
    }
    if (auto fault = at_end()) return fault;
    return nothing_behind();
  }

 private:
  VerifyStep leaves(const EntryRange& range) {
    VerifyStep fault;
    chunk_.clear();
    const auto read = shard_.store.leaves(shard_.log, range, [&](Sequence from, std::span<const std::uint8_t> leaves) -> Result<void> {
      if (shard_.options.everything && from.value == next()) chunk_.insert(chunk_.end(), leaves.begin(), leaves.end());
      fault = take(from, leaves);
      if (fault) return failure({.what = "found"});
      return {};
    });
    if (fault) return fault;
    if (!read) return VerifyFault::unreadable(read.error());
    if (next() < range.end.value) return bad(next(), {.what = "a leaf is missing"});
    return std::nullopt;
  }
  [[nodiscard]] std::uint64_t next() const { return frontier_.size().value; }
  [[nodiscard]] VerifyFault bad(std::uint64_t sequence, Problem problem) const {
    return VerifyFault::bad(EntryId{shard_.head.shard, {sequence}}, std::move(problem));
  }

  VerifyStep take(Sequence from, std::span<const std::uint8_t> leaves) {
    if (from.value != next()) return bad(next(), {.what = "a leaf is missing, or stands here twice"});
    for (; !leaves.empty(); leaves = leaves.subspan(Leaf::size)) {
      if (auto fault = take_one(leaves.first(Leaf::size))) return fault;
    }
    return std::nullopt;
  }

  VerifyStep take_one(std::span<const std::uint8_t> bytes) {
    const std::uint64_t sequence = next();
    const auto leaf = Leaf::decode(bytes);
    if (!leaf) return bad(sequence, leaf.error());
    if (leaf->header.sequence.value != sequence) {
      return bad(sequence, {.what = "a leaf stands in another place than its own", .value = std::to_string(leaf->header.sequence.value)});
    }
    if (leaf->header.time < last_) return bad(sequence, {.what = "time runs backwards in the log"});
    if (shard_of(leaf->header.day()) != shard_.head.shard) return bad(sequence, {.what = "an entry stands in the shard of another year"});
    last_ = leaf->header.time;
    VerifyStep fault;
    frontier_.append(leaf_hash(bytes), [&](NodePosition position, const Hash& hash) {
      if (is_stored(position) && !fault) fault = kept_node(position, hash);
    });
    return fault ? fault : known_heads();
  }

  /// The nodes that are kept tell where the tree was changed, long before its root is known.
  VerifyStep kept_node(NodePosition position, const Hash& hash) {
    const auto kept = shard_.store.node(shard_.log, shard_.head.shard, position);
    if (!kept) return VerifyFault::unreadable(kept.error());
    if (*kept == hash) return std::nullopt;
    const std::uint64_t first = position.index << position.level;
    if (position.level == kept_level) {
      if (auto fault = changed_leaf(first, first + (1U << kept_level))) return fault;
    }
    auto fault =
        bad(first, {.what = fmt::format("the {} entries from here on are not those that were logged, or a node of the tree was changed",
                                        std::uint64_t{1} << position.level)});
    fault.span = std::uint64_t{1} << position.level;
    return fault;
  }

  /// The first leaf whose hash does not begin with the mark that stands beside its sealed parts.
  VerifyStep changed_leaf(std::uint64_t first, std::uint64_t end) {
    std::vector<LeafMark> marks;
    const EntryRange range{shard_.head.shard, {first}, {end}};
    auto read = shard_.store.leaves(shard_.log, range, [&](Sequence, std::span<const std::uint8_t> leaves) -> Result<void> {
      for (; !leaves.empty(); leaves = leaves.subspan(Leaf::size)) marks.push_back(mark_of(leaf_hash(leaves.first(Leaf::size))));
      return {};
    });
    VerifyStep fault;
    if (read) {
      read = shard_.store.parts(shard_.log, range, [&](Sequence sequence, const StoredParts& parts) -> Result<void> {
        const std::uint64_t place = sequence.value - first;
        if (!fault && place < marks.size() && marks[place] != parts.mark) fault = bad(sequence.value, {.what = "a leaf was changed"});
        return {};
      });
    }
    return read ? fault : VerifyFault::unreadable(read.error());
  }

  VerifyStep known_heads() {
    while (at_ < known_.size() && known_[at_].head.size <= frontier_.size()) {
      const KnownHead& one = known_[at_++];
      if (one.head.size == frontier_.size() && one.head.root != frontier_.root()) return other_than(one);
    }
    return std::nullopt;
  }

  VerifyFault other_than(const KnownHead& known) const {
    return VerifyFault::bad({.what = fmt::format("the log is not the one of which there is {}", known.from),
                             .field = fmt::format("shard {}, the first {} entries", shard_.head.shard.year, known.head.size.value),
                             .value = to_base64(frontier_.root()),
                             .expected = to_base64(known.head.root)});
  }

  VerifyStep at_end() {
    const std::string field = fmt::format("shard {}", shard_.head.shard.year);
    if (frontier_ != shard_.head.frontier) {
      // No node is kept of the last leaves alone.
      const std::uint64_t size = next();
      if (auto fault = changed_leaf(size - size % (1U << kept_level), size)) return fault;
      return VerifyFault::bad({.what = "the entries do not lead to the head of the log",
                               .field = field,
                               .value = to_base64(frontier_.root()),
                               .expected = to_base64(shard_.head.frontier.root())});
    }
    if (last_ != shard_.head.last)
      return VerifyFault::bad({.what = "the head of the log has another time than its last entry", .field = field});
    const auto note = parse_note(shard_.head.checkpoint);
    if (!note) return VerifyFault::bad(note.error());
    const auto head = signed_head(shard_.options, shard_.log, shard_.head.shard, *note);
    if (!head) return head.error();
    if (*head != frontier_.head()) {
      return VerifyFault::bad({.what = "the head of the log is not the one that was signed",
                               .field = field,
                               .value = std::to_string(next()),
                               .expected = std::to_string(head->size.value)});
    }
    if (at_ < known_.size()) {
      return VerifyFault::bad({.what = fmt::format("entries are missing at the end of the log: there is {} with more", known_[at_].from),
                               .field = field,
                               .value = std::to_string(next()),
                               .expected = fmt::format("at least {}", known_[at_].head.size.value)});
    }
    return std::nullopt;
  }

  /// Rows that no head knows of would stand in the way of the next entries.
  VerifyStep nothing_behind() {
    const Sequence size{next()};
    bool there = false;
    const EntryRange behind{shard_.head.shard, size, {last_sequence.value + 1}};
    const auto seen = [&](auto&&...) -> Result<void> {
      there = true;
      return failure({.what = "found"});
    };
    auto read = shard_.store.leaves(shard_.log, behind, seen);
    if (read) read = shard_.store.parts(shard_.log, behind, seen);
    if (read) read = shard_.store.disclosed(shard_.log, behind, seen);
    for (unsigned level = kept_level; read && level <= sequence_bits; level += kept_level) {
      const auto node = shard_.store.node(shard_.log, shard_.head.shard, {level, size.value >> level});
      if (!node) return VerifyFault::unreadable(node.error());
      there = there || *node;
    }
    if (!read && !there) return VerifyFault::unreadable(read.error());
    if (!there || has_grown(shard_.store, shard_.log, shard_.head)) return std::nullopt;
    return bad(size.value, {.what = "something stands behind the last entry that the head of the log knows of"});
  }

  const ShardToVerify& shard_;
  std::vector<KnownHead> known_;
  std::size_t at_ = 0;
  Frontier frontier_;
  Instant last_{};
  Bytes chunk_;  // where everything is verified: the leaves read last
};

}  // namespace

VerifyStep verify_shard(const ShardToVerify& shard, Verification& found) { return LeafReading(shard).read(found); }

}  // namespace crossroads::ledger
