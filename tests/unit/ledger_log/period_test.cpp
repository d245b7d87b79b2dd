// Which entries are of which days, and reading them all.
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "ledger/log/period.hpp"
#include "support/log_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using domain::Date;
using ::testing::ElementsAre;

class PeriodTest : public LogTest {};

TEST_F(PeriodTest, AgreesWithLookingAtEveryEntry) {
  auto log = ledger();
  const Date begin(2026, 12, 20);
  std::vector<std::pair<EntryId, Date>> all;
  now = at(begin);
  for (const int days_later : {0, 0, 1, 4, 0, 7, 1, 0, 20, 1}) {
    now += std::chrono::hours(24) * days_later;
    const auto receipt = must(log.append(std::vector{named("a"), named("b")}));
    const std::uint64_t first = receipt.shard == Shard{2027} && receipt.first == Sequence{1} ? 0 : receipt.first.value;
    for (std::uint64_t n = first; n < receipt.first.value + 2; ++n) all.push_back({{receipt.shard, {n}}, day_of(receipt.time)});
  }
  for (int from = -3; from < 40; ++from) {
    for (int to = from - 1; to < 40; ++to) {
      const Date first = begin.plus_days(from), last = begin.plus_days(to);
      std::vector<EntryId> expected, found;
      for (const auto& [id, of] : all) {
        if (first <= of && of <= last) expected.push_back(id);
      }
      for (const EntryRange& range : must(entries_between(store(), hub, first, last))) {
        for (std::uint64_t n = range.first.value; n < range.end.value; ++n) found.push_back({range.shard, {n}});
      }
      ASSERT_EQ(found, expected) << to_string(first) << " to " << to_string(last);
    }
  }
}

TEST_F(PeriodTest, APeriodIsReadAndTheReadingIsLoggedFirst) {
  auto log = ledger();
  std::vector<LogEntry> entries;
  for (int n = 0; n < 1500; ++n) entries.push_back(named(fmt::format("e{}", n)));
  entries[7].agent = AgentPart{.agent = must(Agent::parse("J. Peeters")), .unit = {}};
  must(log.append(entries));
  const auto ranges = must(entries_between(store(), hub, day, day));
  std::vector<std::string> seen;
  bool agent = false;
  const auto receipt = must(log.read(ranges, true, named("reading", Event::log_read), [&](Found&& one) -> Result<void> {
    if (seen.empty()) { EXPECT_EQ(must(store().head(hub))->frontier.size(), TreeSize{1501}) << "first the entry, then the reading"; }
    seen.push_back(one.entry->value.batch->text());
    agent = agent || one.agent;
    return {};
  }));
  EXPECT_EQ(receipt.first, Sequence{1500});
  ASSERT_EQ(seen.size(), 1500U);
  EXPECT_EQ(seen[1234], "e1234");
  EXPECT_TRUE(agent);
  must(log.read(ranges, false, named("r", Event::log_read), [&](Found&& one) -> Result<void> {
    EXPECT_FALSE(one.agent);
    return {};
  }));
  const auto stopped =
      log.read(ranges, false, named("r", Event::log_read), [](Found&&) -> Result<void> { return failure({.what = "enough"}); });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().what, "enough");
}

TEST_F(PeriodTest, WhereTheReadingCannotBeLoggedNothingIsRead) {
  must(ledger().append(std::vector{named("a")}));
  store_file = must(store::sqlite::Store::open(file(), {.access = store::sqlite::Access::read_only}));
  const auto refused =
      ledger().read(std::vector{EntryRange{{2026}, {0}, {1}}}, false, named("r", Event::log_read), [](Found&&) -> Result<void> {
        ADD_FAILURE() << "read without an entry";
        return {};
      });
  EXPECT_FALSE(refused);
}

}  // namespace
}  // namespace crossroads::test
