// What every adapter promises of the access log's store.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>

#include "../support/must.hpp"
#include "adapters.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using domain::Date;

Instant at(Date day, int ms = 0) { return std::chrono::sys_days(std::chrono::days(day.days())) + std::chrono::milliseconds(ms); }

LogName name(std::string_view text) { return must(LogName::parse(text)); }

TagValue tag(std::uint8_t n) {
  TagValue value = {};
  value.fill(n);
  return value;
}

constexpr TagClass of_entries{Retention::exchange, Part::entry}, of_agents{Retention::exchange, Part::agent};
using Tags = std::vector<std::pair<TagClass, TagValue>>;

/// The n-th entry of a log of this test: every byte of it tells n.
NewEntry entry(std::uint64_t n, Tags tags = {}) {
  NewEntry made;
  for (std::size_t i = 0; i < made.leaf.size(); ++i) made.leaf[i] = static_cast<std::uint8_t>(n * 7 + i);
  made.hash = leaf_hash(made.leaf);
  made.entry.body = Bytes(500 + n % 50, static_cast<std::uint8_t>(n + 1));
  made.entry.key.fill(static_cast<std::uint8_t>(n));
  if (n % 3 == 0) {
    made.agent.emplace().body = Bytes(272, static_cast<std::uint8_t>(n + 3));
    made.agent->key.fill(static_cast<std::uint8_t>(n + 2));
  }
  made.tags = std::move(tags);
  return made;
}

EntryGroup group(const std::optional<ShardHead>& head, Instant time, std::vector<NewEntry> entries) {
  EntryGroup made;
  const Shard shard = shard_of(day_of(time));
  if (head && head->shard == shard) made.after.frontier = head->frontier;
  for (const NewEntry& one : entries) {
    made.after.frontier.append(one.hash, [&](NodePosition position, const Hash& hash) {
      if (is_stored(position)) made.nodes.push_back({position, hash});
    });
  }
  made.after.shard = shard;
  made.after.last = time;
  made.after.checkpoint = fmt::format("checkpoint of {}", made.after.frontier.size().value);
  made.day = day_of(time);
  made.entries = std::move(entries);
  return made;
}

class LedgerStoreContract : public ::testing::TestWithParam<Adapter> {
 protected:
  std::unique_ptr<StoreUnderTest> under_test = GetParam().make();
  LedgerStore& store() { return under_test->ledger(); }
  const LogName hub = name("hub"), source = name("source");
  const Date day{2026, 5, 4};

  Result<void> try_append(LedgerStore& to, const LogName& log, Instant time, std::vector<NewEntry> entries,
                          const LedgerStore::Effect& effect = {}) {
    EntryGroup made;
    return to.append(
        log,
        [&](const std::optional<ShardHead>& head) -> Result<const EntryGroup*> {
          made = group(head, time, std::move(entries));
          return &made;
        },
        effect);
  }
  void append(const LogName& log, Instant time, std::vector<NewEntry> entries) { must(try_append(store(), log, time, std::move(entries))); }
  void append_many(const LogName& log, Instant time, std::uint64_t from, std::uint64_t count) {
    std::vector<NewEntry> entries;
    for (std::uint64_t n = from; n < from + count; ++n) entries.push_back(entry(n));
    append(log, time, std::move(entries));
  }
  std::vector<std::uint8_t> leaf_bytes(const LogName& log, const EntryRange& range) {
    Bytes all;
    std::uint64_t next = range.first.value;
    must(store().leaves(log, range, [&](Sequence first, std::span<const std::uint8_t> leaves) -> Result<void> {
      EXPECT_EQ(first.value, next);
      EXPECT_EQ(leaves.size() % Leaf::size, 0U);
      next += leaves.size() / Leaf::size;
      all.insert(all.end(), leaves.begin(), leaves.end());
      return {};
    }));
    return all;
  }
  std::vector<std::pair<std::uint64_t, StoredParts>> read(const LogName& log, const EntryRange& range) {
    std::vector<std::pair<std::uint64_t, StoredParts>> all;
    must(store().parts(log, range, [&](Sequence index, StoredParts&& one) -> Result<void> {
      all.emplace_back(index.value, std::move(one));
      return {};
    }));
    return all;
  }
  std::vector<std::pair<std::uint64_t, Bytes>> disclosed(const LogName& log, const EntryRange& range) {
    std::vector<std::pair<std::uint64_t, Bytes>> all;
    must(store().disclosed(log, range, [&](Sequence index, std::span<const std::uint8_t> one) -> Result<void> {
      all.emplace_back(index.value, Bytes(one.begin(), one.end()));
      return {};
    }));
    return all;
  }
  std::uint64_t size(const LogName& log) {
    const auto head = must(store().head(log));
    return head ? head->frontier.size().value : 0;
  }
  EntryRange all(const LogName& log) { return {shard_of(day), {0}, {size(log)}}; }
};

INSTANTIATE_TEST_SUITE_P(Adapters, LedgerStoreContract, ::testing::ValuesIn(adapters()), adapter_name);

TEST_P(LedgerStoreContract, ALogBeginsEmpty) {
  EXPECT_FALSE(must(store().head(hub)));
  EXPECT_TRUE(must(store().shards(hub)).empty());
  EXPECT_TRUE(leaf_bytes(hub, {{2026}, {0}, {10}}).empty());
  EXPECT_TRUE(read(hub, {{2026}, {0}, {10}}).empty());
  EXPECT_TRUE(must(store().tagged(hub, day, of_entries, tag(1))).empty());
  EXPECT_TRUE(must(store().checkpoints(hub)).empty());
  EXPECT_FALSE(must(store().node(hub, {2026}, {8, 0})));
}

TEST_P(LedgerStoreContract, EveryFieldComesBackAsItWas) {
  append(hub, at(day, 5), {entry(0), entry(1), entry(2)});
  under_test->reopen();
  const auto expected = group({}, at(day, 5), {entry(0), entry(1), entry(2)});
  EXPECT_EQ(must(store().head(hub)), expected.after);
  const auto entries = read(hub, all(hub));
  ASSERT_EQ(entries.size(), 3U);
  for (std::uint64_t n = 0; n < 3; ++n) {
    EXPECT_EQ(entries[n].first, n);
    EXPECT_EQ(entries[n].second.entry, entry(n).entry);
    EXPECT_EQ(entries[n].second.agent, entry(n).agent);
    EXPECT_EQ(entries[n].second.mark, mark_of(entry(n).hash));
    const auto alone = must(store().entry(hub, {{2026}, {n}}));
    ASSERT_TRUE(alone);
    EXPECT_TRUE(std::ranges::equal(alone->leaf, entry(n).leaf));
    EXPECT_EQ(alone->parts, entries[n].second);
  }
  EXPECT_FALSE(must(store().entry(hub, {{2026}, {3}})));
  EXPECT_FALSE(must(store().entry(hub, {{2025}, {0}})));
}

TEST_P(LedgerStoreContract, LeavesAreReadFromAnyToAnyOtherWhateverTheGroups) {
  std::uint64_t next = 0;
  for (const std::uint64_t count : {1U, 2U, 255U, 256U, 257U, 600U, 1U}) {
    append_many(hub, at(day, 5), next, count);
    next += count;
  }
  Bytes expected;
  for (std::uint64_t n = 0; n < next; ++n) {
    const auto leaf = entry(n).leaf;
    expected.insert(expected.end(), leaf.begin(), leaf.end());
  }
  const auto part = [&](std::uint64_t first, std::uint64_t end) {
    return Bytes(expected.begin() + static_cast<std::ptrdiff_t>(first * Leaf::size),
                 expected.begin() + static_cast<std::ptrdiff_t>(end * Leaf::size));
  };
  EXPECT_EQ(leaf_bytes(hub, {{2026}, {0}, {next}}), expected);
  for (const auto& [first, end] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{
           {0, 1}, {1, 3}, {2, 4}, {100, 101}, {257, 259}, {258, 514}, {300, 1371}, {770, 772}, {1371, 1372}, {5, 5}}) {
    SCOPED_TRACE(fmt::format("{} to {}", first, end));
    EXPECT_EQ(leaf_bytes(hub, {{2026}, {first}, {end}}), part(first, end));
  }
}

TEST_P(LedgerStoreContract, NodesOfEachEighthLevelAreKept) {
  append_many(hub, at(day), 0, 700);
  std::vector<Hash> leaves;
  for (std::uint64_t n = 0; n < 512; ++n) leaves.push_back(entry(n).hash);
  EXPECT_EQ(must(store().node(hub, {2026}, {8, 0})), full_subtree(std::span(leaves).first(256)));
  EXPECT_EQ(must(store().node(hub, {2026}, {8, 1})), full_subtree(std::span(leaves).subspan(256)));
  EXPECT_FALSE(must(store().node(hub, {2026}, {8, 2})));
  EXPECT_FALSE(must(store().node(hub, {2025}, {8, 0})));
}

TEST_P(LedgerStoreContract, LogsDoNotMix) {
  append(hub, at(day), {entry(0, {{of_entries, tag(1)}})});
  append(source, at(day), {entry(5, {{of_entries, tag(2)}}), entry(6)});
  EXPECT_EQ(size(hub), 1U);
  EXPECT_EQ(size(source), 2U);
  EXPECT_EQ(read(source, all(source)).front().second.entry, entry(5).entry);
  EXPECT_TRUE(must(store().tagged(hub, day, of_entries, tag(2))).empty());
  EXPECT_EQ(must(store().erase_tags(hub, day, of_entries, {})), 1U);
  EXPECT_EQ(must(store().tagged(source, day, of_entries, tag(2))).size(), 1U);
}

TEST_P(LedgerStoreContract, AYearIsAShard) {
  const Date new_year_s_eve{2026, 12, 31}, new_year{2027, 1, 1};
  append_many(hub, at(new_year_s_eve), 0, 3);
  append_many(hub, at(new_year), 3, 2);
  under_test->reopen();
  const auto shards = must(store().shards(hub));
  ASSERT_EQ(shards.size(), 2U);
  EXPECT_EQ(shards[0].shard, Shard{2026});
  EXPECT_EQ(shards[0].frontier.size(), TreeSize{3});
  EXPECT_EQ(shards[1].shard, Shard{2027});
  EXPECT_EQ(shards[1].frontier.size(), TreeSize{2});
  EXPECT_EQ(must(store().head(hub)), shards[1]);
  EXPECT_EQ(read(hub, {{2027}, {0}, {2}}).front().second.entry, entry(3).entry);
}

struct Refusal {
  std::string name;
  std::function<void(EntryGroup&)> spoil;
  std::string what;
};

TEST_P(LedgerStoreContract, AGroupThatDoesNotFollowTheHeadIsRefused) {
  append(hub, at(day, 1000), {entry(0), entry(1)});
  const auto before = must(store().head(hub));
  const std::vector<Refusal> refusals{
      {"empty", [](EntryGroup& one) { one.entries.clear(); }, "a group without entries can't be appended"},
      {"gap", [](EntryGroup& one) { one.after.frontier.append(Hash()); }, "a group does not follow the head of the log"},
      {"too_few", [](EntryGroup& one) { one.entries.push_back(entry(9)); }, "a group does not follow the head of the log"},
      {"back_in_time", [&](EntryGroup& one) { one.after.last = at(day, 999); }, "the time of a log does not run backwards"},
      {"earlier_shard",
       [](EntryGroup& one) {
         one.after.shard = {2025};
         one.after.last = at(Date(2025, 12, 31));
         one.day = Date(2025, 12, 31);
       },
       "a log does not go back to an earlier shard"},
      {"another_day", [&](EntryGroup& one) { one.day = day.next_day(); }, "a group is of another day than its last entry"},
      {"next_shard_with_the_old_size",
       [](EntryGroup& one) {
         one.after.shard = {2027};
         one.after.last = at(Date(2027, 1, 1));
         one.day = Date(2027, 1, 1);
       },
       "a group does not follow the head of the log"},
  };
  for (const Refusal& refusal : refusals) {
    SCOPED_TRACE(refusal.name);
    bool effect_ran = false;
    EntryGroup made;
    const auto refused = store().append(
        hub,
        [&](const std::optional<ShardHead>& head) -> Result<const EntryGroup*> {
          made = group(head, at(day, 2000), {entry(2)});
          refusal.spoil(made);
          return &made;
        },
        [&]() -> Result<void> {
          effect_ran = true;
          return {};
        });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, refusal.what);
    EXPECT_FALSE(effect_ran);
    EXPECT_EQ(must(store().head(hub)), before);
    EXPECT_EQ(read(hub, all(hub)).size(), 2U);
  }
}

TEST_P(LedgerStoreContract, TheEffectIsOneWithTheEntries) {
  const auto run = must(under_test->messages().begin_run({"11/031", Sha256()}, domain::Month(2026, 5), at(day)));
  const auto finish = [&]() -> Result<void> { return under_test->messages().finish_run(run, at(day, 1)); };
  const auto finished = [&] { return must(under_test->messages().runs()).front().finished.has_value(); };

  const auto refused = try_append(store(), hub, at(day), {entry(0)}, [&]() -> Result<void> {
    CROSSROADS_CHECK(finish());
    return failure({.what = "no"});
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "no");
  EXPECT_EQ(size(hub), 0U);
  EXPECT_FALSE(finished()) << "what the effect wrote went with the entries";

  // A write that failed inside the effect and was not minded is undone alone.
  must(try_append(store(), hub, at(day), {entry(0)}, [&]() -> Result<void> {
    CROSSROADS_CHECK(finish());
    EXPECT_FALSE(finish()) << "a run ends once";
    return {};
  }));
  under_test->reopen();
  EXPECT_EQ(size(hub), 1U);
  EXPECT_TRUE(finished());
}

TEST_P(LedgerStoreContract, AFailureToComposeLeavesTheLogAsItWas) {
  const auto refused =
      store().append(hub, [](const std::optional<ShardHead>&) -> Result<const EntryGroup*> { return failure({.what = "no key"}); }, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "no key");
  append(hub, at(day), {entry(0)});
}

TEST_P(LedgerStoreContract, OnlyOneWritesAndTheOtherSeesWhatItWrote) {
  append(hub, at(day), {entry(0)});
  LedgerStore& other = under_test->ledger_beside();
  must(try_append(other, hub, at(day), {entry(1)}));
  EXPECT_EQ(size(hub), 2U);
  must(try_append(store(), hub, at(day), {entry(2)}, [&]() -> Result<void> {
    const auto second = try_append(other, hub, at(day), {entry(3)});
    EXPECT_FALSE(second) << "the right to write is taken";
    return {};
  }));
  must(try_append(other, hub, at(day), {entry(3)}));
  EXPECT_EQ(size(hub), 4U);
  EXPECT_EQ(must(store().head(hub)), must(other.head(hub)));
}

TEST_P(LedgerStoreContract, ASnapshotIsOfOneMoment) {
  append(hub, at(day), {entry(0)});
  LedgerStore& other = under_test->ledger_beside();
  {
    const auto moment = must(store().snapshot());
    EXPECT_EQ(size(hub), 1U);
    must(try_append(other, hub, at(day), {entry(1)}));
    EXPECT_EQ(size(hub), 1U) << "others write meanwhile, and are not seen";
    EXPECT_FALSE(try_append(store(), hub, at(day), {entry(2)})) << "who looks at an earlier moment writes nothing";
  }
  EXPECT_EQ(size(hub), 2U);
  // Inside an append what it wrote itself is seen.
  must(try_append(store(), hub, at(day), {entry(2)}, [&]() -> Result<void> {
    const auto moment = must(store().snapshot());
    EXPECT_EQ(size(hub), 3U);
    return {};
  }));
  EXPECT_EQ(size(hub), 3U);
}

TEST_P(LedgerStoreContract, TagsFindTheEntriesOfADay) {
  const Tags::value_type person{of_entries, tag(1)}, agent{of_agents, tag(1)}, dossier{of_entries, tag(2)};
  append(hub, at(day), {entry(0, {person, dossier}), entry(1, {agent}), entry(2, {dossier, person, person})});
  append(hub, at(day), {entry(3, {person})});
  append(hub, at(day.next_day()), {entry(4, {person})});
  EXPECT_EQ(must(store().tagged(hub, day, person.first, person.second)), (std::vector<Sequence>{{0}, {2}, {3}}));
  EXPECT_EQ(must(store().tagged(hub, day, agent.first, agent.second)), (std::vector<Sequence>{{1}}));
  EXPECT_EQ(must(store().tagged(hub, day.next_day(), person.first, person.second)), (std::vector<Sequence>{{4}}));
  EXPECT_EQ(must(store().tagged_days(hub, Date(2026, 1, 1), Date(2026, 12, 31))), (std::vector{day, day.next_day()}));
  EXPECT_EQ(must(store().tagged_days(hub, day.next_day(), Date(2030, 1, 1))), (std::vector{day.next_day()}));
  EXPECT_TRUE(must(store().tagged_days(hub, Date(2020, 1, 1), day.plus_days(-1))).empty());
  std::vector<std::pair<TagValue, std::uint64_t>> rows;
  must(store().tags(hub, day, of_entries, [&](const TagValue& one, Sequence index) -> Result<void> {
    rows.emplace_back(one, index.value);
    return {};
  }));
  EXPECT_EQ(rows, (std::vector<std::pair<TagValue, std::uint64_t>>{{tag(1), 0}, {tag(1), 2}, {tag(1), 3}, {tag(2), 0}, {tag(2), 2}}));
}

TEST_P(LedgerStoreContract, DaysWithTagsAreFoundAcrossYears) {
  for (const Date one : {Date(2025, 12, 31), Date(2026, 1, 1), Date(2026, 3, 1), Date(2027, 7, 2)})
    append(hub, at(one), {entry(0, {{of_entries, tag(1)}})});
  EXPECT_EQ(must(store().tagged_days(hub, Date(2025, 1, 1), Date(2027, 7, 1))),
            (std::vector{Date(2025, 12, 31), Date(2026, 1, 1), Date(2026, 3, 1)}));
}

TEST_P(LedgerStoreContract, ErasureTakesThePartAndLeavesTheLeaf) {
  append_many(hub, at(day), 0, 7);
  const auto leaves = leaf_bytes(hub, all(hub));
  EXPECT_EQ(must(store().erase_parts(hub, {{2026}, {2}, {5}}, Part::entry)), 3U);
  EXPECT_EQ(must(store().erase_parts(hub, {{2026}, {2}, {5}}, Part::entry)), 0U) << "they are gone already";
  EXPECT_EQ(must(store().erase_parts(hub, {{2026}, {0}, {4}}, Part::agent)), 2U) << "of 0 and 3";
  under_test->reopen();
  EXPECT_EQ(leaf_bytes(hub, all(hub)), leaves);
  const auto entries = read(hub, all(hub));
  ASSERT_EQ(entries.size(), 7U);
  for (const auto& [n, one] : entries) {
    SCOPED_TRACE(n);
    EXPECT_EQ(one.entry.has_value(), n < 2 || n >= 5);
    EXPECT_EQ(one.agent.has_value(), n == 6);
  }
  EXPECT_FALSE(store().erase_parts(hub, {{2025}, {0}, {1}}, Part::entry)) << "no such shard";
}

TEST_P(LedgerStoreContract, TagsAreErasedByDayAndByEntry) {
  const Tags::value_type person{of_entries, tag(1)}, dossier{of_entries, tag(2)}, agent{of_agents, tag(3)};
  append(hub, at(day), {entry(0, {person, agent}), entry(1, {person, dossier, agent})});
  append(hub, at(day.next_day()), {entry(2, {person})});
  EXPECT_EQ(must(store().erase_tags(hub, day, of_entries, Sequence{1})), 2U);
  EXPECT_EQ(must(store().tagged(hub, day, person.first, person.second)), (std::vector<Sequence>{{0}}));
  EXPECT_EQ(must(store().tagged(hub, day, agent.first, agent.second)), (std::vector<Sequence>{{0}, {1}}));
  EXPECT_EQ(must(store().erase_tags(hub, day, of_agents, {})), 2U);
  EXPECT_EQ(must(store().erase_tags(hub, day, of_entries, {})), 1U);
  EXPECT_EQ(must(store().tagged_days(hub, day, day.next_day())), (std::vector{day.next_day()}));
}

TEST_P(LedgerStoreContract, ErasureInAnEffectIsOneWithTheEntryThatTellsOfIt) {
  append_many(hub, at(day), 0, 3);
  const auto erase = [&]() -> Result<void> {
    const auto erased = store().erase_parts(hub, {{2026}, {0}, {1}}, Part::entry);
    if (!erased) return std::unexpected(erased.error());
    return failure({.what = "no"});
  };
  EXPECT_FALSE(try_append(store(), hub, at(day), {entry(3)}, erase));
  EXPECT_TRUE(read(hub, all(hub)).front().second.entry);
}

TEST_P(LedgerStoreContract, CheckpointsKeepWhatWasSaidToThem) {
  append_many(hub, at(day), 0, 3);
  append_many(hub, at(Date(2027, 2, 1)), 0, 3);
  must(store().keep_checkpoint(hub, {2027}, {2}, "c"));
  must(store().keep_checkpoint(hub, {2026}, {3}, "b"));
  must(store().keep_checkpoint(hub, {2026}, {1}, "a"));
  must(store().keep_checkpoint(hub, {2026}, {1}, "a"));
  const auto second = store().keep_checkpoint(hub, {2026}, {1}, "another");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().what, "another checkpoint of this size was handed out before");
  EXPECT_FALSE(store().keep_checkpoint(hub, {2025}, {1}, "a"));
  must(store().add_cosignature(hub, {2026}, {3}, "— witness-2 x"));
  must(store().add_cosignature(hub, {2026}, {3}, "— witness-1 y"));
  must(store().add_cosignature(hub, {2026}, {3}, "— witness-1 y"));
  EXPECT_FALSE(store().add_cosignature(hub, {2026}, {2}, "of a checkpoint that is not kept"));
  must(store().add_timestamp(hub, {2027}, {2}, {"authority", {1, 2, 3}}));
  EXPECT_FALSE(store().add_timestamp(hub, {2027}, {1}, {"authority", {1}}));
  under_test->reopen();
  const auto kept = must(store().checkpoints(hub));
  EXPECT_EQ(kept, (std::vector<KeptCheckpoint>{{{2026}, {1}, "a", {}, {}},
                                               {{2026}, {3}, "b", {"— witness-1 y", "— witness-2 x"}, {}},
                                               {{2027}, {2}, "c", {}, {{"authority", {1, 2, 3}}}}}));
  EXPECT_TRUE(must(store().checkpoints(source)).empty());
}

TEST_P(LedgerStoreContract, WhatIsDisclosedIsKeptBesideTheEntry) {
  EntryGroup made;
  must(store().append(hub,
                      [&](const std::optional<ShardHead>& head) -> Result<const EntryGroup*> {
                        made = group(head, at(day), {entry(0), entry(1)});
                        made.disclosed.emplace_back(Sequence{1}, Bytes{4, 5, 6});
                        return &made;
                      },
                      {}));
  EXPECT_EQ(disclosed(hub, all(hub)), (std::vector<std::pair<std::uint64_t, Bytes>>{{1, {4, 5, 6}}}));
  EXPECT_TRUE(disclosed(hub, {{2026}, {0}, {1}}).empty());
  EXPECT_TRUE(disclosed(hub, {{2025}, {0}, {9}}).empty());
  EXPECT_TRUE(disclosed(source, {{2026}, {0}, {9}}).empty());
}

TEST_P(LedgerStoreContract, NothingIsAppendedInsideAnotherAppend) {
  // It would look safe before it is.
  const auto inner = [&]() -> Result<void> { return try_append(store(), source, at(day), {entry(0)}); };
  const auto refused = try_append(store(), hub, at(day), {entry(0)}, inner);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "entries can't be appended to a log inside another transaction: they would look durable before they are");
  EXPECT_EQ(size(hub), 0U);
  EXPECT_EQ(size(source), 0U);
}

TEST_P(LedgerStoreContract, NodesCanBeReplaced) {
  append_many(hub, at(day), 0, 300);
  append_many(source, at(day), 0, 300);
  const Hash other = entry(7).hash;
  const std::vector<StoredNode> nodes{{{8, 0}, other}, {{16, 0}, other}};
  must(store().replace_nodes(hub, {2026}, {300}, nodes));
  EXPECT_EQ(must(store().node(hub, {2026}, {8, 0})), other);
  EXPECT_EQ(must(store().node(hub, {2026}, {16, 0})), other);
  EXPECT_NE(must(store().node(source, {2026}, {8, 0})), other);
  const auto grown = store().replace_nodes(hub, {2026}, {299}, {});
  ASSERT_FALSE(grown);
  EXPECT_EQ(grown.error().what, "the log has grown meanwhile");
  must(store().replace_nodes(hub, {2026}, {300}, {}));
  EXPECT_FALSE(must(store().node(hub, {2026}, {8, 0})));
  EXPECT_FALSE(store().replace_nodes(hub, {2025}, {300}, {}));
}

TEST_P(LedgerStoreContract, WhatWasErasedIsClearedFromTheJournals) {
  append_many(hub, at(day), 0, 3);
  must(store().erase_parts(hub, all(hub), Part::entry));
  EXPECT_TRUE(must(store().clear_remains()));
}

TEST_P(LedgerStoreContract, AVisitorsFailureEndsTheReading) {
  append_many(hub, at(day), 0, 600);
  int seen = 0;
  const auto stopped = [&](auto&&...) -> Result<void> {
    ++seen;
    return failure({.what = "stop"});
  };
  EXPECT_FALSE(store().leaves(hub, all(hub), stopped));
  EXPECT_FALSE(store().parts(hub, all(hub), stopped));
  EXPECT_EQ(seen, 2);
  append_many(hub, at(day), 600, 1);
}

}  // namespace
}  // namespace crossroads::test
