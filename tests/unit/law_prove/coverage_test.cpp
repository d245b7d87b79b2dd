// Which paragraph has which rule, and which rule is reached: on the real laws, and on random people against the plain evaluator.
#include "law/prove/coverage.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "law/evaluate/plain.hpp"
#include "law_cases/read_law.hpp"
#include "law_evaluate/random_world.hpp"

namespace crossroads::law::prove {
namespace {

TEST(Coverage, accounts_for_every_paragraph_of_both_texts) {
  const auto members = law::test::union_members_of_parameters();
  for (const auto& [name, paragraphs] : {std::pair("11-031", 29U), {"18-055", 36U}}) {
    SCOPED_TRACE(name);
    const auto document = law::test::read_authorisation(name);
    const auto found = coverage(document.law, document.cases, members);
    EXPECT_EQ(found.paragraphs.size(), paragraphs);
    EXPECT_EQ(found.uncovered(), 0U);
    for (const auto& reach : found.cases) EXPECT_FALSE(reach.holds.empty()) << to_string(document.law, reach.asked);
    for (const auto& one : found.paragraphs) {
      for (const auto r : one.rules) EXPECT_TRUE(cites(found.rules[r], one.paragraph));
    }
    EXPECT_EQ(as_text(found, document.law).find("NOTHING ACCOUNTS FOR IT"), std::string::npos);
  }
}

TEST(Coverage, says_which_paragraph_nothing_accounts_for) {
  auto document = law::test::read_authorisation("11-031");
  std::erase_if(document.law.notes, [](const ParagraphNote& note) { return note.paragraph == Paragraph::numbered(2); });
  const auto found = coverage(document.law, {}, law::test::union_members_of_parameters());
  EXPECT_EQ(found.uncovered(), 1U);
  const auto text = as_text(found, document.law);
  EXPECT_NE(text.find("\n§2       NOTHING ACCOUNTS FOR IT\n"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("\n29 paragraphs, 1 unaccounted for\n"));
  for (const auto& reach : found.cases) EXPECT_TRUE(reach.holds.empty() && reach.fails.empty() && reach.unknown.empty());
}

/// A person counts for each rule that decided about them in some month.
TEST(Coverage, counts_persons_as_the_plain_evaluator_decides) {
  const auto members = law::test::union_members();
  std::uint64_t counted = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto world = law::test::random_world(seed);
    const auto& law = world.law;
    const auto people = law::test::population(world.source);
    const View view{people, members};
    std::map<std::tuple<Part, std::size_t, Stage, bool>, std::set<std::uint32_t>> expected;
    for (std::uint32_t i = 0; i < people.size(); ++i) {
      const Subject subject{view, domain::PersonIndex{i}};
      for (const auto& decision : plain::decide(law, subject, subject, law.first_month(), law::test::last_month)) {
        if (decision.category != no_category) expected[{Part::category, decision.category, Stage::source, false}].insert(i);
        if (decision.rule.kind == RuleRef::Kind::exclusion)
          expected[{Part::exclusion, decision.rule.index, decision.stage, decision.outcome == Outcome::withhold}].insert(i);
        if (decision.rule.kind == RuleRef::Kind::start) expected[{Part::start, decision.rule.index, Stage::source, false}].insert(i);
      }
    }
    for (const auto& reach : reach_of_persons(law, view, law::test::last_month)) {
      const auto [part, place, stage] = std::tuple(reach.asked.part, reach.asked.place, reach.asked.stage);
      const auto persons = expected[{part, place, stage, false}].size(), withheld = expected[{part, place, stage, true}].size();
      // Who starts in a month that the hub strikes has been started, though the decision names the exclusion.
      if (part == Part::start) EXPECT_GE(reach.persons, persons) << to_string(law, reach.asked);
      else EXPECT_EQ(reach.persons, persons) << to_string(law, reach.asked);
      EXPECT_EQ(reach.withheld, withheld) << to_string(law, reach.asked);
      counted += persons;
    }
  }
  EXPECT_GT(counted, 300U);
}

}  // namespace
}  // namespace crossroads::law::prove
