#include "ledger/log/day_index.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/sha256_stream.hpp"
#include "ledger/seal/big_endian.hpp"

namespace crossroads::ledger {

namespace {

std::array<std::uint8_t, 8> eight_bytes(std::uint64_t value) {
  std::array<std::uint8_t, 8> bytes = {};
  write_big_endian(std::span(bytes), value);
  return bytes;
}

Problem incomplete(std::string what) { return {.what = "the proof does not show that these are all entries: " + std::move(what)}; }

}  // namespace

Hash index_leaf(const TagValue& tag, std::span<const Sequence> entries) {
  Sha256Stream sequences;
  for (const Sequence sequence : entries) sequences.add(eight_bytes(sequence.value));
  const Sha256 digest = sequences.finish();
  std::array<std::uint8_t, sizeof(TagValue) + 8 + Sha256::size> leaf = {};
  auto to = std::ranges::copy(tag, leaf.begin()).out;
  to = std::ranges::copy(eight_bytes(entries.size()), to).out;
  std::ranges::copy(digest.bytes(), to);
  return leaf_hash(leaf);
}

Result<DayIndex> DayIndex::read(LedgerStore& store, const LogName& log, domain::Date day, TagClass of, std::span<const Sequence> without) {
  DayIndex index;
  CROSSROADS_CHECK(store.tags(log, day, of, [&](const TagValue& tag, Sequence entry) -> Result<void> {
    if (std::ranges::binary_search(without, entry)) return {};
    if (index.rows_.empty() || index.rows_.back().tag != tag) index.rows_.push_back({tag, {}});
    index.rows_.back().entries.push_back(entry);
    return {};
  }));
  std::vector<Hash> level;
  level.reserve(index.rows_.size());
  for (const Row& row : index.rows_) level.push_back(index_leaf(row.tag, row.entries));
  while (!level.empty()) {
    std::vector<Hash> above;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2) above.push_back(node_hash(level[i], level[i + 1]));
    index.levels_.push_back(std::exchange(level, std::move(above)));
  }
  return index;
}

Head DayIndex::head() const {
  Frontier frontier;
  if (!levels_.empty()) {
    for (const Hash& leaf : levels_.front()) frontier.append(leaf);
  }
  return frontier.head();
}

Result<IndexedTag> DayIndex::leaf(std::size_t place) const {
  const auto node = [&](NodePosition position) -> Result<Hash> { return levels_.at(position.level).at(position.index); };
  return IndexedTag{.tag = rows_[place].tag,
                    .entries = rows_[place].entries,
                    .place = {place},
                    .path = CROSSROADS_TRY(prove_inclusion({place}, {rows_.size()}, node))};
}

Result<CompletenessProof> DayIndex::prove(const TagValue& tag) const {
  const auto found = std::ranges::lower_bound(rows_, tag, {}, &Row::tag);
  const auto place = static_cast<std::size_t>(found - rows_.begin());
  CompletenessProof proof;
  if (found != rows_.end() && found->tag == tag) {
    proof.leaves.push_back(CROSSROADS_TRY(leaf(place)));
    return proof;
  }
  if (place > 0) proof.leaves.push_back(CROSSROADS_TRY(leaf(place - 1)));
  if (place < rows_.size()) proof.leaves.push_back(CROSSROADS_TRY(leaf(place)));
  return proof;
}

Result<std::vector<Sequence>> verify_completeness(const Head& committed, const TagValue& tag, const CompletenessProof& proof) {
  for (const IndexedTag& one : proof.leaves) {
    CROSSROADS_CHECK(verify_inclusion(one.place, index_leaf(one.tag, one.entries), one.path, committed));
    const bool ascending = std::ranges::adjacent_find(one.entries, std::greater_equal()) == one.entries.end();
    if (one.entries.empty() || !ascending) return failure(incomplete("a tag's entries are not in order"));
  }
  if (proof.leaves.size() == 1 && proof.leaves.front().tag == tag) return proof.leaves.front().entries;
  if (committed.size.value == 0) {
    if (committed.root != empty_root() || !proof.leaves.empty()) return failure(incomplete("an empty index has no leaves"));
    return std::vector<Sequence>();
  }
  if (proof.leaves.empty() || proof.leaves.size() > 2) return failure(incomplete("there must be one leaf, or two neighbours"));
  const IndexedTag& first = proof.leaves.front();
  const IndexedTag& last = proof.leaves.back();
  if (proof.leaves.size() == 2) {
    if (last.place.value != first.place.value + 1) return failure(incomplete("the two leaves are no neighbours"));
    if (!(first.tag < tag && tag < last.tag)) return failure(incomplete("the tag does not lie between the two leaves"));
    return std::vector<Sequence>();
  }
  const bool before_all = first.place.value == 0 && tag < first.tag;
  const bool behind_all = first.place.value + 1 == committed.size.value && first.tag < tag;
  if (!before_all && !behind_all) return failure(incomplete("the leaf is neither the first nor the last one"));
  return std::vector<Sequence>();
}

}  // namespace crossroads::ledger
