// Money: text, and the proration of SPEC §2 against exact rational arithmetic.
#include "domain/cents.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace crossroads::domain {
namespace {

struct Case {
  const char* text;
  std::int64_t cents;
  const char* what;
};

TEST(Cents, ParsesWholeCents) {
  const Case cases[] = {
      {"0", 0, ""},
      {"1", 1, ""},
      {"007", 7, ""},
      {"90000", 90'000, ""},
      {"1000000000000000", 1'000'000'000'000'000, ""},
      {"1000000000000001", 0, "the amount is too large"},
      {"9999999999999999", 0, "the amount is too large"},
      {"10000000000000000", 0, "the amount is too large"},
      {"99999999999999999999999999", 0, "the amount is too large"},
      {"00000000000000000000000042", 42, ""},
      {"", 0, "this is no amount"},
      {"-1", 0, "this is no amount"},
      {"+1", 0, "this is no amount"},
      {"900.00", 0, "this is no amount"},
      {"1e5", 0, "this is no amount"},
      {"90 000", 0, "this is no amount"},
      {"1,5", 0, "this is no amount"},
  };
  for (const auto& [text, cents, what] : cases) {
    SCOPED_TRACE(text);
    const auto parsed = Cents::parse(text);
    EXPECT_EQ(parsed ? "" : parsed.error().what, what);
    if (parsed) { EXPECT_EQ(parsed->count(), cents); }
  }
}

TEST(Cents, PrintsEuro) {
  EXPECT_EQ(to_string(Cents(0)), "0.00");
  EXPECT_EQ(to_string(Cents(5)), "0.05");
  EXPECT_EQ(to_string(Cents(123'456)), "1234.56");
  EXPECT_EQ(to_string(Cents(-5)), "-0.05");
}

struct Part {
  std::int64_t whole;
  Period covered;
  Month month;
  std::int64_t part;
};

TEST(Cents, ProrationRoundsToTheNearestCentHalvesUp) {
  const Part cases[] = {
      {90'000, {{2011, 4, 1}, {2011, 4, 30}}, {2011, 4}, 90'000},
      {90'000, {{2011, 4, 16}, Date::forever()}, {2011, 4}, 45'000},
      {90'000, {{2011, 5, 16}, {2011, 10, 31}}, {2011, 5}, 46'452},  // 46 451.61…
      {1, {{2011, 4, 16}, {2011, 4, 30}}, {2011, 4}, 1},             // exactly a half
      {1, {{2011, 4, 17}, {2011, 4, 30}}, {2011, 4}, 0},
      {3, {{2011, 4, 1}, {2011, 4, 15}}, {2011, 4}, 2},  // 1.5
      {90'000, {{2011, 5, 1}, {2011, 5, 31}}, {2011, 4}, 0},
      {100, {{2012, 2, 29}, {2012, 2, 29}}, {2012, 2}, 3},  // 3.448…
      {1'000'000'000'000'000, {{2011, 1, 1}, {2011, 1, 30}}, {2011, 1}, 967'741'935'483'871},
  };
  for (const auto& [whole, covered, month, part] : cases) {
    SCOPED_TRACE(std::to_string(whole) + " in " + to_string(month) + " from " + to_string(covered.from));
    EXPECT_EQ(prorated(Cents(whole), covered, month).count(), part);
  }
}

RC_GTEST_PROP(Cents, ProrationIsExact, ()) {
  const auto whole = *rc::gen::inRange<std::int64_t>(1, Cents::max_parsed);
  const Month month = Month(2011, 1).plus(*rc::gen::inRange(0, 200));
  const Date first = month.first_day().plus_days(*rc::gen::inRange(0, month.days()));
  const Date last = first.plus_days(*rc::gen::inRange(0, month.last_day().days() - first.days() + 1));
  const Period covered{first, last};
  // The result r is the nearest to the fraction n/d, halves up: 2rd − d ≤ 2n < 2rd + d.
  __extension__ using Wide = __int128;
  const Wide n = Wide{whole} * covered.days_in(month), d = month.days();
  const Wide r = prorated(Cents(whole), covered, month).count();
  RC_ASSERT(2 * r * d - d <= 2 * n);
  RC_ASSERT(2 * n < 2 * r * d + d);
}

}  // namespace
}  // namespace crossroads::domain
