#include "ledger/log/ledger.hpp"

#include <algorithm>

namespace crossroads::ledger {
namespace {

Receipt receipt_of(const Composer::Composed& composed, std::size_t entries) {
  const ShardHead& after = composed.group.after;
  return {.shard = after.shard,
          .first = composed.first,
          .count = entries,
          .time = after.last,
          .checkpoint = std::make_shared<const std::string>(after.checkpoint)};
}

}  // namespace

Ledger::Ledger(LedgerStore& store, LedgerSetting setting)
    : store_(store), setting_(std::move(setting)), composer_(setting_), searcher_(store, setting_.keys, setting_.log) {}

Result<Receipt> Ledger::append(std::span<const LogEntry> entries, const Effect& effect) {
  if (entries.empty()) return failure({.what = "there is nothing to log"});
  std::vector<const LogEntry*> pointers;
  for (const LogEntry& entry : entries) pointers.push_back(&entry);
  // Sealed ahead, so that the store is locked only as long as writing takes; sealed again if another process was quicker.
  auto stands = CROSSROADS_TRY(store_.head(setting_.log));
  auto composed = CROSSROADS_TRY(composer_.compose(std::move(stands), pointers));
  const auto compose = [&](const std::optional<ShardHead>& head) -> Result<const EntryGroup*> {
    if (head != composed.before) composed = CROSSROADS_TRY(composer_.compose(head, pointers));
    return &composed.group;
  };
  CROSSROADS_CHECK(store_.append(setting_.log, compose, effect));
  return receipt_of(composed, entries.size());
}

Result<Receipt> Ledger::append_with(const Act& act) {
  std::vector<LogEntry> entries;
  Composer::Composed composed;
  const auto compose = [&](const std::optional<ShardHead>& head) -> Result<const EntryGroup*> {
    entries = CROSSROADS_TRY(act());
    if (entries.empty()) return failure({.what = "there is nothing to log"});
    std::vector<const LogEntry*> pointers;
    for (const LogEntry& entry : entries) pointers.push_back(&entry);
    composed = CROSSROADS_TRY(composer_.compose(head, pointers));
    return &composed.group;
  };
  CROSSROADS_CHECK(store_.append(setting_.log, compose, {}));
  return receipt_of(composed, entries.size());
}

Result<LoggedAnswer<std::vector<Found>>> Ledger::search(const Search& search, const LogEntry& reading) {
  auto found = CROSSROADS_TRY(searcher_.find(search));
  return answer({&reading, 1}, std::move(found));
}

Result<LoggedAnswer<FoundAndProven>> Ledger::search_with_proof(const Search& search, const LogEntry& reading) {
  FoundAndProven found;
  found.entries = CROSSROADS_TRY(searcher_.find(search));
  // A day is committed to in its own shard or a later one.
  const auto committed =
      committed_indexes(CROSSROADS_TRY(open_entries(store_, setting_.log, shard_of(search.first))), search.first, search.last);
  for (const TagOfDay& one : CROSSROADS_TRY(tags_of(setting_.keys, setting_.log, search))) {
    const auto known = std::ranges::find_if(
        committed, [&](const CommittedIndex& other) { return other.commitment.day == one.day && other.commitment.tag_class == one.of; });
    if (known == committed.end()) {
      if (found.unproven.empty() || found.unproven.back() != one.day) found.unproven.push_back(one.day);
      continue;
    }
    const auto index = CROSSROADS_TRY(DayIndex::read(store_, setting_.log, one.day, one.of));
    found.days.push_back({*known, one.tag, CROSSROADS_TRY(index.prove(one.tag))});
  }
  return answer({&reading, 1}, std::move(found));
}

Result<Receipt> Ledger::read(std::span<const EntryRange> ranges, bool agents, const LogEntry& reading, const VisitFound& visit) {
  auto receipt = CROSSROADS_TRY(append({&reading, 1}));
  for (const EntryRange& range : ranges) CROSSROADS_CHECK(searcher_.open(range, agents, visit));
  return receipt;
}

Result<std::vector<IndexCommitment>> Ledger::commit_index(domain::Date day) {
  std::vector<IndexCommitment> commitments;
  const auto not_over = [&] {
    return failure({.what = "the index of a day can be committed to only when the day is over", .value = to_string(day)});
  };
  const auto make = [&](const std::optional<ShardHead>& head) -> Result<LogEntry> {
    // Times never run backwards, so that a day is over when the clock or the log has passed it; the entry that is written now closes it.
    if (!head || day >= day_of(std::max(head->last, setting_.now()))) return not_over();
    if (!committed_indexes(CROSSROADS_TRY(open_entries(store_, setting_.log, shard_of(day))), day, day).empty())
      return failure({.what = "the index of this day is committed to already", .value = to_string(day)});
    std::vector<Statement> statements;
    for (const TagClass of : tag_classes) {
      const auto index = CROSSROADS_TRY(DayIndex::read(store_, setting_.log, day, of));
      commitments.push_back({.day = day, .tag_class = of, .head = index.head()});
      statements.emplace_back(commitments.back());
    }
    LogEntry entry{.entry = {.event = Event::admin}, .open_to_all = true};
    entry.entry.detail = CROSSROADS_TRY(to_detail(statements));
    return entry;
  };
  const auto closed = [&](const Composer::Composed& composed) -> Result<void> {
    if (composed.group.day <= day) return not_over();  // the clock was set back in between
    return {};
  };
  static_cast<void>(CROSSROADS_TRY(append_made(store_, setting_.log, composer_, make, closed)));
  return commitments;
}

Result<std::vector<domain::Date>> Ledger::commit_ended_days() {
  std::vector<domain::Date> committed;
  const auto shards = CROSSROADS_TRY(store_.shards(setting_.log));
  if (shards.empty()) return committed;
  const domain::Date first(shards.front().shard.year, 1, 1);
  const domain::Date last = day_of(std::max(shards.back().last, setting_.now())).plus_days(-1);
  if (last < first) return committed;
  const auto known = committed_indexes(CROSSROADS_TRY(open_entries(store_, setting_.log, shards.front().shard)), first, last);
  const auto day_of_index = [](const CommittedIndex& one) { return one.commitment.day; };
  for (const domain::Date day : CROSSROADS_TRY(store_.tagged_days(setting_.log, first, last))) {
    if (std::ranges::find(known, day, day_of_index) != known.end()) continue;
    CROSSROADS_CHECK(commit_index(day));
    committed.push_back(day);
  }
  return committed;
}

Result<std::optional<KeptCheckpoint>> Ledger::hand_out_checkpoint() {
  const auto head = CROSSROADS_TRY(store_.head(setting_.log));
  if (!head) return std::optional<KeptCheckpoint>();
  const TreeSize size = head->frontier.size();
  CROSSROADS_CHECK(store_.keep_checkpoint(setting_.log, head->shard, size, head->checkpoint));
  return KeptCheckpoint{.shard = head->shard, .size = size, .note = head->checkpoint, .cosignatures = {}, .timestamps = {}};
}

}  // namespace crossroads::ledger
