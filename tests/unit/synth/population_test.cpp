// The population is what docs/synthetic-population.md promises.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "domain/month.hpp"
#include "written_folder.hpp"

namespace crossroads::synth::test {
namespace {

using domain::Date;
using domain::Month;

constexpr std::size_t persons = 40'000;

const Written& population() {
  static const Written written = write_and_read({.persons = persons, .seed = 11});
  return written;
}

double share(const Table& rows, const std::function<bool(const Row&)>& holds) {
  return static_cast<double>(std::ranges::count_if(rows, holds)) / static_cast<double>(rows.size());
}

TEST(SynthPopulation, has_the_promised_number_of_rows_a_person) {
  const auto a_person = [](const Table& rows) { return static_cast<double>(rows.size()) / persons; };
  EXPECT_NEAR(a_person(population().aid), 2.5, 0.15);
  EXPECT_NEAR(a_person(population().stays), 1.6, 0.1);
  EXPECT_NEAR(a_person(population().nationalities), 1.1, 0.05);
}

struct Proportion {
  const char* name;
  const Table Written::* table;
  std::function<bool(const Row&)> holds;
  double promised;
  double tolerance;
};

TEST(SynthPopulation, keeps_its_proportions) {
  const auto is = [](std::size_t column, std::string value) { return [column, value](const Row& row) { return row[column] == value; }; };
  const Proportion table[] = {
      {"born Belgian", &Written::persons, is(3, "BE"), 0.39, 0.03},  {"living wage", &Written::aid, is(3, "ris"), 0.73, 0.04},
      {"category 1", &Written::aid, is(4, "1"), 0.318, 0.02},        {"category 2", &Written::aid, is(4, "2"), 0.384, 0.02},
      {"category 3", &Written::aid, is(4, "3"), 0.298, 0.02},        {"cancelled", &Written::aid, is(8, "cancelled"), 0.028, 0.008},
      {"illegal", &Written::stays, is(3, "no"), 0.027, 0.01},        {"art40", &Written::stays, is(6, "art40"), 0.18, 0.03},
      {"art40bis", &Written::stays, is(6, "art40bis"), 0.04, 0.015}, {"art40ter", &Written::stays, is(6, "art40ter"), 0.047, 0.015},
      {"art10", &Written::stays, is(6, "art10"), 0.055, 0.015},      {"art10bis", &Written::stays, is(6, "art10bis"), 0.016, 0.006},
      {"art58", &Written::stays, is(6, "art58"), 0.015, 0.006},      {"art47_1", &Written::stays, is(6, "art47_1"), 0.004, 0.002},
      {"short", &Written::stays, is(6, "short"), 0.015, 0.006},      {"title F+", &Written::stays, is(5, "F+"), 0.014, 0.006},
      {"title EU", &Written::stays, is(5, "EU"), 0.058, 0.02},
  };
  for (const auto& promise : table) {
    SCOPED_TRACE(promise.name);
    EXPECT_NEAR(share(population().*promise.table, promise.holds), promise.promised, promise.tolerance);
  }
}

TEST(SynthPopulation, is_aided_by_ever_more_from_2011_on) {
  const auto aided_in = [](Month month) {
    std::set<std::string> aided;
    for (const Row& row : population().aid) {
      const bool before_end = row[7].empty() || row[7] >= to_string(month.first_day());
      if (row[8] == "granted" && row[6] <= to_string(month.last_day()) && before_end) aided.insert(population().resolve(row[1]));
    }
    return static_cast<double>(aided.size()) / persons;
  };
  EXPECT_NEAR(aided_in(Month(2011, 6)), 0.095, 0.025);
  EXPECT_NEAR(aided_in(Month(2017, 6)), 0.130, 0.025);
  EXPECT_NEAR(aided_in(Month(2022, 6)), 0.150, 0.025);
}

TEST(SynthPopulation, has_every_register_title_quality_and_nature_that_the_law_asks_about) {
  const auto values = [](const Table& rows, std::size_t column) {
    std::set<std::string> seen;
    for (const Row& row : rows) seen.insert(row[column]);
    return seen;
  };
  EXPECT_EQ(values(population().stays, 4), (std::set<std::string>{"population", "foreigners", "waiting", "none"}));
  EXPECT_EQ(values(population().stays, 5), (std::set<std::string>{"", "A", "B", "C", "D", "E", "E+", "EU", "EU+", "F", "F+", "K", "L"}));
  EXPECT_EQ(values(population().stays, 7),
            (std::set<std::string>{"employee", "self_employed", "jobseeker", "sufficient_means", "student", "family_member", "other"}));
  EXPECT_EQ(values(population().stays, 10), (std::set<std::string>{"", "territory", "diplomatic_post"}));
  EXPECT_EQ(values(population().aid, 3), (std::set<std::string>{"ris", "ris_equivalent", "social_aid"}));
  const auto centres = values(population().aid, 2);
  EXPECT_GT(centres.size(), 500U);
  EXPECT_LE(centres.size(), 580U);
}

TEST(SynthPopulation, of_sponsors_most_are_in_the_file_and_the_others_are_strangers) {
  std::set<std::string> known;
  for (const Row& row : population().persons) known.insert(population().resolve(row[0]));
  std::size_t named = 0, in_file = 0;
  for (const Row& row : population().stays) {
    if (row[11].empty()) continue;
    ++named;
    if (known.contains(population().resolve(row[11]))) ++in_file;
  }
  ASSERT_GT(named, 5'000U);
  EXPECT_NEAR(static_cast<double>(in_file) / static_cast<double>(named), 0.955, 0.02);
}

TEST(SynthPopulation, sponsors_are_what_the_ground_asks_for) {
  std::map<std::string, std::set<std::string>> grounds;
  std::set<std::string> belgians;
  for (const Row& row : population().stays) grounds[population().resolve(row[0])].insert(row[6]);
  for (const Row& row : population().nationalities) {
    if (row[1] == "BE") belgians.insert(population().resolve(row[0]));
  }
  struct Expected {
    const char* ground;
    std::function<bool(const std::string&)> sponsor;
  };
  const auto has_ground = [&](std::string ground) {
    return [&, ground](const std::string& niss) { return grounds[niss].contains(ground); };
  };
  const Expected table[] = {
      {"art40bis", has_ground("art40")},
      {"art40ter", [&](const std::string& niss) { return belgians.contains(niss); }},
      {"art47_1", has_ground("art40")},
      {"art10", has_ground("other")},
  };
  for (const auto& expected : table) {
    SCOPED_TRACE(expected.ground);
    std::size_t all = 0, fitting = 0;
    for (const Row& row : population().stays) {
      const auto& sponsor = population().resolve(row[11]);
      if (row[6] != expected.ground || !grounds.contains(sponsor)) continue;
      ++all;
      if (expected.sponsor(sponsor)) ++fitting;
    }
    ASSERT_GT(all, 100U);
    EXPECT_GT(static_cast<double>(fitting) / static_cast<double>(all), 0.9);
  }
}

TEST(SynthPopulation, some_change_their_sponsor_some_become_belgian_some_have_two_nationalities_and_some_none) {
  std::map<std::string, std::set<std::string>> sponsors, countries;
  for (const Row& row : population().stays) {
    if (!row[11].empty()) sponsors[population().resolve(row[0])].insert(population().resolve(row[11]));
  }
  for (const Row& row : population().nationalities) countries[population().resolve(row[0])].insert(row[1]);
  const auto several = [](const auto& by_person) {
    return std::ranges::count_if(by_person, [](const auto& one) { return one.second.size() > 1; });
  };
  EXPECT_GT(several(sponsors), 100);
  EXPECT_GT(several(countries), 1'000);
  EXPECT_GT(std::ranges::count_if(countries, [](const auto& one) { return one.second.size() > 1 && one.second.contains("BE"); }), 500);
  EXPECT_LT(countries.size(), persons);
  EXPECT_GT(countries.size(), persons * 99 / 100);
}

TEST(SynthPopulation, writes_names_in_several_scripts_with_commas_and_quotes) {
  const auto has = [](std::string_view first, std::string_view last) {
    return [first, last](const Row& row) {
      for (std::size_t i = 0; i + first.size() <= row[1].size(); ++i) {
        const std::string_view here = std::string_view(row[1]).substr(i, first.size());
        if (here >= first && here <= last) return true;
      }
      return false;
    };
  };
  struct Script {
    const char* name;
    std::string_view first, last;
  };
  const Script table[] = {{"Cyrillic", "а", "я"}, {"Greek", "α", "ω"},    {"Arabic", "ا", "ي"},   {"Han", "一", "龥"},
                          {"Ethiopic", "ሀ", "ፚ"}, {"Georgian", "ა", "ჰ"}, {"Armenian", "ա", "և"}, {"Devanagari", "अ", "ह"}};
  for (const auto& script : table) {
    SCOPED_TRACE(script.name);
    EXPECT_GT(std::ranges::count_if(population().persons, has(script.first, script.last)), 0);
  }
  EXPECT_GT(std::ranges::count_if(population().persons, [](const Row& row) { return row[1].find(',') != std::string::npos; }), 10);
  EXPECT_GT(std::ranges::count_if(population().persons, [](const Row& row) { return row[2].find('"') != std::string::npos; }), 10);
}

TEST(SynthLater, brings_the_first_export_to_where_the_whole_one_is) {
  const TemporaryDirectory directory;
  const Options whole{.persons = 20'000, .seed = 5, .out = directory.path() / "whole"};
  Options parted = whole;
  parted.out = directory.path() / "first";
  parted.later = directory.path() / "later";
  ASSERT_TRUE(generate(whole).has_value());
  const auto summary = generate(parted);
  ASSERT_TRUE(summary.has_value());

  const auto by_id = [](const Table& rows) {
    std::map<std::string, Row> grants;
    for (const Row& row : rows) grants[row[0]] = row;
    return grants;
  };
  const auto before = by_id(read_table(parted.out / "aid.csv"));
  const auto later = by_id(read_table(parted.later / "aid.csv"));
  const auto expected = by_id(read_table(whole.out / "aid.csv"));
  EXPECT_EQ(later.size(), summary->later_grants);
  std::size_t late = 0, corrected = 0, cancelled = 0;
  for (const auto& [id, row] : later) {
    const auto first = before.find(id);
    if (first == before.end()) ++late;
    else if (row[8] == "cancelled" && first->second[8] == "granted") ++cancelled;
    else if (row[5] != first->second[5]) ++corrected;
  }
  EXPECT_GT(late, 20U);
  EXPECT_GT(corrected, 20U);
  EXPECT_GT(cancelled, 20U);

  auto both = before;
  for (const auto& [id, row] : later) both[id] = row;
  EXPECT_EQ(both, expected);
  EXPECT_TRUE(read_table(parted.later / "persons.csv").empty()) << "the persons are known already";
}

}  // namespace
}  // namespace crossroads::synth::test
