// For whom two versions decide otherwise: against the plain evaluator on random people, and word for word on a few.
#include "law/prove/person_difference.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "law/cases/runner.hpp"
#include "law/evaluate/plain.hpp"
#include "law/prove/mutants.hpp"
#include "law_cases/read_law.hpp"
#include "law_evaluate/random_world.hpp"

namespace crossroads::law::prove {
namespace {

using domain::Month;

/// Month by month and person by person, without the fast evaluator.
struct Naive {
  std::map<std::pair<std::string, std::string>, std::pair<std::uint64_t, std::set<std::uint32_t>>> changes;
  std::set<std::uint32_t> persons;
};

std::string words(const Authorisation& law, const Subject& subject, Month month, bool with_message) {
  for (const auto& decision : plain::decide(law, subject, subject, law.first_month(), month)) {
    if (decision.month != month) continue;
    auto text = cases::to_string(law, decision);
    if (with_message && decision.outcome == Outcome::transmit)
      text += ", disclose " + cases::to_string(cases::disclosed(law, decision.category, cases::quality_of(subject, month)));
    return text;
  }
  return "nothing";
}

Naive naive(const Authorisation& before, const Authorisation& after, const View& view, Month from, Month to) {
  Naive found;
  for (std::uint32_t person = 0; person < view.population.size(); ++person) {
    const Subject subject{view, domain::PersonIndex{person}};
    for (Month month = from; month <= to; month = month.plus(1)) {
      auto was = words(before, subject, month, false), is = words(after, subject, month, false);
      if (was == is) was = words(before, subject, month, true), is = words(after, subject, month, true);
      if (was == is) continue;
      auto& change = found.changes[{was, is}];
      ++change.first;
      change.second.insert(person);
      found.persons.insert(person);
    }
  }
  return found;
}

TEST(PersonDifference, finds_what_the_plain_evaluator_finds_month_by_month) {
  const auto members = law::test::union_members();
  std::size_t differing = 0, messages = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto world = law::test::random_world(seed);
    const auto population = law::test::population(world.source);
    const View view{population, members};
    const Month from = world.law.first_month().plus(-1), to = world.law.first_month().plus(14);
    std::size_t mutant_number = 0;
    each_mutant(world.law, [&](const Mutant& mutant) {
      if (++mutant_number % 17 != 1) return;  // a few of each law are enough
      const auto expected = naive(world.law, mutant.law, view, from, to);
      const auto found = person_difference(world.law, mutant.law, view, {.from = from, .to = to});
      EXPECT_EQ(found.looked_at, population.size());
      EXPECT_EQ(found.persons, expected.persons.size()) << mutant.description;
      ASSERT_EQ(found.changes.size(), expected.changes.size()) << mutant.description;
      for (std::size_t i = 0; i < found.changes.size(); ++i) {
        const auto& change = found.changes[i];
        const auto same = expected.changes.find({change.before, change.after});
        ASSERT_NE(same, expected.changes.end()) << change.before << " -> " << change.after;
        EXPECT_EQ(change.months, same->second.first);
        EXPECT_EQ(change.persons, same->second.second.size());
        EXPECT_EQ(change.examples.size(), std::min<std::size_t>(3, change.persons));
        if (i > 0) { EXPECT_GE(found.changes[i - 1].months, change.months); }
        messages += change.before.find(", disclose ") != std::string::npos;
      }
      differing += !found.changes.empty();
    });
  }
  EXPECT_GT(differing, 20U);
  EXPECT_GT(messages, 3U);
}

TEST(PersonDifference, reads_word_for_word) {
  const auto document = law::test::read_authorisation("11-031");
  const auto members = law::test::union_members_of_parameters();
  auto changed = document.law;
  changed.push->starts.back().when = make_condition(For{make_condition(Aided{0b001}), {2, Unit::months}});
  // Living wage from 16 May to October: three months are reached with the run of August, two with that of July.
  const auto one =
      std::ranges::find(document.cases, "living-wage-from-mid-month", [](const cases::Case& known) { return known.name.text; });
  ASSERT_NE(one, document.cases.end());
  const cases::World world(*one, members);
  const auto view = world.at_source().view;
  const auto niss = to_string(view.population.niss(world.at_source().person));
  const auto found = person_difference(document.law, changed, view, {.from = Month(2011, 4), .to = Month(2012, 12)});
  EXPECT_EQ(as_text(found),
            "transmit eu-worker by three-months-living-wage -> transmit eu-worker by continue\n  1 month of 1 person, such as " + niss +
                " in 2011-08\nwait eu-worker -> transmit eu-worker by three-months-living-wage\n  1 month of 1 person, such as " + niss +
                " in 2011-07\n1 of 1 person decided otherwise\n");
  EXPECT_EQ(as_ndjson(found),
            "{\"before\":\"transmit eu-worker by three-months-living-wage\",\"after\":\"transmit eu-worker by continue\",\"months\":1,"
            "\"persons\":1,\"examples\":[{\"niss\":\"" +
                niss +
                "\",\"month\":\"2011-08\"}]}\n"
                "{\"before\":\"wait eu-worker\",\"after\":\"transmit eu-worker by three-months-living-wage\",\"months\":1,"
                "\"persons\":1,\"examples\":[{\"niss\":\"" +
                niss + "\",\"month\":\"2011-07\"}]}\n{\"persons\":1,\"looked_at\":1}\n");
  const auto nothing = person_difference(document.law, document.law, view, {.from = Month(2011, 4), .to = Month(2012, 12)});
  EXPECT_EQ(as_text(nothing), "0 of 1 person decided otherwise\n");
  EXPECT_EQ(as_ndjson(nothing), "{\"persons\":0,\"looked_at\":1}\n");
}

}  // namespace
}  // namespace crossroads::law::prove
