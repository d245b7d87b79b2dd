// Rules between rows: chains of numbers, and stays that must not overlap, each against a plain model.
#include "facts/cross_rules.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "facts/chains.hpp"
#include "facts/load/person_rows.hpp"

namespace crossroads::facts {
namespace {

domain::Niss number(std::uint64_t i) { return domain::Niss::from_stored(i); }

struct Step {
  std::uint64_t old_niss, new_niss;
  Chains::Verdict verdict;
};

TEST(Chains, TakeRowsInFileOrderAndNoBadOne) {
  Chains chains;
  using enum Chains::Verdict;
  const Step steps[] = {
      {1, 2, added}, {1, 2, known_already}, {1, 3, second_successor}, {2, 3, added}, {3, 1, loop}, {3, 2, loop}, {3, 3, loop},
      {4, 3, added}, {5, 5, loop},          {2, 3, known_already},    {3, 6, added}, {6, 4, loop},
  };
  for (const auto& [old_niss, new_niss, verdict] : steps) {
    SCOPED_TRACE(std::to_string(old_niss) + " → " + std::to_string(new_niss));
    EXPECT_EQ(chains.add(number(old_niss), number(new_niss)), verdict);
  }
  for (const std::uint64_t i : {1U, 2U, 3U, 4U, 6U}) EXPECT_EQ(chains.newest(number(i)), number(6));
  EXPECT_EQ(chains.newest(number(5)), number(5));
  EXPECT_EQ(chains.newest(number(9)), number(9));
}

RC_GTEST_PROP(Chains, AlwaysEnd, ()) {
  Chains chains;
  std::map<std::uint64_t, std::uint64_t> successor;
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
    const auto old_niss = *rc::gen::inRange<std::uint64_t>(1, 9), new_niss = *rc::gen::inRange<std::uint64_t>(1, 9);
    const bool known = successor.contains(old_niss);
    // A loop, found by following at most as many steps as there are numbers.
    std::uint64_t end = new_niss;
    for (int steps = 0; steps < 9 && successor.contains(end) && end != old_niss; ++steps) end = successor[end];
    const auto expected = known ? successor[old_niss] == new_niss ? Chains::Verdict::known_already : Chains::Verdict::second_successor
                          : end == old_niss ? Chains::Verdict::loop
                                            : Chains::Verdict::added;
    RC_ASSERT(chains.add(number(old_niss), number(new_niss)) == expected);
    if (expected == Chains::Verdict::added) successor[old_niss] = new_niss;
  }
  RC_ASSERT(chains.successors().size() == successor.size());
}

domain::StayRow any_stay() {
  const domain::Date from = domain::Date(2011, 1, 1).plus_days(*rc::gen::inRange(0, 30));
  domain::StayRow stay;
  stay.period = {from, *rc::gen::inRange(0, 6) == 0 ? domain::Date::forever() : from.plus_days(*rc::gen::inRange(0, 12))};
  stay.title = static_cast<domain::Title>(*rc::gen::inRange(0, 5));
  return stay;
}

RC_GTEST_PROP(Stays, AreAcceptedOneAfterTheOther, ()) {
  const int count = *rc::gen::inRange(0, 8);
  std::vector<domain::StayRow> rows;
  for (int i = 0; i < count; ++i) rows.push_back(any_stay());

  // The model: by first day, each row held against all others day by day.
  std::map<std::int32_t, domain::StayRow> model;
  std::vector<std::size_t> refused_by_model;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    bool in_the_way = false;
    for (const auto& [from, other] : model) {
      if (other.period.from == rows[i].period.from) continue;
      for (domain::Date day = domain::Date(2011, 1, 1); day < domain::Date(2011, 4, 1); day = day.next_day()) {
        in_the_way |= other.period.covers(day) && rows[i].period.covers(day);
      }
    }
    if (in_the_way) refused_by_model.push_back(i);
    else model[rows[i].period.from.days()] = rows[i];
  }

  std::vector<domain::StayRow> settled = rows;
  std::vector<RefusedStay> refused;
  settled.resize(settle_stays(7, settled, refused));
  std::vector<domain::StayRow> expected;
  for (const auto& [from, stay] : model) expected.push_back(stay);
  RC_ASSERT(settled == expected);
  RC_ASSERT(refused.size() == refused_by_model.size());
  for (std::size_t i = 0; i < refused.size(); ++i) {
    RC_ASSERT(refused[i].row == refused_by_model[i]);
    RC_ASSERT(refused[i].person == 7U);
    RC_ASSERT(refused[i].stay.overlaps(refused[i].in_the_way));
  }
}

RC_GTEST_PROP(Nationalities, TheLastOfAKeyCounts, ()) {
  // Few and many rows take different ways.
  const int count = *rc::gen::element(0, 1, 3, 16, 17, 60);
  std::vector<domain::NationalityRow> rows;
  for (int i = 0; i < count; ++i) {
    rows.push_back({domain::Country::from_letters('A', *rc::gen::element('D', 'E', 'F')),
                    {domain::Date(2011, 1, 1).plus_days(*rc::gen::inRange(0, 6)), domain::Date(2012, 1, 1).plus_days(i)}});
  }
  std::vector<domain::NationalityRow> expected;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool later = std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(i) + 1, rows.end(), [&](const auto& row) {
      return row.country == rows[i].country && row.period.from == rows[i].period.from;
    });
    if (!later) expected.push_back(rows[i]);
  }
  rows.resize(settle_nationalities(rows));
  RC_ASSERT(rows == expected);
}

}  // namespace
}  // namespace crossroads::facts
