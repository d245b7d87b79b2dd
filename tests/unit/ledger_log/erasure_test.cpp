// Erasure: nothing opens what was erased, and no root, proof or checkpoint changes by it.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "ledger/log/erasure.hpp"
#include "ledger/log/proofs.hpp"
#include "ledger/seal/passphrase_keeper.hpp"
#include "support/log_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using domain::Date;
using ::testing::ElementsAre;

class ErasureTest : public LogTest {
 protected:
  const Date next = day.next_day();
  const std::filesystem::path key_file = scratch.path() / "keys";
  std::unique_ptr<KeyStore> key_store = must(KeyStore::create(key_file, keeper()));

  /// Cheap: the tests guess nothing.
  [[nodiscard]] std::unique_ptr<PassphraseKeeper> keeper() const {
    return std::make_unique<PassphraseKeeper>(scratch.path() / "vault", SecretText("correct horse"),
                                              ScryptCost{.log2_n = 4, .r = 8, .p = 1});
  }
  LedgerSetting with_store(KeyStore& store) {
    return {.institution = test_institution(), .log = hub, .keys = store, .signing_key = test_signing_key, .now = [this] { return now; }};
  }
  Ledger log() { return {store(), with_store(*key_store)}; }
  Eraser eraser() { return {store(), with_store(*key_store), *key_store}; }
  Erasure of_day(Date which) { return {.days = {which}, .authorisation = must(Reference::parse("AGR 2036/17"))}; }
  Erasure of_entry(std::uint64_t sequence, int year = 2026) {
    return {.entries = {{{year}, {sequence}}}, .authorisation = must(Reference::parse("GBA 2026/1"))};
  }

  /// Two days with three entries each, both committed to, and ten years.
  void SetUp() override {
    LogEntry with_agent = about(person(1), "a");
    with_agent.agent = AgentPart{.agent = must(Agent::parse("J. Peeters")), .unit = {}};
    must(log().append(std::vector{with_agent, about(person(2), "b"), named("set-up", Event::admin), about(person(1), "c")}));
    now += std::chrono::hours(24);
    must(log().append(std::vector{about(person(1), "d"), about(person(2), "e")}));
    now += std::chrono::hours(24);
    must(log().commit_ended_days());
    now = at(Date(2036, 5, 6));
  }
  std::vector<std::string> found_of(domain::Niss niss) {
    const auto answer = must(log().search({.term = SearchTerm::subject(niss), .first = day, .last = next}, named("r", Event::log_read)));
    std::vector<std::string> all;
    for (const Found& one : answer.payload()) all.push_back(one.entry ? one.entry->value.batch->text() : "erased");
    return all;
  }
  Found opened(std::uint64_t sequence) { return must(Searcher(store(), *key_store, hub).open({{2026}, {sequence}}, true)); }
  Verification verified_opening() { return verified_with(*key_store); }
  static std::string problem_of(const Verification& found) { return found.problem ? one_line(*found.problem) : "none"; }
};

TEST_F(ErasureTest, ADayIsErasedAndEveryRootStands) {
  const auto shards_before = must(store().shards(hub));
  const auto proof_before = must(prove_entry(store(), hub, {{2026}, {0}}));
  const auto erased = must(eraser().erase(of_day(day)));
  EXPECT_EQ(erased.parts, 4U) << "a, b, c and who was a's agent";
  EXPECT_TRUE(erased.journals_clear);

  EXPECT_THAT(found_of(person(1)), ElementsAre("d"));
  EXPECT_THAT(found_of(person(2)), ElementsAre("e"));
  EXPECT_FALSE(opened(0).entry);
  EXPECT_FALSE(opened(0).agent);
  EXPECT_EQ(opened(2).entry->value.batch->text(), "set-up") << "what was done to the log stays";

  EXPECT_EQ(must(store().shards(hub)).front(), shards_before.front());
  EXPECT_EQ(must(prove_entry(store(), hub, {{2026}, {0}})), proof_before);
  const auto found = verified_opening();
  EXPECT_EQ(found.verdict, Verdict::intact) << problem_of(found);
  EXPECT_EQ(found.erased, 4U);

  // Anyone can read who allowed it, and that the keys are gone.
  const auto open = must(open_entries(store(), hub, {2036}));
  ASSERT_EQ(open.size(), 3U) << "the shard's beginning, the erasure, the keys";
  EXPECT_EQ(open[1].id, erased.entry);
  EXPECT_EQ(open[1].entry.event, Event::erased);
  EXPECT_EQ(open[1].entry.reference->text(), "AGR 2036/17");
  EXPECT_EQ(open[1].entry.detail->text(), "erased-day 2026-05-04");
  EXPECT_EQ(open[2].entry.event, Event::key);
  EXPECT_EQ(open[2].entry.detail->text(), fmt::format("destroyed-keys {} {}", to_string(erased.entry), erased.generation.value));
}

TEST_F(ErasureTest, OneEntryIsErasedAndItsDayIsCommittedToAgain) {
  Erasure erasure = of_entry(0);
  erasure.by = AgentPart{.agent = must(Agent::parse("The archivist")), .unit = {}};
  const auto erased = must(eraser().erase(erasure));
  EXPECT_EQ(erased.parts, 2U);
  EXPECT_THAT(found_of(person(1)), ElementsAre("c", "d"));
  EXPECT_FALSE(opened(0).entry);
  EXPECT_EQ(opened(1).entry->value.batch->text(), "b");
  EXPECT_EQ(opened(3).entry->value.batch->text(), "c");
  const auto found = verified_opening();
  EXPECT_EQ(found.verdict, Verdict::intact) << problem_of(found);
  EXPECT_EQ(found.erased, 2U);
  EXPECT_EQ(found.commitments, 8U);

  const auto answer = must(log().search_with_proof({.term = SearchTerm::subject(person(1)), .first = day, .last = day}, named("r")));
  ASSERT_EQ(answer.payload().days.size(), 2U) << "of entries about persons, and of what was done to the log";
  const ProvenDay& proven = answer.payload().days.front();
  EXPECT_EQ(proven.index.commitment.tag_class.retention, Retention::exchange);
  EXPECT_EQ(proven.index.committed_in, erased.entry);
  EXPECT_THAT(must(verify_completeness(proven.index.commitment.head, proven.tag, proven.proof)), ElementsAre(Sequence{3}));
  EXPECT_EQ(must(Searcher(store(), *key_store, hub).open(erased.entry, true)).agent->value.agent.text(), "The archivist");

  must(eraser().erase(of_entry(3)));
  EXPECT_EQ(verified_opening().verdict, Verdict::intact);
  must(eraser().erase(of_day(day)));
  const auto at_the_end = verified_opening();
  EXPECT_EQ(at_the_end.verdict, Verdict::intact) << problem_of(at_the_end);
}

TEST_F(ErasureTest, AnEntryOfADayThatIsNotOverCanBeErasedToo) {
  const auto receipt = must(log().append(std::vector{about(person(1), "x"), about(person(1), "y")}));
  must(eraser().erase(of_entry(receipt.first.value, receipt.shard.year)));
  must(log().append(std::vector{about(person(1), "z")}));
  EXPECT_EQ(verified_opening().verdict, Verdict::intact);
  now += std::chrono::hours(24);
  must(log().commit_ended_days());
  EXPECT_EQ(verified_opening().verdict, Verdict::intact);
}

struct Refused {
  std::string name;
  Erasure erasure;
  std::string what;
};

TEST_F(ErasureTest, WhatMustStayIsRefusedAndNothingIsErased) {
  must(eraser().erase(of_entry(1)));
  const Reference by = must(Reference::parse("AGR 2036/17"));
  const std::vector<Refused> cases{
      {"nothing", {.authorisation = by}, "there is nothing to erase"},
      {"a_day_of_the_last_ten_years", {.days = {Date(2026, 5, 7)}, .authorisation = by}, "a day of the log is kept for 10 years at least"},
      {"today", {.days = {Date(2036, 5, 6)}, .authorisation = by}, "a day of the log is kept for 10 years at least"},
      {"a_day_without_entries", {.days = {Date(2026, 5, 3)}, .authorisation = by}, "there is no entry about a person on this day"},
      {"an_entry_that_is_not_there", {.entries = {{{2026}, {99}}}, .authorisation = by}, "there is no such entry in the log"},
      {"of_another_year", {.entries = {{{2025}, {0}}}, .authorisation = by}, "there is no such entry in the log"},
      {"what_was_done_to_the_log",
       {.entries = {{{2026}, {2}}}, .authorisation = by},
       "what was done to the log is kept as long as the log"},
      {"twice", {.entries = {{{2026}, {1}}}, .authorisation = by}, "this entry was erased before"},
      {"with_its_day", {.days = {day}, .entries = {{{2026}, {0}}}, .authorisation = by}, "this entry goes with its day"},
      {"one_bad_of_two", {.days = {day}, .entries = {{{2026}, {99}}}, .authorisation = by}, "there is no such entry in the log"},
  };
  const auto head = must(store().head(hub));
  const auto generation = must(key_store->generation());
  for (const Refused& one : cases) {
    SCOPED_TRACE(one.name);
    const auto refused = eraser().erase(one.erasure);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, one.what);
    EXPECT_EQ(must(store().head(hub)), head);
    EXPECT_EQ(must(key_store->generation()), generation);
  }
  EXPECT_EQ(opened(0).entry->value.batch->text(), "a");
}

TEST_F(ErasureTest, NoOlderCopyBringsItBack) {
  const auto old_database = scratch.path() / "old.db", old_keys = scratch.path() / "old-keys";
  must(key_store->backup(old_keys));
  must(store().clear_remains());
  std::filesystem::copy_file(file(), old_database);
  must(eraser().erase(of_day(day)));
  must(eraser().erase(of_entry(4)));

  // The old database with the keys as they are now.
  const auto old_store = must(store::sqlite::Store::open(old_database));
  Searcher old(old_store->ledger(), *key_store, hub);
  for (const std::uint64_t n : {0U, 1U, 3U, 4U}) EXPECT_FALSE(must(old.open({{2026}, {n}}, true)).entry) << n;
  EXPECT_EQ(must(old.open({{2026}, {5}}, false)).entry->value.batch->text(), "e");
  // The old keys.
  auto same_keeper = keeper();
  const auto restored = KeyStore::restore(old_keys, key_file, *same_keeper);
  ASSERT_FALSE(restored);
  EXPECT_THAT(restored.error().what, ::testing::HasSubstr("whose key was destroyed"));
}

TEST_F(ErasureTest, NeitherTextNorKeyIsInAnyFileAfterwards) {
  const Found before = opened(0);
  must(key_store->backup(scratch.path() / "key-backup"));
  must(eraser().erase(of_day(day)));
  const auto in_a_file = [&](std::span<const std::uint8_t> secret) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      const auto same = [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; };
      if (std::ranges::search(bytes, secret, same).begin() != bytes.end()) files.push_back(entry.path().filename().string());
    }
    return files;
  };
  const auto bytes_of = [](const std::string& text) { return std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()); };
  EXPECT_TRUE(in_a_file(bytes_of(before.entry->text)).empty());
  EXPECT_TRUE(in_a_file(bytes_of(before.agent->text)).empty());
  EXPECT_TRUE(in_a_file(before.entry->key.bytes()).empty());
  EXPECT_TRUE(in_a_file(before.agent->key.bytes()).empty());
  EXPECT_TRUE(in_a_file(before.entry->salt.bytes).empty());
  EXPECT_FALSE(in_a_file(before.leaf.entry.body.bytes()).empty()) << "the leaf stays, and this scan would find what is there";
}

TEST_F(ErasureTest, StoppedBeforeTheKeysAreDestroyedItIsFinishedLater) {
  // The erasure is logged with keys that are at hand, and the vault is not there when a new generation is asked for.
  must(key_store->for_sealing({{hub, Retention::administration, Part::entry}, day_of(now)}));
  std::filesystem::rename(scratch.path() / "vault", scratch.path() / "vault-aside");
  std::filesystem::create_directory(scratch.path() / "vault");
  const auto stopped = eraser().erase(of_day(day));
  ASSERT_FALSE(stopped);
  std::filesystem::remove(scratch.path() / "vault");
  std::filesystem::rename(scratch.path() / "vault-aside", scratch.path() / "vault");
  key_store = must(KeyStore::open(key_file, keeper()));
  const auto finished = must(eraser().finish());
  ASSERT_EQ(finished.size(), 1U) << one_line(stopped.error());
  EXPECT_EQ(must(key_store->for_opening({{hub, Retention::exchange, Part::entry}, day})), nullptr);
  EXPECT_TRUE(must(eraser().finish()).empty());
  EXPECT_EQ(verified_opening().verdict, Verdict::intact);
}

TEST_F(ErasureTest, WhatComesBackIsSeen) {
  meddle("CREATE TABLE kept AS SELECT * FROM ledger_entries; CREATE TABLE kept_tags AS SELECT * FROM ledger_tags");
  must(eraser().erase(of_day(day)));
  const std::string place = fmt::format("position = {}", (std::int64_t{1} << sequence_bits) + 1);
  meddle("INSERT OR REPLACE INTO ledger_entries SELECT * FROM kept WHERE " + place);
  auto found = verified();
  EXPECT_EQ(found.entry, (EntryId{{2026}, {1}}));
  EXPECT_EQ(found.problem->what, "a sealed part is there that was erased");
  meddle("UPDATE ledger_entries SET entry = NULL, entry_key = NULL WHERE " + place);
  meddle("INSERT INTO ledger_tags SELECT * FROM kept_tags WHERE day = 20260504 AND class = 17");
  found = verified();
  EXPECT_EQ(found.verdict, Verdict::not_intact);
  EXPECT_EQ(found.problem->what, "there are tags of a day that was erased");
}

TEST_F(ErasureTest, OthersWriteToTheLogMeanwhile) {
  const auto beside = open();
  const auto their_keys = must(KeyStore::open(key_file, keeper()));
  Ledger other(beside->ledger(), with_store(*their_keys));
  must(other.append(std::vector{about(person(3), "before")}));
  must(eraser().erase(of_entry(0)));
  must(other.append(std::vector{about(person(3), "after")}));
  const auto refused = other.search({.term = SearchTerm::subject(person(1)), .first = day, .last = day}, named("r"));
  ASSERT_TRUE(refused) << one_line(refused.error());
  EXPECT_EQ(refused->payload().size(), 1U) << "c";
  EXPECT_EQ(verified_opening().verdict, Verdict::intact);
}

}  // namespace
}  // namespace crossroads::test
