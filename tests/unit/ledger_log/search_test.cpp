// Entries are found again by what they are about, and it can be proved that they are all.
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "support/log_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using domain::Date;
using ::testing::ElementsAre;

class SearchTest : public LogTest {
 protected:
  std::vector<std::string> found_names(const Search& search) {
    const auto answer = must(ledger().search(search, named("reading", Event::log_read)));
    std::vector<std::string> all;
    for (const Found& one : answer.payload()) all.push_back(one.entry ? one.entry->value.batch->text() : "erased");
    return all;
  }
  Search of(domain::Niss niss, Date first, Date last) { return {.term = SearchTerm::subject(niss), .first = first, .last = last}; }
};

TEST_F(SearchTest, FindsByPersonOverDaysAndYears) {
  auto log = ledger();
  const auto one = person(1), two = person(2);
  now = at(Date(2026, 12, 30));
  must(log.append(std::vector{about(one, "a"), about(two, "b"), about(one, "c")}));
  now = at(Date(2026, 12, 31));
  must(log.append(std::vector{about(two, "d")}));
  now = at(Date(2027, 1, 2));
  must(log.append(std::vector{about(one, "e")}));
  EXPECT_THAT(found_names(of(one, Date(2026, 1, 1), Date(2027, 12, 31))), ElementsAre("a", "c", "e"));
  EXPECT_THAT(found_names(of(one, Date(2026, 12, 31), Date(2027, 12, 31))), ElementsAre("e"));
  EXPECT_THAT(found_names(of(two, Date(2026, 12, 30), Date(2026, 12, 30))), ElementsAre("b"));
  EXPECT_THAT(found_names(of(person(3), Date(2026, 1, 1), Date(2027, 12, 31))), ElementsAre());
}

TEST_F(SearchTest, ReadingLeavesAnEntry) {
  must(ledger().append(std::vector{about(person(1), "a")}));
  found_names(of(person(1), day, day));
  EXPECT_THAT(names(2026), ElementsAre("a", "reading"));
}

TEST_F(SearchTest, TheAgentIsOpenedOnlyForWhoAsks) {
  LogEntry entry = about(person(1), "a");
  entry.agent = AgentPart{.agent = must(Agent::parse("J. Peeters")), .unit = {}};
  must(ledger().append(std::vector{entry, about(person(1), "b")}));
  Search search = of(person(1), day, day);
  EXPECT_FALSE(must(ledger().search(search, named("r"))).payload().front().agent);
  search.agents = true;
  EXPECT_EQ(must(ledger().search(search, named("r"))).payload().front().agent->value.agent.text(), "J. Peeters");
  search.term = SearchTerm::agent(must(Agent::parse("j. peeters")));
  EXPECT_THAT(found_names(search), ElementsAre("a"));
}

TEST_F(SearchTest, AnIndexThatLeadsToAnotherEntryIsNotTrusted) {
  must(ledger().append(std::vector{about(person(1), "a"), about(person(2), "b")}));
  const domain::Date over = day;
  day = day.plus_days(1);
  now = at(day);
  must(ledger().append(std::vector{named("the-day-after")}));
  meddle("UPDATE ledger_tags SET entry = 1 - entry");
  const auto found = ledger().search(of(person(1), over, over), named("r"));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().what, "the index leads to an entry that is about something else");
}

TEST_F(SearchTest, ADayIsCommittedToWhenItIsOver) {
  auto log = ledger();
  must(log.append(std::vector{about(person(1), "a")}));
  EXPECT_FALSE(log.commit_index(day)) << "it may still get entries";
  now += std::chrono::hours(24);
  EXPECT_EQ(must(log.commit_ended_days()), std::vector{day});
  EXPECT_TRUE(must(log.commit_ended_days()).empty());
  EXPECT_FALSE(log.commit_index(day)) << "once";
  now = at(Date(2027, 1, 1));
  must(log.append(std::vector{named("b")}));
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(SearchTest, AnswersComeWithTheProofThatTheyAreAll) {
  auto log = ledger();
  must(log.append(std::vector{about(person(1), "a"), about(person(2), "b"), about(person(1), "c")}));
  now += std::chrono::hours(24);
  must(log.append(std::vector{about(person(1), "d")}));
  must(log.commit_ended_days());
  for (const auto& [niss, expected] :
       std::vector<std::pair<domain::Niss, std::vector<Sequence>>>{{person(1), {{0}, {2}}}, {person(2), {{1}}}, {person(3), {}}}) {
    SCOPED_TRACE(to_string(niss));
    const auto answer = must(log.search_with_proof(of(niss, day, day.next_day()), named("r")));
    const FoundAndProven& found = answer.payload();
    EXPECT_EQ(found.unproven, std::vector{day.next_day()});
    ASSERT_EQ(found.days.size(), 1U);
    const ProvenDay& proven = found.days.front();
    EXPECT_EQ(proven.index.commitment.day, day);
    EXPECT_EQ(must(verify_completeness(proven.index.commitment.head, proven.tag, proven.proof)), expected);
  }
}

TagValue tag_of(std::uint16_t n) {
  TagValue tag = {};
  tag[0] = static_cast<std::uint8_t>(n >> 8U);
  tag[15] = static_cast<std::uint8_t>(n);
  return tag;
}

/// A store that has only tags, those of one day.
class TagsAlone {
 public:
  explicit TagsAlone(const std::map<TagValue, std::set<std::uint64_t>>& tags) {
    auto database =
        must(store::sqlite::Database::open(scratch_.path() / "crossroads.db", store::sqlite::Access::create, std::chrono::seconds(1)));
    must(prepare_schema(database, store::sqlite::Access::create, store::sqlite::Older::refuse));
    must(database.execute("INSERT INTO ledger_shards VALUES (1, 'hub', 2026, 1, zeroblob(40), 0, 'c')"));
    auto insert = must(database.prepare("INSERT INTO ledger_tags VALUES (1, 20260504, 17, ?, ?)"));
    for (const auto& [tag, entries] : tags) {
      for (const std::uint64_t entry : entries) {
        insert.bind(0, std::span<const std::uint8_t>(tag)).bind(1, static_cast<std::int64_t>(entry));
        must(insert.run());
      }
    }
    store_ = must(store::sqlite::Store::open(scratch_.path() / "crossroads.db"));
  }
  DayIndex read() {
    return must(DayIndex::read(store_->ledger(), must(LogName::parse("hub")), Date(2026, 5, 4), {Retention::exchange, Part::entry}));
  }

 private:
  Scratch scratch_;
  std::unique_ptr<store::sqlite::Store> store_;
};

TEST(Completeness, EveryTagIsProvedPresentOrAbsentAndNoMutantPasses) {
  rc::check("completeness", [] {
    const auto chosen = *rc::gen::container<std::set<std::uint16_t>>(rc::gen::inRange<std::uint16_t>(0, 40));
    std::map<TagValue, std::set<std::uint64_t>> tags;
    for (const std::uint16_t n : chosen)
      tags[tag_of(n)] = *rc::gen::nonEmpty(rc::gen::container<std::set<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(0, 99)));
    const DayIndex index = TagsAlone(tags).read();
    RC_ASSERT(index.head().size.value == tags.size());
    for (std::uint16_t n = 0; n < 41; ++n) {
      const TagValue tag = tag_of(n);
      const auto proof = must(index.prove(tag));
      std::vector<Sequence> expected;
      if (tags.contains(tag)) {
        for (const std::uint64_t entry : tags[tag]) expected.push_back({entry});
      }
      RC_ASSERT(must(verify_completeness(index.head(), tag, proof)) == expected);
      // Nobody can leave an entry out, add one, or pass the tag off as absent.
      for (std::size_t i = 0; i < proof.leaves.size(); ++i) {
        auto fewer = proof;
        fewer.leaves[i].entries.pop_back();
        RC_ASSERT(!verify_completeness(index.head(), tag, fewer));
        auto more = proof;
        more.leaves[i].entries.push_back({1000});
        RC_ASSERT(!verify_completeness(index.head(), tag, more));
        auto moved = proof;
        moved.leaves[i].place.value += 1;
        RC_ASSERT(!verify_completeness(index.head(), tag, moved));
        if (proof.leaves.size() == 2) {
          auto alone = proof;
          alone.leaves.erase(alone.leaves.begin() + static_cast<std::ptrdiff_t>(i));
          RC_ASSERT(!verify_completeness(index.head(), tag, alone));
        }
      }
      if (!proof.leaves.empty()) { RC_ASSERT(!verify_completeness(index.head(), tag, {})); }
      for (std::uint16_t other = 0; other < 41; ++other) {
        const auto of_other = verify_completeness(index.head(), tag, must(index.prove(tag_of(other))));
        if (of_other) RC_ASSERT(*of_other == expected);
      }
    }
  });
}

TEST(Completeness, NeighboursMustBeNeighbours) {
  std::map<TagValue, std::set<std::uint64_t>> tags;
  for (const std::uint16_t n : std::initializer_list<std::uint16_t>{10, 20, 30}) tags[tag_of(n)] = {n};
  const DayIndex index = TagsAlone(tags).read();
  CompletenessProof proof;
  proof.leaves.push_back(must(index.prove(tag_of(10))).leaves.front());
  proof.leaves.push_back(must(index.prove(tag_of(30))).leaves.front());
  EXPECT_FALSE(verify_completeness(index.head(), tag_of(20), proof)) << "20 stands between them";
  EXPECT_FALSE(verify_completeness(index.head(), tag_of(15), proof));
}

}  // namespace
}  // namespace crossroads::test
