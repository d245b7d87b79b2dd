#include "ledger/log/search.hpp"

#include <algorithm>

namespace crossroads::ledger {

Result<std::vector<TagOfDay>> tags_of(DayKeys& keys, const LogName& log, const Search& search) {
  std::vector<TagOfDay> tags;
  for (const Retention retention : {Retention::exchange, Retention::administration}) {
    const TagClass of{retention, search.term.part()};
    for (const DayKeys::Day& day : CROSSROADS_TRY(keys.days(key_class(log, of), search.first, search.last)))
      tags.push_back({day.day, of, search_tag(*day.keys, search.term).value});
  }
  std::ranges::stable_sort(tags, {}, &TagOfDay::day);
  return tags;
}

Result<std::vector<Found>> Searcher::find(const Search& search) {
  // A question for each day of years: to begin to read anew each time costs more than the reading.
  const auto moment = CROSSROADS_TRY(store_.snapshot());
  std::vector<EntryId> ids;
  for (const TagOfDay& one : CROSSROADS_TRY(tags_of(keys_, log_, search))) {
    for (const Sequence sequence : CROSSROADS_TRY(store_.tagged(log_, one.day, one.of, one.tag)))
      ids.push_back({shard_of(one.day), sequence});
  }
  std::ranges::sort(ids);
  std::vector<Found> found;
  for (const EntryId& id : ids) {
    const bool by_agent = search.term.part() == Part::agent;
    Found one = CROSSROADS_TRY(open(id, search.agents || by_agent));
    const auto has = [&] {
      if (by_agent) return !one.agent || SearchTerm::agent(one.agent->value.agent) == search.term;
      return !one.entry || std::ranges::count(search_terms(one.entry->value), search.term) > 0;
    };
    if (!has()) return failure({.what = "the index leads to an entry that is about something else", .value = to_string(id)});
    found.push_back(std::move(one));
  }
  return found;
}

Result<Found> Searcher::open(const EntryId& id, bool agents) {
  const auto stored = CROSSROADS_TRY(store_.entry(log_, id));
  if (!stored) return failure({.what = "there is no such entry in the log", .value = to_string(id)});
  return opened(id, stored->leaf, stored->parts, agents);
}

Result<Found> Searcher::opened(const EntryId& id, std::span<const std::uint8_t> leaf, const StoredParts& parts, bool agents) {
  Found found{.id = id, .leaf = CROSSROADS_TRY(Leaf::decode(leaf)), .entry = {}, .agent = {}};
  if (found.leaf.header.sequence != id.sequence)
    return failure({.what = "an entry of the log stands in the place of another", .value = to_string(id)});
  if (parts.entry) found.entry = CROSSROADS_TRY(opener_.open_entry(found.leaf, *parts.entry));
  if (agents && parts.agent) found.agent = CROSSROADS_TRY(opener_.open_agent(found.leaf, *parts.agent));
  return found;
}

Result<void> Searcher::open(const EntryRange& range, bool agents, const std::function<Result<void>(Found&&)>& visit) {
  constexpr std::uint64_t at_once = 1024;
  for (std::uint64_t first = range.first.value; first < range.end.value; first += at_once) {
    const EntryRange some{range.shard, {first}, {std::min(first + at_once, range.end.value)}};
    // Read before anything is handed out, so that the visitor may take his time and write.
    Bytes leaves;
    std::vector<std::pair<Sequence, StoredParts>> parts;
    CROSSROADS_CHECK(store_.leaves(log_, some, [&](Sequence, std::span<const std::uint8_t> bytes) -> Result<void> {
      leaves.insert(leaves.end(), bytes.begin(), bytes.end());
      return {};
    }));
    CROSSROADS_CHECK(store_.parts(log_, some, [&](Sequence sequence, StoredParts&& one) -> Result<void> {
      parts.emplace_back(sequence, std::move(one));
      return {};
    }));
    const std::uint64_t count = some.end.value - first;
    if (parts.size() != count || leaves.size() != count * Leaf::size)
      return failure(
          {.what = "entries of the log are missing", .value = to_string(EntryId{range.shard, {first}}), .hint = "verify the log"});
    for (std::size_t i = 0; i < count; ++i)
      CROSSROADS_CHECK(visit(CROSSROADS_TRY(
          opened({range.shard, parts[i].first}, std::span(leaves).subspan(i * Leaf::size, Leaf::size), parts[i].second, agents))));
  }
  return {};
}

}  // namespace crossroads::ledger
