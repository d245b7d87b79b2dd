// Every row of a synthetic folder keeps the rules of SPEC §2.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "domain/country.hpp"
#include "domain/enterprise_number.hpp"
#include "domain/niss.hpp"
#include "domain/vocabulary.hpp"
#include "synth/living_wage.hpp"
#include "synth/numbers.hpp"
#include "written_folder.hpp"

namespace crossroads::synth::test {
namespace {

using domain::Date;
using domain::Period;

constexpr Date today = Date(2026, 4, 1);

const Written& population() {
  static const Written written = write_and_read({.persons = 30'000, .seed = 3});
  return written;
}

Period period_of(const std::string& from, const std::string& to) {
  const auto first = Date::parse(from);
  EXPECT_TRUE(first.has_value()) << from;
  EXPECT_LE(*first, today) << "a fact that begins after the export";
  if (to.empty()) return {*first, Date::forever()};
  const auto last = Date::parse(to);
  EXPECT_TRUE(last.has_value()) << to;
  EXPECT_LE(*first, *last) << from << " to " << to;
  return {*first, *last};
}

void expect_niss(const std::string& text) { EXPECT_TRUE(domain::Niss::parse(text, today).has_value()) << text; }
void expect_date_or_nothing(const std::string& text) {
  if (!text.empty()) { EXPECT_TRUE(Date::parse(text).has_value()) << text; }
}
template <class E>
void expect_value_of(const std::string& text) {
  EXPECT_TRUE(domain::from_name<E>(text).has_value()) << text;
}

std::set<std::string> known_persons() {
  std::set<std::string> known;
  for (const Row& row : population().persons) known.insert(population().resolve(row[0]));
  return known;
}

TEST(SynthRules, persons_have_a_valid_number_each_once_and_in_order) {
  const Table& rows = population().persons;
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 4U);
    expect_niss(row[0]);
    EXPECT_FALSE(row[1].empty());
    EXPECT_FALSE(row[2].empty());
    EXPECT_TRUE(domain::Country::parse(row[3]).has_value()) << row[3];
  }
  EXPECT_TRUE(std::ranges::is_sorted(rows, std::less_equal<>{}, [](const Row& row) { return row[0]; }) ||
              std::ranges::adjacent_find(rows, [](const Row& a, const Row& b) { return a[0] >= b[0]; }) == rows.end());
  EXPECT_EQ(known_persons().size(), 30'000U);
}

TEST(SynthRules, facts_stand_in_the_order_of_their_numbers) {
  const auto first = [](const Row& row) { return row[0]; };
  EXPECT_TRUE(std::ranges::is_sorted(population().nationalities, {}, first));
  EXPECT_TRUE(std::ranges::is_sorted(population().stays, {}, first));
  EXPECT_TRUE(std::ranges::is_sorted(population().replacements, {}, first));
  EXPECT_TRUE(std::ranges::is_sorted(population().aid, {}, [](const Row& row) { return row[1]; }));
}

TEST(SynthRules, facts_are_of_known_persons_only) {
  const auto known = known_persons();
  for (const Row& row : population().nationalities) EXPECT_TRUE(known.contains(population().resolve(row[0]))) << row[0];
  for (const Row& row : population().stays) EXPECT_TRUE(known.contains(population().resolve(row[0]))) << row[0];
  for (const Row& row : population().aid) EXPECT_TRUE(known.contains(population().resolve(row[1]))) << row[1];
}

TEST(SynthRules, nationalities) {
  std::set<std::string> keys;
  for (const Row& row : population().nationalities) {
    ASSERT_EQ(row.size(), 4U);
    EXPECT_TRUE(domain::Country::parse(row[1]).has_value()) << row[1];
    period_of(row[2], row[3]);
    EXPECT_TRUE(keys.insert(population().resolve(row[0]) + row[1] + row[2]).second) << row[0];
  }
}

TEST(SynthRules, stays_of_one_person_never_overlap) {
  std::map<std::string, std::vector<Period>> by_person;
  for (const Row& row : population().stays) {
    ASSERT_EQ(row.size(), 12U);
    expect_niss(row[0]);
    by_person[population().resolve(row[0])].push_back(period_of(row[1], row[2]));
    expect_value_of<domain::Legal>(row[3]);
    expect_value_of<domain::Register>(row[4]);
    expect_value_of<domain::Title>(row[5]);
    expect_value_of<domain::Ground>(row[6]);
    expect_value_of<domain::Quality>(row[7]);
    expect_date_or_nothing(row[8]);
    expect_date_or_nothing(row[9]);
    expect_value_of<domain::AppliedAt>(row[10]);
    if (!row[11].empty()) expect_niss(row[11]);
    EXPECT_NE(population().resolve(row[11]), population().resolve(row[0])) << "one's own sponsor";
  }
  for (auto& [niss, periods] : by_person) {
    std::ranges::sort(periods, {}, &Period::from);
    for (std::size_t i = 1; i < periods.size(); ++i) EXPECT_FALSE(periods[i - 1].overlaps(periods[i])) << niss;
  }
}

TEST(SynthRules, titles_of_before_october_2021_are_given_out_no_more) {
  for (const Row& row : population().stays) {
    const bool old_title = row[5] == "C" || row[5] == "D" || row[5] == "E" || row[5] == "E+";
    const bool new_title = row[5] == "K" || row[5] == "L" || row[5] == "EU" || row[5] == "EU+";
    if (old_title) { EXPECT_LT(row[1], "2021-10-11"); }
    if (new_title) { EXPECT_GE(row[1], "2021-10-11"); }
  }
}

TEST(SynthRules, grants) {
  std::set<std::string> ids;
  for (const Row& row : population().aid) {
    ASSERT_EQ(row.size(), 9U);
    EXPECT_TRUE(ids.insert(row[0]).second) << row[0];
    EXPECT_LE(row[0].size(), 15U);
    expect_niss(row[1]);
    EXPECT_TRUE(domain::EnterpriseNumber::parse(row[2]).has_value()) << row[2];
    expect_value_of<domain::Nature>(row[3]);
    EXPECT_TRUE(row[4] == "1" || row[4] == "2" || row[4] == "3") << row[4];
    EXPECT_GT(std::stoll(row[5]), 0) << row[0];
    period_of(row[6], row[7]);
    expect_value_of<domain::AidStatus>(row[8]);
  }
  std::set<std::string> paid;
  for (const Row& row : population().reimbursements) {
    ASSERT_EQ(row.size(), 3U);
    EXPECT_TRUE(ids.contains(row[0])) << row[0];
    EXPECT_TRUE(Date::parse(row[1]).has_value());
    EXPECT_GT(std::stoll(row[2]), 0);
    EXPECT_TRUE(paid.insert(row[0] + row[1]).second) << row[0];
  }
}

TEST(SynthRules, replacements_form_chains_of_two_or_three) {
  std::set<std::string> successors;
  std::size_t in_three = 0;
  for (const Row& row : population().replacements) {
    ASSERT_EQ(row.size(), 3U);
    expect_niss(row[0]);
    expect_niss(row[1]);
    EXPECT_TRUE(domain::Niss::parse(row[0], today)->is_bis()) << row[0];
    EXPECT_TRUE(successors.insert(row[1]).second) << "two numbers became " << row[1];
    EXPECT_TRUE(Date::parse(row[2]).has_value());
    if (population().resolve(row[0]) != row[1]) ++in_three;
  }
  EXPECT_GT(population().replacements.size(), 300U);
  EXPECT_GT(in_three, 10U);
}

TEST(SynthRules, summary_counts_what_was_written) {
  const Written& w = population();
  EXPECT_EQ(w.summary.persons, w.persons.size());
  EXPECT_EQ(w.summary.nationalities, w.nationalities.size());
  EXPECT_EQ(w.summary.stays, w.stays.size());
  EXPECT_EQ(w.summary.grants, w.aid.size());
  EXPECT_EQ(w.summary.reimbursements, w.reimbursements.size());
  EXPECT_EQ(w.summary.replacements, w.replacements.size());
}

TEST(SynthRules, strangers_have_valid_numbers_that_nobody_bears) {
  std::set<std::string> borne;
  for (const Row& row : population().persons) borne.insert(row[0]);
  for (std::uint32_t choice = 0; choice < 15; ++choice) {
    for (const Date birth : {Date(1999, 12, 31), Date(2000, 2, 29), Date(1944, 6, 6)}) {
      const auto text = to_string(domain::Niss::from_stored(stranger(birth, choice)));
      expect_niss(text);
      EXPECT_FALSE(borne.contains(text));
    }
  }
}

TEST(SynthLivingWage, is_that_of_the_parameters) {
  const Table rows = read_table(std::filesystem::path(CROSSROADS_ROOT) / "parameters/living-wage.csv");
  ASSERT_EQ(rows.size(), living_wages.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SCOPED_TRACE(rows[i][0]);
    EXPECT_EQ(to_string(living_wages[i].from), rows[i][0]);
    for (std::size_t category = 0; category < 3; ++category)
      EXPECT_EQ(std::to_string(living_wages[i].cents[category]), rows[i][1 + category]);
  }
  EXPECT_EQ(living_wage(Date(2005, 1, 1), domain::AidCategory::single), living_wages.front().cents[1]);
  EXPECT_EQ(living_wage(Date(2013, 8, 31), domain::AidCategory::single), 80134);
  EXPECT_EQ(living_wage(Date(2013, 9, 1), domain::AidCategory::single), 81736);
}

}  // namespace
}  // namespace crossroads::synth::test
