// Days and months: text, arithmetic, and the calendar of the standard library as the oracle.
#include "domain/date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/month.hpp"
#include "domain/period.hpp"

namespace crossroads::domain {
namespace {

struct Case {
  const char* text;
  const char* what;  // empty where it is a day
};

TEST(Date, ParsesExactlyRealDays) {
  const Case cases[] = {
      {"2012-02-29", ""},
      {"1000-01-01", ""},
      {"9999-12-31", ""},
      {"2000-02-29", ""},
      {"1900-02-29", "there is no such day"},
      {"2011-02-29", "there is no such day"},
      {"2011-04-31", "there is no such day"},
      {"2011-13-01", "there is no such day"},
      {"2011-00-01", "there is no such day"},
      {"2011-01-00", "there is no such day"},
      {"2011-01-32", "there is no such day"},
      {"0999-12-31", "the year is out of range"},
      {"", "this is no date"},
      {"2011-1-1", "this is no date"},
      {"2011/01/01", "this is no date"},
      {"20110101", "this is no date"},
      {"2011-01-01 ", "this is no date"},
      {"+011-01-01", "this is no date"},
      {"2011-01-0a", "this is no date"},
      {"2011-01-01T00:00", "this is no date"},
  };
  for (const auto& [text, what] : cases) {
    SCOPED_TRACE(text);
    const auto date = Date::parse(text);
    if (*what == '\0') {
      ASSERT_TRUE(date);
      EXPECT_EQ(to_string(*date), text);
    } else {
      ASSERT_FALSE(date);
      EXPECT_EQ(date.error().what, what);
      EXPECT_EQ(date.error().value, text);
      EXPECT_EQ(date.error().expected, "a day as YYYY-MM-DD");
    }
  }
}

TEST(Date, ForeverIsAfterAndNeverBeforeEveryDay) {
  EXPECT_LT(Date::never(), *Date::parse("1000-01-01"));
  EXPECT_GT(Date::forever(), *Date::parse("9999-12-31"));
  EXPECT_TRUE(Date::forever().is_forever());
  EXPECT_FALSE(Date::parse("9999-12-31")->is_forever());
  EXPECT_EQ(to_string(Date::forever()), "");
  EXPECT_EQ(Date::forever().next_day(), Date::forever());
}

struct MonthsLater {
  Date from;
  int months;
  Date to;
};

TEST(Date, MonthsLaterKeepsTheDayOrTakesTheLast) {
  const MonthsLater cases[] = {
      {{2012, 2, 29}, 12, {2013, 2, 28}},  // SPEC §3
      {{2012, 2, 29}, 36, {2015, 2, 28}}, {{2012, 2, 29}, 48, {2016, 2, 29}}, {{2011, 1, 31}, 1, {2011, 2, 28}},
      {{2011, 5, 16}, 3, {2011, 8, 16}},  {{2011, 11, 30}, 3, {2012, 2, 29}}, {{2011, 12, 31}, -1, {2011, 11, 30}},
      {{2011, 3, 31}, 0, {2011, 3, 31}},
  };
  for (const auto& [from, months, to] : cases) {
    SCOPED_TRACE(to_string(from) + " + " + std::to_string(months));
    EXPECT_EQ(from.plus_months(months), to);
  }
}

Date any_day() { return Date::from_days(*rc::gen::inRange(-350'000, 2'900'000)); }

RC_GTEST_PROP(Date, IsTheStandardCalendar, ()) {
  const auto days = *rc::gen::inRange(-350'000, 2'900'000);
  const Date date = Date::from_days(days);
  const std::chrono::year_month_day ymd{std::chrono::sys_days(std::chrono::days(days))};
  RC_ASSERT(date.days() == days);
  RC_ASSERT(date.calendar() == ymd);
  RC_ASSERT(date.next_day() == date.plus_days(1));
  RC_ASSERT(Date::parse(to_string(date)).value() == date);
  RC_ASSERT(Month(date).first_day() <= date);
  RC_ASSERT(date <= Month(date).last_day());
}

RC_GTEST_PROP(Date, OrderIsTheOrderOfDays, ()) {
  const Date a = any_day(), b = any_day();
  RC_ASSERT((a < b) == (a.days() < b.days()));
}

TEST(Month, ParsesExactlyMonths) {
  const Case cases[] = {
      {"2011-04", ""},
      {"9999-12", ""},
      {"2011-13", "this is no month"},
      {"2011-00", "this is no month"},
      {"2011-4", "this is no month"},
      {"", "this is no month"},
      {"2011-04-01", "this is no month"},
      {"201104", "this is no month"},
      {"0999-12", "this is no month"},
      {"2011-04 ", "this is no month"},
  };
  for (const auto& [text, what] : cases) {
    SCOPED_TRACE(text);
    const auto month = Month::parse(text);
    EXPECT_EQ(month ? "" : month.error().what, what);
    if (month) { EXPECT_EQ(to_string(*month), text); }
  }
}

TEST(Month, KnowsItsDays) {
  EXPECT_EQ(Month(2012, 2).days(), 29);
  EXPECT_EQ(Month(2013, 2).days(), 28);
  EXPECT_EQ(Month(2012, 2).last_day(), Date(2012, 2, 29));
  EXPECT_EQ(Month(2011, 12).as_of_day(), Date(2012, 1, 1));
  EXPECT_EQ(Month(2011, 12).plus(1), Month(2012, 1));
  EXPECT_EQ(Month(2012, 1) - Month(2011, 4), 9);
}

RC_GTEST_PROP(Period, CoveredDaysAreThoseCountedOneByOne, ()) {
  const Date from = Date(2011, 1, 1).plus_days(*rc::gen::inRange(0, 120));
  const bool open = *rc::gen::inRange(0, 5) == 0;
  const Period period{from, open ? Date::forever() : from.plus_days(*rc::gen::inRange(0, 90))};
  const Month month = Month(2011, 1).plus(*rc::gen::inRange(-1, 9));
  int counted = 0;
  for (Date day = month.first_day(); day <= month.last_day(); day = day.next_day()) counted += period.covers(day) ? 1 : 0;
  RC_ASSERT(period.days_in(month) == counted);
}

RC_GTEST_PROP(Period, OverlapsWhereADayIsShared, ()) {
  const auto any_period = [] {
    const Date from = Date(2011, 12, 20).plus_days(*rc::gen::inRange(0, 20));
    return Period{from, from.plus_days(*rc::gen::inRange(0, 5))};
  };
  const Period a = any_period(), b = any_period();
  bool shared = false;
  for (Date day = a.from; day <= a.to; day = day.next_day()) shared |= b.covers(day);
  RC_ASSERT(a.overlaps(b) == shared);
  RC_ASSERT(b.overlaps(a) == shared);
}

}  // namespace
}  // namespace crossroads::domain
