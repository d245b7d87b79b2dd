#include "ledger/log/erasure.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/log/day_index.hpp"
#include "ledger/log/period.hpp"
#include "ledger/log/verify_parts.hpp"

namespace crossroads::ledger {

namespace {

constexpr std::array both_parts{Part::entry, Part::agent};

std::unexpected<Problem> refused(std::string what, std::string value) {
  return failure({.what = std::move(what), .value = std::move(value), .kept = "nothing was erased"});
}

/// Calls `visit` for each leaf of the range.
Result<void> each_leaf(LedgerStore& store, const LogName& log, const EntryRange& range, const std::function<void(const Leaf&)>& visit) {
  return store.leaves(log, range, [&](Sequence, std::span<const std::uint8_t> leaves) -> Result<void> {
    for (; !leaves.empty(); leaves = leaves.subspan(Leaf::size)) visit(CROSSROADS_TRY(Leaf::decode(leaves.first(Leaf::size))));
    return {};
  });
}

}  // namespace

Eraser::Eraser(LedgerStore& store, LedgerSetting setting, KeyStore& keys, int years)
    : store_(store), setting_(std::move(setting)), keys_(keys), years_(years), composer_(setting_) {}

Result<void> Eraser::plan_day(domain::Date day, Instant now, Plan& plan) {
  if (day.plus_months(12 * years_) > day_of(now) || day >= day_of(now))
    return refused(fmt::format("a day of the log is kept for {} years at least", years_), to_string(day));
  const std::size_t before = plan.ranges.size();
  for (const EntryRange& range : CROSSROADS_TRY(entries_between(store_, setting_.log, day, day))) {
    // What was done to the log stands between the others, and stays.
    CROSSROADS_CHECK(each_leaf(store_, setting_.log, range, [&](const Leaf& leaf) {
      if (leaf.header.retention != Retention::exchange) return;
      const std::uint64_t at = leaf.header.sequence.value;
      if (plan.ranges.size() > before && plan.ranges.back().end.value == at) {
        ++plan.ranges.back().end.value;
      } else {
        plan.ranges.push_back({range.shard, {at}, {at + 1}});
      }
    }));
  }
  if (plan.ranges.size() == before) return refused("there is no entry about a person on this day", to_string(day));
  plan.days.push_back({.log = setting_.log, .retention = Retention::exchange, .day = day});
  plan.statements.emplace_back(ErasedDay{day});
  return {};
}

Result<void> Eraser::plan_entry(const EntryId& id, Plan& plan) {
  const EntryRange alone{id.shard, id.sequence, {id.sequence.value + 1}};
  std::optional<Leaf> found;
  CROSSROADS_CHECK(each_leaf(store_, setting_.log, alone, [&](const Leaf& leaf) { found = leaf; }));
  if (!found) return refused("there is no such entry in the log", to_string(id));
  if (found->header.retention != Retention::exchange) return refused("what was done to the log is kept as long as the log", to_string(id));
  plan.ranges.push_back(alone);
  plan.places.push_back(
      {.day = {.log = setting_.log, .retention = Retention::exchange, .day = found->header.day()}, .sequence = id.sequence});
  plan.statements.emplace_back(ErasedEntry{id});
  return {};
}

Result<void> Eraser::plan_indexes(Plan& plan, const std::vector<OpenEntry>& open) {
  std::vector<EntryPlace> places = plan.places;
  std::ranges::sort(places);
  for (auto first = places.begin(); first != places.end();) {
    const RetentionDay day = first->day;
    const auto end = std::ranges::find_if(first, places.end(), [&](const EntryPlace& one) { return one.day != day; });
    std::vector<Sequence> without;
    std::ranges::transform(first, end, std::back_inserter(without), &EntryPlace::sequence);
    first = end;
    for (const CommittedIndex& committed : committed_indexes(open, day.day, day.day)) {
      if (committed.commitment.tag_class.retention != day.retention) continue;
      const auto index = CROSSROADS_TRY(DayIndex::read(store_, setting_.log, day.day, committed.commitment.tag_class, without));
      plan.statements.emplace_back(IndexCommitment{.day = day.day, .tag_class = committed.commitment.tag_class, .head = index.head()});
    }
  }
  return {};
}

Result<Eraser::Plan> Eraser::plan(const Erasure& erasure, Instant now) {
  const auto open = CROSSROADS_TRY(open_entries(store_, setting_.log, Shard{}));
  const ErasedSoFar before = ErasedSoFar::said_by(open);
  Plan plan;
  auto days = erasure.days;
  std::ranges::sort(days);
  days.erase(std::unique(days.begin(), days.end()), days.end());
  for (const domain::Date day : days) {
    if (before.days.contains(day)) return refused("this day was erased before", to_string(day));
    CROSSROADS_CHECK(plan_day(day, now, plan));
  }
  auto entries = erasure.entries;
  std::ranges::sort(entries);
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  for (const EntryId& id : entries) {
    CROSSROADS_CHECK(plan_entry(id, plan));
    const domain::Date day = plan.places.back().day.day;
    if (before.entries.contains(id) || before.days.contains(day)) return refused("this entry was erased before", to_string(id));
    if (std::ranges::binary_search(days, day)) return refused("this entry goes with its day", to_string(id));
  }
  if (plan.statements.empty()) return refused("there is nothing to erase", "");
  CROSSROADS_CHECK(plan_indexes(plan, open));
  return plan;
}

Result<void> Eraser::drop_rows(const Plan& plan, Erased& erased) {
  for (const EntryRange& range : plan.ranges) {
    for (const Part part : both_parts) erased.parts += CROSSROADS_TRY(store_.erase_parts(setting_.log, range, part));
  }
  for (const Part part : both_parts) {
    for (const RetentionDay& day : plan.days)
      erased.tags += CROSSROADS_TRY(store_.erase_tags(setting_.log, day.day, {day.retention, part}, std::nullopt));
    for (const EntryPlace& place : plan.places)
      erased.tags += CROSSROADS_TRY(store_.erase_tags(setting_.log, place.day.day, {place.day.retention, part}, place.sequence));
  }
  return {};
}

Result<Generation> Eraser::destroy(const EntryId& erasure, std::span<const EntryPlace> places, std::span<const RetentionDay> days) {
  auto generation = keys_.erase(places, days);
  if (!generation) {
    generation.error().kept =
        fmt::format("entry {} of the log tells of the erasure, and the rows are gone; the keys are not destroyed yet", to_string(erasure));
    return generation;
  }
  const auto make = [&](const std::optional<ShardHead>&) -> Result<LogEntry> {
    LogEntry entry{.entry = {.event = Event::key}, .open_to_all = true};
    const Statement said[] = {DestroyedKeys{.erasure = erasure, .generation = *generation}};
    entry.entry.detail = CROSSROADS_TRY(to_detail(said));
    return entry;
  };
  static_cast<void>(
      CROSSROADS_TRY(append_made(store_, setting_.log, composer_, make, [](const Composer::Composed&) -> Result<void> { return {}; })));
  return generation;
}

Result<Erased> Eraser::erase(const Erasure& erasure) {
  Erased erased;
  Plan plan;
  // All of it with the right to write: what is found must be what goes.
  const auto make = [&](const std::optional<ShardHead>& head) -> Result<LogEntry> {
    if (!head) return refused("the log has no entries", setting_.log.text());
    plan = CROSSROADS_TRY(this->plan(erasure, std::max(head->last, setting_.now())));
    LogEntry entry{.entry = {.event = Event::erased}, .agent = erasure.by, .open_to_all = true};
    entry.entry.reference = erasure.authorisation;
    entry.entry.detail = CROSSROADS_TRY(to_detail(plan.statements));
    return entry;
  };
  const auto composed =
      CROSSROADS_TRY(append_made(store_, setting_.log, composer_, make, [&](const Composer::Composed& at) -> Result<void> {
        const auto not_over = [&](const RetentionDay& day) { return at.group.day <= day.day; };
        if (std::ranges::any_of(plan.days, not_over)) return refused("the clock was set back", to_string(at.group.day));
        return drop_rows(plan, erased);
      }));
  erased.entry = {composed.group.after.shard, composed.first};
  erased.generation = CROSSROADS_TRY(destroy(erased.entry, plan.places, plan.days));
  erased.journals_clear = CROSSROADS_TRY(store_.clear_remains());
  return erased;
}

Result<std::vector<EntryId>> Eraser::finish() {
  const auto open = CROSSROADS_TRY(open_entries(store_, setting_.log, Shard{}));
  std::set<EntryId> pending;
  for (const OpenEntry& one : open) {
    for (const Statement& statement : statements_of(one.entry)) {
      if (const auto* destroyed = std::get_if<DestroyedKeys>(&statement)) {
        pending.erase(destroyed->erasure);
      } else if (!std::holds_alternative<IndexCommitment>(statement)) {
        pending.insert(one.id);
      }
    }
  }
  std::vector<EntryId> finished;
  for (const OpenEntry& one : open) {
    if (!pending.contains(one.id)) continue;
    Plan plan;
    for (const Statement& statement : statements_of(one.entry)) {
      if (const auto* day = std::get_if<ErasedDay>(&statement))
        plan.days.push_back({.log = setting_.log, .retention = Retention::exchange, .day = day->day});
      if (const auto* entry = std::get_if<ErasedEntry>(&statement)) CROSSROADS_CHECK(plan_entry(entry->entry, plan));
    }
    static_cast<void>(CROSSROADS_TRY(destroy(one.id, plan.places, plan.days)));
    finished.push_back(one.id);
  }
  if (!finished.empty()) static_cast<void>(CROSSROADS_TRY(store_.clear_remains()));
  return finished;
}

}  // namespace crossroads::ledger
