// What open entries say about the log: one line for each statement, one statement for each line.
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "../store/support/must.hpp"
#include "ledger/log/statement.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using domain::Date;

const Hash root = must(Hash::parse("TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0="));

struct Case {
  std::string name;
  Statement statement;
  std::string line;
};

TEST(Statement, HasOneLine) {
  const std::vector<Case> cases{
      {"commitment", IndexCommitment{Date(2026, 5, 4), {Retention::exchange, Part::agent}, {{17}, root}},
       "index 2026-05-04 exchange agent 17 TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0="},
      {"erased_day", ErasedDay{Date(2016, 5, 4)}, "erased-day 2016-05-04"},
      {"erased_entry", ErasedEntry{{{2026}, {17}}}, "erased-entry 2026/17"},
      {"destroyed_keys", DestroyedKeys{{{2036}, {123}}, {5}}, "destroyed-keys 2036/123 5"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    EXPECT_EQ(to_line(one.statement), one.line);
    const auto parsed = parse_statement(one.line);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(*parsed, one.statement);
    // Every other line is another statement or none.
    for (std::size_t i = 0; i < one.line.size(); ++i) {
      std::string other = one.line;
      other[i] = static_cast<char>(other[i] + 1);
      const auto read = parse_statement(other);
      if (read) { EXPECT_EQ(to_line(*read), other); }
      EXPECT_NE(read, parsed) << other;
      EXPECT_FALSE(parse_statement(one.line.substr(0, i)) == parsed);
    }
  }
}

TEST(Statement, OtherLinesSayNothing) {
  for (const std::string_view line :
       {"", "index", "erased-day", "erased-day 2016-05-04 ", "erased-day  2016-05-04", "erased-day 2016-02-30", "erased-entry 2026/017",
        "erased-entry 2026/-1", "erased-entry 26/1", "erased-entry 2026", "erased-entry 2026/1099511627776", "destroyed-keys 2036/123",
        "destroyed-keys 2036/123 05", "index 2026-05-04 exchange agent +17 TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=",
        "index 2026-05-04 exchange agent 17 TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0", "Erased-day 2016-05-04"}) {
    EXPECT_FALSE(parse_statement(line)) << line;
  }
}

TEST(Statement, StandsOnlyInTheEventsThatMayMakeIt) {
  const std::vector<Statement> all{IndexCommitment{Date(2026, 5, 4), {}, {{1}, root}}, ErasedDay{Date(2016, 5, 4)},
                                   ErasedEntry{{{2026}, {17}}}, DestroyedKeys{{{2036}, {1}}, {2}}};
  Entry entry;
  entry.detail = must(to_detail(all));
  const auto in = [&](Event event) {
    entry.event = event;
    return statements_of(entry);
  };
  EXPECT_EQ(in(Event::admin), std::vector{all[0]});
  EXPECT_EQ(in(Event::erased), (std::vector{all[0], all[1], all[2]}));
  EXPECT_EQ(in(Event::key), std::vector{all[3]});
  EXPECT_TRUE(in(Event::sent).empty());
  entry.detail.reset();
  EXPECT_TRUE(in(Event::admin).empty());
}

TEST(Statement, MoreThanAnEntryCanHoldIsRefused) {
  const std::vector<Statement> many(1000, ErasedDay{Date(2016, 5, 4)});
  const auto refused = to_detail(many);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().hint, "do it in several steps");
  EXPECT_EQ(refused.error().value, "1000 lines");
}

TEST(EntryNumber, IsReadBackFromItsText) {
  EXPECT_EQ(must(parse_entry_id("2026/1234")), (EntryId{{2026}, {1234}}));
  EXPECT_EQ(must(parse_entry_id("9999/1099511627775")).sequence, last_sequence);
  for (const std::string_view text : {"", "2026", "2026/", "/1", "2026/1 ", " 2026/1", "2026/+1", "2026/01", "02026/1", "1969/1", "10000/1",
                                      "2026/1099511627776", "2026-1", "2026/1/1"}) {
    EXPECT_FALSE(parse_entry_id(text)) << text;
  }
}

}  // namespace
}  // namespace crossroads::test
