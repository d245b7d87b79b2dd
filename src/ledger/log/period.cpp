#include "ledger/log/period.hpp"

namespace crossroads::ledger {

namespace {

Result<Instant> time_of(LedgerStore& store, const LogName& log, const EntryId& id) {
  std::optional<Leaf> leaf;
  CROSSROADS_CHECK(store.leaves(log, {id.shard, id.sequence, {id.sequence.value + 1}},
                                [&](Sequence, std::span<const std::uint8_t> bytes) -> Result<void> {
                                  leaf = CROSSROADS_TRY(Leaf::decode(bytes));
                                  return {};
                                }));
  if (!leaf) return failure({.what = "an entry of the log is missing", .value = to_string(id), .hint = "verify the log"});
  return leaf->header.time;
}

/// The first entry of the shard that is not before the moment; the shard's size if there is none.
Result<Sequence> first_from(LedgerStore& store, const LogName& log, const ShardHead& head, Instant moment) {
  std::uint64_t before = 0, from = head.frontier.size().value;
  while (before < from) {
    const std::uint64_t middle = before + (from - before) / 2;
    if (CROSSROADS_TRY(time_of(store, log, {head.shard, {middle}})) < moment) {
      before = middle + 1;
    } else {
      from = middle;
    }
  }
  return Sequence{from};
}

Instant beginning_of(domain::Date day) { return std::chrono::sys_days(std::chrono::days(day.days())); }

}  // namespace

Result<std::vector<EntryRange>> entries_between(LedgerStore& store, const LogName& log, domain::Date first, domain::Date last) {
  std::vector<EntryRange> ranges;
  if (first > last) return ranges;
  for (const ShardHead& head : CROSSROADS_TRY(store.shards(log))) {
    if (head.shard < shard_of(first) || shard_of(last) < head.shard) continue;
    const EntryRange range{head.shard, CROSSROADS_TRY(first_from(store, log, head, beginning_of(first))),
                           CROSSROADS_TRY(first_from(store, log, head, beginning_of(last.plus_days(1))))};
    if (range.first < range.end) ranges.push_back(range);
  }
  return ranges;
}

}  // namespace crossroads::ledger
