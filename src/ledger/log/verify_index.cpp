#include "ledger/log/verify_index.hpp"

#include <algorithm>
#include <map>

#include "ledger/log/day_index.hpp"

namespace crossroads::ledger {

VerifyStep verify_index(LedgerStore& store, const LogName& log, const std::vector<OpenEntry>& open, const ErasedSoFar& erased,
                        Verification& found) {
  for (const CommittedIndex& one : committed_indexes(open, domain::Date::never(), domain::Date::forever())) {
    const IndexCommitment& committed = one.commitment;
    const auto index = DayIndex::read(store, log, committed.day, committed.tag_class);
    if (!index) return VerifyFault::unreadable(index.error());
    const Head head = index->head();
    if (committed.tag_class.retention == Retention::exchange && erased.days.contains(committed.day)) {
      if (head.size.value == 0) continue;
      return VerifyFault::bad(one.committed_in, {.what = "there are tags of a day that was erased", .field = to_string(committed.day)});
    }
    if (head != committed.head) {
      return VerifyFault::bad(one.committed_in, {.what = "the index of a day is not the one that this entry commits the log to",
                                                 .field = to_string(committed.day),
                                                 .value = to_base64(head.root),
                                                 .expected = to_base64(committed.head.root)});
    }
    ++found.commitments;
  }
  return std::nullopt;
}

namespace {

constexpr std::uint64_t at_once = 1U << 12U;

class Opening {
 public:
  Opening(LedgerStore& store, const LogName& log, DayKeys& keys, const std::vector<OpenEntry>& open, const ShardHead& head,
          Verification& found)
      : store_(store), log_(log), keys_(keys), open_(open), head_(head), found_(found), opener_(keys, log) {}

  VerifyStep run() {
    const std::uint64_t size = head_.frontier.size().value;
    for (std::uint64_t first = 0; first < size; first += at_once) {
      if (auto fault = chunk({head_.shard, {first}, {std::min(first + at_once, size)}})) return fault;
    }
    auto fault = compare_day();
    // What was appended meanwhile may be of the last day.
    if (fault && has_grown(store_, log_, head_)) return std::nullopt;
    return fault;
  }

 private:
  VerifyStep chunk(const EntryRange& range) {
    Bytes leaves;
    std::vector<StoredParts> parts;
    auto read = store_.leaves(log_, range, [&](Sequence, std::span<const std::uint8_t> some) -> Result<void> {
      leaves.insert(leaves.end(), some.begin(), some.end());
      return {};
    });
    if (read) {
      read = store_.parts(log_, range, [&](Sequence, StoredParts&& one) -> Result<void> {
        parts.push_back(std::move(one));
        return {};
      });
    }
    if (!read) return VerifyFault::unreadable(read.error());
    // Both were complete a moment ago.
    if (leaves.size() != parts.size() * Leaf::size) return VerifyFault::unreadable({.what = "the log is being changed while it is read"});
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const EntryId id{range.shard, {range.first.value + i}};
      const auto leaf = Leaf::decode(std::span(leaves).subspan(i * Leaf::size, Leaf::size));
      if (!leaf) return VerifyFault::bad(id, leaf.error());
      if (auto fault = open(id, *leaf, parts[i])) return fault;
    }
    return std::nullopt;
  }

  VerifyStep open(const EntryId& id, const Leaf& leaf, const StoredParts& parts) {
    if (leaf.header.day() != day_) {
      if (auto fault = compare_day()) return fault;
      day_ = leaf.header.day();
    }
    if (parts.entry) {
      if (auto fault = open_part(id, leaf, Part::entry, *parts.entry)) return fault;
    }
    return parts.agent ? open_part(id, leaf, Part::agent, *parts.agent) : std::nullopt;
  }

  VerifyStep open_part(const EntryId& id, const Leaf& leaf, Part part, const SealedPart& sealed) {
    const TagClass of{leaf.header.retention, part};
    const auto keys = keys_.for_opening({key_class(log_, of), leaf.header.day()});
    if (!keys) return VerifyFault::unreadable(keys.error());
    const auto terms = terms_of(id, leaf, part, sealed);
    if (!terms) return VerifyFault::bad(id, terms.error());
    if (!*keys || !*terms) return VerifyFault::bad(id, {.what = "the keys of an entry are destroyed, and no entry of the log says why"});
    for (const SearchTerm& term : **terms) tags_[of].emplace_back(search_tag(**keys, term).value, id.sequence);
    ++found_.opened;
    return std::nullopt;
  }

  Result<std::optional<std::vector<SearchTerm>>> terms_of(const EntryId& id, const Leaf& leaf, Part part, const SealedPart& sealed) {
    if (part == Part::entry) {
      const auto opened = CROSSROADS_TRY(opener_.open_entry(leaf, sealed));
      if (!opened) return std::nullopt;
      if (!statements_of(opened->value).empty() && !std::ranges::binary_search(open_, id, {}, &OpenEntry::id))
        return failure({.what = "what this entry says in clear is missing"});
      return search_terms(opened->value);
    }
    const auto opened = CROSSROADS_TRY(opener_.open_agent(leaf, sealed));
    if (!opened) return std::nullopt;
    return std::vector{SearchTerm::agent(opened->value.agent)};
  }

  /// The tags of the day that is over against those that its entries should have.
  VerifyStep compare_day() {
    if (!day_) return std::nullopt;
    for (const TagClass of : tag_classes) {
      auto& expected = tags_[of];
      std::ranges::sort(expected);
      expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
      auto next = expected.begin();
      VerifyStep fault;
      const auto read = store_.tags(log_, *day_, of, [&](const TagValue& tag, Sequence entry) -> Result<void> {
        const std::pair row(tag, entry);
        if (next != expected.end() && *next == row) {
          ++next;
          return {};
        }
        fault = next != expected.end() && *next < row ? missing_tag(next->second) : wrong_tag(entry);
        return failure({.what = "found"});
      });
      if (fault) return fault;
      if (!read) return VerifyFault::unreadable(read.error());
      if (next != expected.end()) return missing_tag(next->second);
    }
    tags_.clear();
    return std::nullopt;
  }
  [[nodiscard]] VerifyFault missing_tag(Sequence entry) const {
    return VerifyFault::bad(EntryId{head_.shard, entry}, {.what = "the index does not lead to an entry by all that it is about"});
  }
  [[nodiscard]] VerifyFault wrong_tag(Sequence entry) const {
    return VerifyFault::bad(EntryId{head_.shard, entry}, {.what = "the index leads to an entry by something that it is not about"});
  }

  LedgerStore& store_;
  const LogName& log_;
  DayKeys& keys_;
  const std::vector<OpenEntry>& open_;  // ascending
  const ShardHead& head_;
  Verification& found_;
  Opener opener_;
  std::optional<domain::Date> day_;
  std::map<TagClass, std::vector<std::pair<TagValue, Sequence>>> tags_;
};

}  // namespace

VerifyStep verify_opened(LedgerStore& store, const LogName& log, DayKeys& keys, const std::vector<OpenEntry>& open, const ShardHead& head,
                         Verification& found) {
  return Opening(store, log, keys, open, head, found).run();
}

}  // namespace crossroads::ledger
