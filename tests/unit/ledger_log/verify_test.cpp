// A log that was changed in any way is not intact, and the first bad entry is named.
#include "support/log_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;

class VerifyTest : public LogTest {
 protected:
  void SetUp() override {
    auto log = ledger();
    std::vector<LogEntry> entries;
    for (int n = 0; n < 300; ++n) entries.push_back(named(fmt::format("e{}", n)));
    must(log.append(std::span(entries).first(10)));
    must(log.append(std::span(entries).subspan(10)));
    must(log.hand_out_checkpoint());
    now = at(domain::Date(2027, 1, 1));
    must(log.append(std::span(entries).first(5)));
    must(log.commit_index(day));
  }
  /// Closes the store and brings it back to what it was when this was first called.
  void untouched_again() {
    store_file.reset();
    const auto untouched = scratch.path() / "untouched.db";
    if (std::filesystem::exists(untouched)) {
      std::filesystem::copy_file(untouched, file(), std::filesystem::copy_options::overwrite_existing);
    } else {
      std::filesystem::copy_file(file(), untouched);
    }
  }
  /// What stands beside a leaf of 2026 whose byte the change `flipped` changes.
  std::int64_t mark_of_leaf_with(std::uint64_t sequence, std::size_t byte) {
    auto leaf = must(store().entry(hub, {{2026}, {sequence}}))->leaf;
    leaf[byte] = leaf[byte] == 0 ? 1 : 0;
    return static_cast<std::int64_t>(mark_of(leaf_hash(leaf)).value);
  }
};

TEST_F(VerifyTest, AnUntouchedLogIsIntact) {
  const auto found = verified();
  ASSERT_EQ(found.verdict, Verdict::intact) << (found.problem ? one_line(*found.problem) : "");
  EXPECT_EQ(found.leaves, 300U + 1 + 5 + 1);
  EXPECT_EQ(found.parts, found.leaves);
  EXPECT_EQ(found.erased, 0U);
  EXPECT_EQ(found.commitments, 4U);
  EXPECT_EQ(found.heads.size(), 2U);
}

TEST_F(VerifyTest, AnEmptyLogIsIntact) {
  const auto found = verify(store(), must(LogName::parse("source")), {.institution = test_institution(), .keys = test_verifier_keys});
  EXPECT_EQ(found.verdict, Verdict::intact);
  EXPECT_EQ(found.leaves, 0U);
}

struct Change {
  std::string name;
  std::string sql;
  std::optional<EntryId> entry;
  std::string what;
};

// Shard 1 is 2026 and shard 2 is 2027; leaves stand in rows of 10, 256 and 34, then 6 and 1.
std::string place(int shard, int sequence) { return fmt::format("(({} << 40) + {})", shard, sequence); }
std::string flipped(std::string_view column, int byte) {
  return fmt::format(
      "{0} = CAST(substr({0}, 1, {1}) || CASE substr({0}, {1} + 1, 1) WHEN x'00' THEN x'01' ELSE x'00' END || "
      "substr({0}, {1} + 2) AS BLOB)",
      column, byte);
}

TEST_F(VerifyTest, EveryChangeIsFound) {
  const auto in = [](int shard, std::uint64_t sequence) { return EntryId{shard == 1 ? Shard{2026} : Shard{2027}, {sequence}}; };
  const std::string meta = "UPDATE ledger_shards SET ";
  const std::vector<Change> changes{
      {"a_leafs_digest", fmt::format("UPDATE ledger_leaves SET {} WHERE position = {}", flipped("leaves", 150 * 7 + 60), place(1, 0)),
       in(1, 7), "a leaf was changed"},
      {"a_leafs_time", fmt::format("UPDATE ledger_leaves SET {} WHERE position = {}", flipped("leaves", 150 * 33 + 21), place(1, 266)),
       in(1, 299), "time runs backwards in the log"},
      {"a_leafs_sequence", fmt::format("UPDATE ledger_leaves SET {} WHERE position = {}", flipped("leaves", 13), place(1, 10)), in(1, 10),
       "a leaf stands in another place than its own"},
      {"leaves_missing", fmt::format("DELETE FROM ledger_leaves WHERE position = {}", place(1, 10)), in(1, 10),
       "a leaf is missing, or stands here twice"},
      {"leaves_missing_at_the_end", fmt::format("DELETE FROM ledger_leaves WHERE position = {}", place(1, 266)), in(1, 266),
       "a leaf is missing"},
      {"a_body", fmt::format("UPDATE ledger_entries SET {} WHERE position = {}", flipped("entry", 40), place(1, 12)), in(1, 12),
       "a sealed part was changed: it is not the one that its leaf names"},
      {"an_entry_missing", fmt::format("DELETE FROM ledger_entries WHERE position = {}", place(1, 299)), in(1, 299), "an entry is missing"},
      {"an_entry_missing_in_between", fmt::format("DELETE FROM ledger_entries WHERE position = {}", place(1, 5)), in(1, 5),
       "an entry is missing"},
      {"a_mark", fmt::format("UPDATE ledger_entries SET leaf_mark = leaf_mark + 1 WHERE position = {}", place(1, 5)), in(1, 5),
       "a leaf was changed, or the mark beside it"},
      {"a_node", "UPDATE ledger_nodes SET hash = zeroblob(32)", in(1, 0),
       "the 256 entries from here on are not those that were logged, or a node of the tree was changed"},
      {"the_head_moved_back", meta + "size = 1, edge = CAST(x'0000000000000001' || zeroblob(32) AS BLOB) WHERE shard = 2", {}, ""},
      {"the_time_of_the_head",
       meta + "last_time = last_time + 1 WHERE shard = 2",
       {},
       "the head of the log has another time than its last entry"},
      {"the_signature", meta + "checkpoint = replace(checkpoint, 'crossroads', 'crossroad5') WHERE shard = 2", {}, ""},
      {"another_shards_checkpoint", meta + "checkpoint = (SELECT checkpoint FROM ledger_shards WHERE shard = 1) WHERE shard = 2", {}, ""},
      {"a_shard_missing", "DELETE FROM ledger_checkpoints; DELETE FROM ledger_shards WHERE shard = 1", in(2, 0),
       "the shard that the first one of the log follows is missing"},
      {"the_first_shard_with_a_kept_checkpoint",
       "PRAGMA foreign_keys = OFF; UPDATE ledger_checkpoints SET size = 299",
       {},
       "a kept checkpoint stands under another size than its own"},
      {"what_binds_the_shards", fmt::format("DELETE FROM ledger_disclosed WHERE position = {}", place(2, 0)), in(2, 0),
       "the entry that binds the shard to the one before is not open to all"},
      {"what_binds_the_shards_changed",
       fmt::format("UPDATE ledger_disclosed SET {} WHERE position = {}", flipped("plaintext", 60), place(2, 0)), in(2, 0),
       "what this entry says in clear is not what its leaf is committed to"},
      {"a_tag_missing", "DELETE FROM ledger_tags WHERE entry = 17", in(2, 6),
       "the index of a day is not the one that this entry commits the log to"},
      {"a_commitment", fmt::format("UPDATE ledger_disclosed SET {} WHERE position = {}", flipped("plaintext", 90), place(2, 6)), in(2, 6),
       "what this entry says in clear is not what its leaf is committed to"},
      {"a_part_missing", fmt::format("UPDATE ledger_entries SET entry = NULL, entry_key = NULL WHERE position = {}", place(1, 77)),
       in(1, 77), "a sealed part is missing, and no entry of the log says that it was erased"},
      {"a_part_too_many", fmt::format("UPDATE ledger_entries SET agent = entry, agent_key = entry_key WHERE position = {}", place(1, 78)),
       in(1, 78), "a sealed part stands beside a leaf that knows of none"},
      {"an_entry_behind_the_head",
       fmt::format(
           "INSERT INTO ledger_entries SELECT position + 1, leaf_mark, entry_key, entry, agent_key, agent FROM ledger_entries WHERE "
           "position = {}",
           place(1, 299)),
       in(1, 300), "something stands behind the last entry that the head of the log knows of"},
      {"a_node_behind_the_head", "INSERT INTO ledger_nodes SELECT shard, level, place + 1, hash FROM ledger_nodes", in(1, 300),
       "something stands behind the last entry that the head of the log knows of"},
      {"a_leaf_with_its_mark",
       fmt::format("UPDATE ledger_leaves SET {} WHERE position = {}; UPDATE ledger_entries SET leaf_mark = {} WHERE position = {}",
                   flipped("leaves", 150 * 20 + 30), place(1, 10), mark_of_leaf_with(30, 30), place(1, 30)),
       in(1, 30), "a sealed part was changed: it is not the one that its leaf names"},
      {"two_changes_in_one_block",
       fmt::format("UPDATE ledger_leaves SET {} WHERE position = {}; UPDATE ledger_entries SET {} WHERE position = {}",
                   flipped("leaves", 150 * 20 + 30), place(1, 10), flipped("entry", 40), place(1, 12)),
       in(1, 12), "a sealed part was changed: it is not the one that its leaf names"},
  };
  for (const Change& change : changes) {
    SCOPED_TRACE(change.name);
    untouched_again();
    meddle(change.sql);
    store_file = open();
    const auto found = verified();
    EXPECT_EQ(found.verdict, Verdict::not_intact);
    EXPECT_EQ(found.entry, change.entry);
    if (!change.what.empty() && found.problem) { EXPECT_EQ(found.problem->what, change.what); }
  }
  untouched_again();
  store_file = open();
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(VerifyTest, WithTheDaysKeysATagThatIsMissingNamesItsEntry) {
  meddle("DELETE FROM ledger_tags WHERE entry = 17");
  store_file = open();
  const auto found = verified_with(keys);
  EXPECT_EQ(found.verdict, Verdict::not_intact);
  EXPECT_EQ(found.entry, (EntryId{{2026}, {17}}));
  EXPECT_EQ(found.problem->what, "the index does not lead to an entry by all that it is about");
}

TEST_F(VerifyTest, AShortenedLogIsSeenByWhoeverKnowsALaterHead) {
  const Head later = must(store().shards(hub)).back().frontier.head();
  Head other = later;
  other.size.value -= 1;
  EXPECT_EQ(verified({{{2027}, later, "a cosignature"}}).verdict, Verdict::intact);
  EXPECT_EQ(verified({{{2027}, other, "a cosignature"}}).verdict, Verdict::not_intact);
  Head longer = later;
  longer.size.value += 1;
  const auto found = verified({{{2027}, longer, "a cosignature"}});
  EXPECT_EQ(found.verdict, Verdict::not_intact);
  EXPECT_EQ(found.problem->what, "entries are missing at the end of the log: there is a cosignature with more");
  EXPECT_EQ(verified({{{2028}, later, "a cosignature"}}).verdict, Verdict::not_intact) << "a whole shard is missing";
}

TEST_F(VerifyTest, WhatIsNotSaidToBeErasedMustBeThere) {
  must(store().erase_parts(hub, {{2026}, {7}, {300}}, Part::entry));
  const auto found = verified();
  EXPECT_EQ(found.verdict, Verdict::not_intact);
  EXPECT_EQ(found.entry, (EntryId{{2026}, {7}}));
}

TEST_F(VerifyTest, WithTheKeysEveryEntryIsOpened) {
  const auto found = verified_with(keys);
  ASSERT_EQ(found.verdict, Verdict::intact) << (found.problem ? one_line(*found.problem) : "");
  EXPECT_EQ(found.opened, found.leaves);
}

struct Unbound {
  std::string name;
  std::string sql;
  EntryId entry;
  std::string what;
};

// What no leaf binds, and only who has the keys can see.
TEST_F(VerifyTest, WithTheKeysTheRestIsSeenToo) {
  now = at(domain::Date(2027, 1, 2));
  must(ledger().append(std::vector{named("of-a-day-without-commitment"), named("another")}));
  now = at(domain::Date(2027, 1, 3));
  must(ledger().append(std::vector{named("of-today")}));
  const std::vector<Unbound> changes{
      {"a_wrapped_key",
       fmt::format("UPDATE ledger_entries SET {} WHERE position = {}", flipped("entry_key", 3), place(1, 40)),
       {{2026}, {40}},
       ""},
      {"a_tag_missing",
       "DELETE FROM ledger_tags WHERE shard = 2 AND entry = 8",
       {{2027}, {8}},
       "the index does not lead to an entry by all that it is about"},
      {"a_tag_too_many",
       "INSERT INTO ledger_tags SELECT shard, day, class, tag, 7 FROM ledger_tags WHERE shard = 2 AND entry = 8",
       {{2027}, {7}},
       "the index leads to an entry by something that it is not about"},
      {"no_tag_of_today", "DELETE FROM ledger_fresh_tags", {{2027}, {9}}, "the index does not lead to an entry by all that it is about"},
      {"a_commitment_taken_away",
       fmt::format("DELETE FROM ledger_disclosed WHERE position = {}", place(2, 6)),
       {{2027}, {6}},
       "what this entry says in clear is missing"},
  };
  for (const Unbound& change : changes) {
    SCOPED_TRACE(change.name);
    untouched_again();
    meddle(change.sql);
    store_file = open();
    EXPECT_EQ(verified().verdict, Verdict::intact);
    const auto found = verified_with(keys);
    EXPECT_EQ(found.verdict, Verdict::not_intact);
    EXPECT_EQ(found.entry, change.entry);
    if (!change.what.empty() && found.problem) { EXPECT_EQ(found.problem->what, change.what); }
  }
}

TEST_F(VerifyTest, WithoutTheKeyNothingCanBeSaid) {
  const auto no_key = [](const Origin&) -> Result<std::vector<VerifierKey>> { return failure({.what = "no key is known"}); };
  const auto found = verify(store(), hub, {.institution = test_institution(), .keys = no_key});
  EXPECT_EQ(found.verdict, Verdict::cannot_tell);
  EXPECT_EQ(found.problem->what, "no key is known");
}

TEST_F(VerifyTest, AnotherLogsKeyDoesNotVerify) {
  const auto other_key = [](const Origin& origin) -> Result<std::vector<VerifierKey>> {
    PrivateSeed seed = {};
    return std::vector{SigningKey::from_seed(must(KeyName::parse(origin.text())), SignatureType::note, seed).verifier()};
  };
  EXPECT_EQ(verify(store(), hub, {.institution = test_institution(), .keys = other_key}).verdict, Verdict::not_intact);
}

}  // namespace
}  // namespace crossroads::test
