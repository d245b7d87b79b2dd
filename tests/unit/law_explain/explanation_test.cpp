// What every explanation must be true to, on real people and on random ones.
#include "law/explain/explanation.hpp"

#include <gtest/gtest.h>

#include <set>

#include "law/evaluate/plain.hpp"
#include "law/explain/render_text.hpp"
#include "law_evaluate/random_world.hpp"
#include "run/disclosed_fields.hpp"
#include "run/due.hpp"
#include "village.hpp"

namespace crossroads::law::explain::test {
namespace {

using domain::Month;

/// Every paragraph that the document cites anywhere.
std::set<Paragraph> cited_by(const Authorisation& law) {
  std::set<Paragraph> all;
  const auto add = [&](const Declared& declared) { all.insert(declared.citations.begin(), declared.citations.end()); };
  for (const auto& term : law.terms) add(term);
  for (const auto& category : law.categories) add(category);
  for (const auto& exclusion : law.exclusions) add(exclusion);
  for (const auto& note : law.notes) all.insert(note.paragraph);
  add(*law.push);
  add(law.push->at_once);
  add(law.push->pause);
  add(law.push->resume);
  for (const auto& start : law.push->starts) add(start);
  for (const auto& disclosure : law.push->disclosures) add(disclosure);
  return all;
}

/// Each condition outside `sponsor (…)` is asked of the plain evaluator; what is inside is held by its parent's state.
void expect_same_states(const ConditionState& node, const Authorisation& law, const Subject& subject, Month month) {
  EXPECT_EQ(node.state, plain::holds(law, *node.condition, subject, month)) << "condition of kind " << node.condition->node.index();
  const bool leaf = node.parts.empty();
  const bool needs_no_fact = !leaf && !std::holds_alternative<OfSponsor>(node.condition->node);
  EXPECT_EQ(node.fact.has_value(), !needs_no_fact);
  if (std::holds_alternative<OfSponsor>(node.condition->node)) return;
  for (const auto& part : node.parts) expect_same_states(part, law, subject, month);
}

/// What the steps say, read back.
struct Told {
  std::vector<Tri> categories, source, hub, starts;
  std::optional<Decision> outcome;
  bool disclosed = false, started_before = false, paused = false, any_waits = false;
};

Told told(const Explanation& explanation) {
  Told all;
  for (const auto& step : explanation.steps) {
    if (const auto* category = std::get_if<CategoryStep>(&step.what)) all.categories.push_back(category->when.state);
    if (const auto* exclusion = std::get_if<ExclusionStep>(&step.what))
      (exclusion->stage == Stage::source ? all.source : all.hub).push_back(exclusion->when.state);
    if (const auto* start = std::get_if<StartRuleStep>(&step.what)) {
      all.starts.push_back(start->when.state);
      all.any_waits = all.any_waits || start->waits;
    }
    if (std::holds_alternative<StartedStep>(step.what)) all.started_before = true;
    if (const auto* course = std::get_if<CourseStep>(&step.what)) all.paused = course->kind == CourseStep::Kind::pauses;
    if (const auto* outcome = std::get_if<OutcomeStep>(&step.what)) all.outcome = outcome->decision;
    if (std::holds_alternative<DisclosureStep>(step.what)) all.disclosed = true;
  }
  return all;
}

/// Only the last of what was tried may have spoken.
void expect_stops_at_first(const std::vector<Tri>& states, bool (*speaks)(Tri), bool spoken) {
  for (std::size_t i = 0; i < states.size(); ++i) EXPECT_EQ(speaks(states[i]), spoken && i + 1 == states.size());
}

void expect_leads_to_its_outcome(const Explanation& explanation) {
  const auto all = told(explanation);
  ASSERT_EQ(all.outcome, explanation.decision);
  if (!all.outcome) {
    EXPECT_TRUE(all.categories.empty());
    return;
  }
  const auto& decision = *all.outcome;
  const auto holds = [](Tri state) { return state == Tri::yes; };
  const auto strikes = [](Tri state) { return state != Tri::no; };
  const bool struck = decision.rule.kind == RuleRef::Kind::exclusion;
  expect_stops_at_first(all.categories, holds, decision.category != no_category);
  expect_stops_at_first(all.source, strikes, struck && decision.stage == Stage::source);
  expect_stops_at_first(all.hub, strikes, struck && decision.stage == Stage::hub);
  expect_stops_at_first(all.starts, holds,
                        !all.starts.empty() && decision.outcome != Outcome::wait && !(decision.outcome == Outcome::withhold && !struck));
  EXPECT_EQ(all.disclosed, decision.outcome == Outcome::transmit);
  EXPECT_EQ(all.paused, decision.outcome == Outcome::pause);
  if (decision.outcome == Outcome::wait) { EXPECT_TRUE(all.any_waits); }
  if (decision.outcome == Outcome::withhold && !struck) { EXPECT_FALSE(all.any_waits); }
  if (decision.rule.kind == RuleRef::Kind::continue_ || decision.rule.kind == RuleRef::Kind::resume) { EXPECT_TRUE(all.started_before); }
}

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0, length = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) continue;
    length = c == '\n' ? 0 : length + 1;
    longest = std::max(longest, length);
  }
  return longest;
}

class OnRealLaws : public testing::TestWithParam<const char*> {};

TEST_P(OnRealLaws, every_month_of_everybody_is_explained_as_it_is_decided) {
  const Village village(GetParam());
  const auto& law = village.law();
  const auto cited = cited_by(law);
  const Month first = law.first_month().plus(-2), last = law.first_month().plus(30);
  std::set<Outcome> outcomes;
  for (std::uint32_t i = 0; i < village.people().size(); ++i) {
    const auto subject = village.subject(domain::PersonIndex{i});
    const auto niss = domain::to_string(village.people().niss(subject.person));
    const auto decisions = plain::decide(law, subject, subject, law.first_month(), last);
    auto evaluator = village.evaluator(last);
    for (Month month = first; month <= last; month = month.plus(1)) {
      SCOPED_TRACE(niss + " in " + domain::to_string(month));
      const auto explanation = explain::explain(village.plan(), evaluator, subject, subject, month);
      const auto expected = std::ranges::find(decisions, month, &Decision::month);
      EXPECT_EQ(explanation.decision, expected == decisions.end() ? std::nullopt : std::optional(*expected));
      expect_leads_to_its_outcome(explanation);
      if (explanation.decision) outcomes.insert(explanation.decision->outcome);
      for (const auto& step : explanation.steps) {
        for (const auto paragraph : step.basis.paragraphs) EXPECT_TRUE(cited.contains(paragraph)) << to_string(paragraph);
      }
      for (std::size_t language = 0; language < language_count; ++language) {
        const auto text = render_text(explanation, static_cast<Language>(language));
        EXPECT_LE(longest_line(text), 100U) << text;
        EXPECT_EQ(text.find('{'), std::string::npos) << text;
      }
    }
  }
  EXPECT_GE(outcomes.size(), 4U);  // transmit, pause, exclude, and at least outside or withhold
}

/// On random people, what is said to be disclosed is what the run makes due.
TEST_P(OnRealLaws, discloses_what_the_run_would_send) {
  const Village village(GetParam());
  const auto fields = run::disclosed_fields(village.law());
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const auto world = law::test::random_world(seed);
    auto people = world.source;
    for (auto& person : people) {  // into the years of the law
      for (auto& grant : person.grants) {
        const auto shift = village.law().first_month() - Month(2011, 4);
        grant.period.from = grant.period.from.plus_months(shift);
        if (!grant.period.to.is_forever()) grant.period.to = std::max(grant.period.from, grant.period.to.plus_months(shift));
      }
      for (auto& stay : person.stays) {
        if (!stay.period.to.is_forever()) continue;
        stay.ground = seed % 2 == 0 ? domain::Ground::art40 : domain::Ground::art40bis;
      }
    }
    const auto population = law::test::population(people);
    const Month last = village.law().first_month().plus(36);
    fast::Evaluator evaluator(village.plan(), union_members(), last);
    for (std::uint32_t i = 0; i < population.size(); ++i) {
      const Subject subject{{population, union_members()}, domain::PersonIndex{i}};
      const auto course = evaluator.course(subject, subject);
      for (const auto& due : run::Due(fields).messages(subject, course, Stage::hub)) {
        SCOPED_TRACE("seed " + std::to_string(seed) + ", person " + std::to_string(i) + ", " + domain::to_string(due.month));
        const auto explanation = explain::explain(village.plan(), evaluator, subject, subject, due.month);
        const auto* disclosed = std::get_if<DisclosureStep>(&explanation.steps.back().what);
        ASSERT_NE(disclosed, nullptr);
        const auto content = run::unpack(due.content);
        ASSERT_EQ(content.months.size(), disclosed->amounts.size());
        for (std::size_t m = 0; m < content.months.size(); ++m) {
          EXPECT_EQ(content.months[m].month, disclosed->amounts[m].month);
          EXPECT_EQ(content.months[m].amount, disclosed->amounts[m].amount);
          EXPECT_EQ(content.months[m].nature, disclosed->amounts[m].nature);
        }
        ASSERT_EQ(content.periods.size(), disclosed->period ? 1U : 0U);
        if (disclosed->period) { EXPECT_EQ(content.periods.front(), *disclosed->period); }
        EXPECT_EQ(content.quality, disclosed->quality);
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 100U);
}

INSTANTIATE_TEST_SUITE_P(Laws, OnRealLaws, testing::Values("11-031.law", "18-055.law"),
                         [](const auto& law) { return "law_" + std::string(law.param).substr(0, 2); });

TEST(OnRandomLaws, states_agree_with_the_plain_evaluator_and_lead_to_the_outcome) {
  std::size_t decided = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const auto world = law::test::random_world(seed);
    const fast::Plan plan(world.law);
    const auto at_source = law::test::population(world.source), at_hub = law::test::population(world.hub);
    const auto members = law::test::union_members();
    fast::Evaluator evaluator(plan, members, law::test::last_month);
    for (std::uint32_t i = 0; i < at_source.size(); ++i) {
      const Subject source{{at_source, members}, domain::PersonIndex{i}}, hub{{at_hub, members}, domain::PersonIndex{i}};
      for (Month month = world.law.first_month(); month <= law::test::last_month; month = month.plus(2)) {
        SCOPED_TRACE("seed " + std::to_string(seed) + ", person " + std::to_string(i) + ", " + domain::to_string(month));
        const auto explanation = explain::explain(plan, evaluator, source, hub, month);
        expect_leads_to_its_outcome(explanation);
        decided += explanation.decision.has_value();
        for (const auto& step : explanation.steps) {
          if (const auto* category = std::get_if<CategoryStep>(&step.what)) expect_same_states(category->when, world.law, source, month);
          if (const auto* start = std::get_if<StartRuleStep>(&step.what)) expect_same_states(start->when, world.law, source, month);
          const auto* exclusion = std::get_if<ExclusionStep>(&step.what);
          if (exclusion != nullptr) expect_same_states(exclusion->when, world.law, exclusion->stage == Stage::source ? source : hub, month);
        }
      }
    }
    if (HasFailure()) { FAIL() << "the smallest seed that fails: " << seed << "\n" << law::test::describe(world); }
  }
  EXPECT_GT(decided, 1000U);
}

}  // namespace
}  // namespace crossroads::law::explain::test
