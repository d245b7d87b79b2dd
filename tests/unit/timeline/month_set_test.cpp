// Sets of months against a naive set of integers.
#include "timeline/month_set.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "timeline/threshold.hpp"

namespace crossroads::timeline {
namespace {

using Naive = std::set<std::int32_t>;

template <std::size_t words>
struct Sized {
  static constexpr std::size_t size = words;
};

template <class S>
class MonthSets : public testing::Test {};
using Sizes = testing::Types<Sized<1>, Sized<2>, Sized<3>, Sized<4>, Sized<16>>;
TYPED_TEST_SUITE(MonthSets, Sizes);

template <std::size_t words>
struct Pair {
  MonthSet<words> set;
  Naive naive;

  /// Random months, in runs and alone, so that words' borders are crossed often.
  static Pair random() {
    Pair pair;
    constexpr auto capacity = MonthSet<words>::capacity;
    for (int n = *rc::gen::inRange(0, 6); n > 0; --n) {
      const int from = *rc::gen::inRange(0, capacity);
      const int length = *rc::gen::element(1, 2, 3, 12, 63, 64, 65);
      for (int i = from; i < std::min(from + length, capacity); ++i) {
        pair.set.insert(i);
        pair.naive.insert(i);
      }
    }
    return pair;
  }
};

template <std::size_t words>
Naive naive(const MonthSet<words>& set) {
  Naive result;
  set.each([&](std::int32_t position) { result.insert(position); });
  return result;
}

TYPED_TEST(MonthSets, AlgebraIsThatOfSetsOfIntegers) {
  static constexpr auto words = TypeParam::size;
  static constexpr auto capacity = MonthSet<words>::capacity;
  const bool held = rc::check([] {
    const auto a = Pair<words>::random(), b = Pair<words>::random();
    Naive both, either, only_a, not_a;
    for (int i = 0; i < capacity; ++i) {
      const bool in_a = a.naive.contains(i), in_b = b.naive.contains(i);
      if (in_a && in_b) both.insert(i);
      if (in_a || in_b) either.insert(i);
      if (in_a && !in_b) only_a.insert(i);
      if (!in_a) not_a.insert(i);
      RC_ASSERT(a.set.contains(i) == in_a);
    }
    RC_ASSERT(naive(a.set & b.set) == both);
    RC_ASSERT(naive(a.set | b.set) == either);
    RC_ASSERT(naive(a.set - b.set) == only_a);
    RC_ASSERT(naive(~a.set) == not_a);
    RC_ASSERT(a.set.count() == static_cast<std::int32_t>(a.naive.size()));
    RC_ASSERT(a.set.empty() == a.naive.empty());
    RC_ASSERT(a.set.first() == (a.naive.empty() ? capacity : *a.naive.begin()));
  });
  EXPECT_TRUE(held);
}

TYPED_TEST(MonthSets, BetweenIsEveryMonthFromOneToTheOther) {
  static constexpr auto words = TypeParam::size;
  static constexpr auto capacity = MonthSet<words>::capacity;
  const bool held = rc::check([] {
    const int from = *rc::gen::inRange(-70, capacity + 70), to = *rc::gen::inRange(-70, capacity + 70);
    Naive expected;
    for (int i = std::max(from, 0); i <= std::min(to, capacity - 1); ++i) expected.insert(i);
    RC_ASSERT(naive(MonthSet<words>::between(from, to)) == expected);
  });
  EXPECT_TRUE(held);
  EXPECT_EQ(MonthSet<words>::between(0, std::numeric_limits<std::int32_t>::max()), MonthSet<words>::all());
}

TYPED_TEST(MonthSets, MovingFillingAndRunsFollowTheirDefinition) {
  static constexpr auto words = TypeParam::size;
  static constexpr auto capacity = MonthSet<words>::capacity;
  const bool held = rc::check([] {
    const auto a = Pair<words>::random();
    const int n = *rc::gen::inRange(1, 130);
    Naive moved, filled, runs;
    for (int i = 0; i < capacity; ++i) {
      if (a.naive.contains(i) && i + n < capacity) moved.insert(i + n);
      if (!a.naive.empty() && i >= *a.naive.begin()) filled.insert(i);
      bool run = i - n + 1 >= 0;
      for (int k = 0; run && k < n; ++k) run = a.naive.contains(i - k);
      if (run) runs.insert(i);
    }
    RC_ASSERT(naive(a.set.later(n)) == moved);
    RC_ASSERT(naive(a.set.later(0)) == a.naive);
    RC_ASSERT(naive(a.set.so_far()) == filled);
    RC_ASSERT(naive(a.set.run_of(n)) == runs);
  });
  EXPECT_TRUE(held);
}

TYPED_TEST(MonthSets, KleenesTables) {
  using T = Truth<TypeParam::size>;
  const auto yes = T{MonthSet<TypeParam::size>::all(), MonthSet<TypeParam::size>::all()};
  const auto unknown = T{{}, MonthSet<TypeParam::size>::all()};
  const auto no = T{};
  EXPECT_EQ(yes & unknown, unknown);
  EXPECT_EQ(no & unknown, no);
  EXPECT_EQ(unknown & unknown, unknown);
  EXPECT_EQ(yes | unknown, yes);
  EXPECT_EQ(no | unknown, unknown);
  EXPECT_EQ(~unknown, unknown);
  EXPECT_EQ(~yes, no);
  EXPECT_EQ(~no, yes);
}

TEST(Lasting, CountsFromTheFirstDayOfTheRun) {
  // Spells of days; the naive answer asks the calendar on each as-of day.
  const bool held = rc::check([] {
    const domain::Month first(2011, 1);
    static constexpr int window = 64;
    MonthSet<1> months, first_days;
    std::set<domain::Date> days;
    for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
      const auto from = first.first_day().plus_days(*rc::gen::inRange(0, 900));
      const auto to = from.plus_days(*rc::gen::element(0, 1, 27, 30, 59, 89, 91, 200));
      for (auto day = from; day <= to; day = day.next_day()) days.insert(day);
    }
    for (const auto day : days) {
      months.insert(domain::Month(day) - first);
      if (day.day() == 1) first_days.insert(domain::Month(day) - first);
    }
    const int n = *rc::gen::inRange(1, 8);
    const auto lasting_months = lasting(months, first_days, n);
    for (int i = 0; i < window; ++i) {
      bool expected = months.contains(i);
      if (expected) {
        int start = i;
        while (months.contains(start - 1)) --start;
        const auto begin = days.lower_bound(first.plus(start).first_day());
        expected = begin->plus_months(n) <= first.plus(i).as_of_day();
      }
      RC_ASSERT(lasting_months.contains(i) == expected);
    }
  });
  EXPECT_TRUE(held);
}

TEST(Threshold, IsTheFirstRunMonthWhoseAsOfDayReachesTheDuration) {
  const bool held = rc::check([] {
    const auto start = domain::Date(2008, 1, 1).plus_days(*rc::gen::inRange(0, 1500));
    const int n = *rc::gen::inRange(0, 70);
    const auto reached = first_month_reaching(start, n);
    RC_ASSERT(start.plus_months(n) <= reached.as_of_day());
    RC_ASSERT(start.plus_months(n) > reached.plus(-1).as_of_day());
    const auto exceeded = first_month_exceeding(start, n);
    RC_ASSERT(start.plus_months(n) < exceeded.as_of_day());
    RC_ASSERT(start.plus_months(n) >= exceeded.plus(-1).as_of_day());
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace crossroads::timeline
