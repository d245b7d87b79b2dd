// What is proved holds: wherever a comparison claims that two laws decide the same, or a check that a rule never speaks, the evaluators agree on
// random people that crowd the edges; wherever it shows a difference, somebody of flesh and blood shows it too.
#include <gtest/gtest.h>

#include "law/cases/disclosed.hpp"
#include "law/cases/runner.hpp"
#include "law/evaluate/fast.hpp"
#include "law/evaluate/plain.hpp"
#include "law/prove/counter_example.hpp"
#include "law/prove/mutants.hpp"
#include "law/prove/semantic_check.hpp"
#include "law_cases/read_law.hpp"
#include "law_evaluate/random_world.hpp"

namespace crossroads::law::prove {
namespace {

using domain::Month;

constexpr std::size_t small_enough = 3'000;  // registers of a space that a test visits

struct Facts {
  explicit Facts(const law::test::World& world) : source(law::test::population(world.source)), hub(law::test::population(world.hub)) {}
  domain::Population source, hub;
};

/// Every month of everybody in words, with what the message holds.
std::vector<std::string> course(const Authorisation& law, const Subject& source, const std::vector<Decision>& decisions) {
  std::vector<std::string> all;
  for (const auto& decision : decisions) {
    auto text = to_string(decision.month) + " " + cases::to_string(law, decision);
    if (decision.outcome == Outcome::transmit)
      text += " " + cases::to_string(cases::disclosed(law, decision.category, cases::quality_of(source, decision.month)));
    all.push_back(std::move(text));
  }
  return all;
}

/// Empty where both laws, by both evaluators, decide the same of everybody in the worlds.
std::string disagreement(const Authorisation& a, const Authorisation& b, std::uint64_t first_seed, std::size_t worlds, Month last) {
  const auto members = law::test::union_members();
  const fast::Plan plan_a(a), plan_b(b);
  fast::Evaluator fast_a(plan_a, members, last), fast_b(plan_b, members, last);
  for (std::uint64_t seed = first_seed; seed < first_seed + worlds; ++seed) {
    const Facts facts(law::test::random_world(seed));
    for (std::uint32_t i = 0; i < facts.source.size(); ++i) {
      const Subject source{{facts.source, members}, domain::PersonIndex{i}}, hub{{facts.hub, members}, domain::PersonIndex{i}};
      const auto plainly = course(a, source, plain::decide(a, source, hub, a.first_month(), last));
      if (plainly != course(b, source, plain::decide(b, source, hub, b.first_month(), last)) ||
          plainly != course(a, source, fast_a.course(source, hub).decisions) ||
          plainly != course(b, source, fast_b.course(source, hub).decisions))
        return "world " + std::to_string(seed) + ", person " + std::to_string(i);
    }
  }
  return {};
}

TEST(Proofs, of_random_laws_hold_on_random_people) {
  const auto members = law::test::union_members();
  std::size_t equivalent = 0, different = 0, shown = 0;
  for (std::uint64_t seed = 1; seed <= 150 && equivalent < 150; ++seed) {
    const auto law = bare(law::test::random_world(seed).law);
    if (const Space space({&law}); !space.enumerable() || space.registers().size() > small_enough) continue;
    std::size_t number = 0;
    each_mutant(law, [&](const Mutant& mutant) {
      if (++number % 3 != seed % 3 || mutant.change == Change::in_force || mutant.change == Change::pause) return;
      const Space space({&law, &mutant.law});
      if (space.registers().size() > small_enough) return;
      const auto comparison = compare(space, law, mutant.law);
      if (comparison.equivalent()) {
        ++equivalent;
        EXPECT_EQ(disagreement(law, mutant.law, seed * 1000, 4, law::test::last_month), "")
            << "seed " << seed << ", " << mutant.rule << ": " << mutant.description;
      } else if (comparison.difference) {
        ++different;
        const auto made = counter_example(space, *comparison.difference, law, mutant.law, members);
        if (!made) return;
        ++shown;
        const cases::Examination examination(*made, members);
        EXPECT_TRUE(examination.run(law).passed()) << "both evaluators decide of it what it expects";
        EXPECT_FALSE(examination.run(mutant.law).passed());
      }
    });
  }
  EXPECT_GT(equivalent, 100U);
  EXPECT_GT(different, 200U);
  EXPECT_GT(shown * 10, different * 8) << shown << " of " << different;
}

TEST(Proofs, of_both_laws_hold_on_random_people) {
  for (const auto* name : {"11-031", "18-055"}) {
    auto law = bare(law::test::read_authorisation(name).law);
    // Into the years in which the random people live.
    law.adopted = law.in_force_from = domain::Date(2011, 4, 5);
    std::size_t proved = 0;
    each_mutant(law, [&](const Mutant& mutant) {
      if (mutant.change == Change::in_force || mutant.change == Change::pause) return;
      // Cheap to ask first: where random people differ, there is nothing to prove.
      if (!disagreement(law, mutant.law, 1, 25, law::test::last_month).empty()) return;
      const Space space({&law, &mutant.law});
      if (!compare(space, law, mutant.law).equivalent()) return;
      ++proved;
      EXPECT_EQ(disagreement(law, mutant.law, 5000, 20, law::test::last_month), "") << mutant.rule << ": " << mutant.description;
    });
    EXPECT_GT(proved, 2U) << name;
  }
}

/// The rule between the first backticks of a message.
std::string named(const std::string& message) {
  const auto from = message.find('`') + 1;
  return message.substr(from, message.find('`', from) - from);
}

TEST(Proofs, a_rule_that_never_speaks_never_does) {
  const auto members = law::test::union_members();
  std::size_t claims = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const auto law = law::test::random_world(seed).law;
    if (const Space space({&law}); !space.enumerable() || space.registers().size() > small_enough) continue;
    for (const auto& finding : semantic_check(law)) {
      if (finding.code != "P001" && finding.code != "P002" && finding.code != "P003") continue;
      ++claims;
      const auto name = named(finding.message);
      for (std::uint64_t other = seed * 100; other < seed * 100 + 5; ++other) {
        const Facts facts(law::test::random_world(other));
        for (std::uint32_t i = 0; i < facts.source.size(); ++i) {
          const Subject source{{facts.source, members}, domain::PersonIndex{i}}, hub{{facts.hub, members}, domain::PersonIndex{i}};
          for (const auto& decision : plain::decide(law, source, hub, law.first_month(), law::test::last_month)) {
            EXPECT_NE(rule_name(law, decision.rule), name) << "seed " << seed << ", world " << other;
            if (decision.category != no_category) { EXPECT_NE(law.categories[decision.category].name.text, name) << "seed " << seed; }
          }
        }
      }
    }
  }
  EXPECT_GT(claims, 20U);
}

}  // namespace
}  // namespace crossroads::law::prove
