// The plain evaluator is the specification of the fast one: on random laws and facts they must agree on everything.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "law/evaluate/month_evaluator.hpp"
#include "law/evaluate/plain.hpp"
#include "random_world.hpp"

namespace crossroads::law::test {
namespace {

constexpr std::uint64_t first_seed = 20'180'508;

std::uint64_t worlds() {
  const char* asked = std::getenv("CROSSROADS_WORLDS");  // a longer soak: CROSSROADS_WORLDS=100000
  return asked != nullptr ? std::strtoull(asked, nullptr, 10) : 3'000;
}

using Property = std::function<std::string(const World&)>;  // empty: holds

struct Facts {
  explicit Facts(const World& world) : source(population(world.source)), hub(population(world.hub)) {}
  domain::Population source, hub;
  domain::UnionMembers members = union_members();
  [[nodiscard]] Subject at_source(std::size_t i) const { return {{source, members}, domain::PersonIndex{static_cast<std::uint32_t>(i)}}; }
  [[nodiscard]] Subject at_hub(std::size_t i) const { return {{hub, members}, domain::PersonIndex{static_cast<std::uint32_t>(i)}}; }
};

std::string text(const World& world, const Decision& decision) {
  return fmt::format("{} {} category={} rule={} stage={}", to_string(decision.month),
                     outcome_names[static_cast<std::size_t>(decision.outcome)],
                     decision.category == no_category ? -1 : static_cast<int>(decision.category), rule_name(world.law, decision.rule),
                     static_cast<int>(decision.stage));
}

std::string difference(const World& world, const std::vector<Decision>& plain, const std::vector<Decision>& fast) {
  for (std::size_t i = 0; i < std::max(plain.size(), fast.size()); ++i) {
    if (i < plain.size() && i < fast.size() && plain[i] == fast[i]) continue;
    return fmt::format("plain: {}\nfast:  {}", i < plain.size() ? text(world, plain[i]) : "nothing",
                       i < fast.size() ? text(world, fast[i]) : "nothing");
  }
  return {};
}

std::string same_decisions(const World& world) {
  const Facts facts(world);
  const fast::Plan plan(world.law);
  fast::Evaluator evaluator(plan, facts.members, last_month);
  for (std::size_t i = 0; i < world.source.size(); ++i) {
    const auto plain = plain::decide(world.law, facts.at_source(i), facts.at_hub(i), world.law.first_month(), last_month);
    const auto course = evaluator.course(facts.at_source(i), facts.at_hub(i));
    if (auto found = difference(world, plain, course.decisions); !found.empty()) return fmt::format("person {}: {}", i, found);
  }
  return {};
}

std::string same_speakable(const World& world) {
  const Facts facts(world);
  const fast::Plan plan(world.law);
  for (const Month month : {Month(2011, 9), Month(2012, 2), last_month}) {
    fast::Evaluator evaluator(plan, facts.members, month);
    for (std::size_t i = 0; i < world.source.size(); ++i) {
      const auto plain = plain::speakable(world.law, facts.at_source(i), facts.at_hub(i), month);
      const auto fast = evaluator.speakable(facts.at_source(i), facts.at_hub(i));
      if (plain.at_source != fast.at_source || plain.at_hub != fast.at_hub) return fmt::format("person {} in {}", i, to_string(month));
    }
  }
  return {};
}

/// Every leaf of a condition with the plain evaluator's value of it, spoken of the person or the sponsor.
std::string same_leaves(const World& world, const fast::Plan& plan, const Condition& condition, const Subject& subject, Month month,
                        const fast::LeafStates& states) {
  const auto each = [&](const std::vector<ConditionPtr>& parts) {
    for (const auto& part : parts) {
      if (auto found = same_leaves(world, plan, *part, subject, month, states); !found.empty()) return found;
    }
    return std::string();
  };
  if (const auto* all = std::get_if<All>(&condition.node)) return each(all->parts);
  if (const auto* any = std::get_if<Any>(&condition.node)) return each(any->parts);
  if (const auto* no = std::get_if<Not>(&condition.node)) return each({no->part});
  if (const auto* use = std::get_if<TermUse>(&condition.node)) return each({world.law.terms[use->term].means});
  if (const auto* sponsor = std::get_if<OfSponsor>(&condition.node)) {
    if (plan.bit_of_sponsor_leaf.contains(sponsor->part.get())) {  // one leaf: compare it through its sponsor
      const Tri plain = plain::holds(world.law, condition, subject, month);
      const Tri fast = states.of(plan.bit_of_sponsor_leaf.at(sponsor->part.get()));
      if (plain != fast) return fmt::format("sponsor leaf {} in {}", static_cast<int>(plain), to_string(month));
    }
    return {};
  }
  const Tri plain = plain::holds(world.law, condition, subject, month);
  const Tri fast = states.of(plan.bit_of_leaf.at(&condition));
  return plain == fast ? std::string()
                       : fmt::format("leaf: plain {} fast {} in {}", static_cast<int>(plain), static_cast<int>(fast), to_string(month));
}

std::string same_findings(const World& world) {
  const Facts facts(world);
  const fast::Plan plan(world.law);
  fast::Evaluator evaluator(plan, facts.members, last_month);
  for (std::size_t i = 0; i < world.source.size(); ++i) {
    const auto decisions = plain::decide(world.law, facts.at_source(i), facts.at_hub(i), world.law.first_month(), last_month);
    for (Month month = world.law.first_month(); month <= last_month; month = month.plus(5)) {
      const auto finding = evaluator.decide(facts.at_source(i), facts.at_hub(i), month);
      const auto plain = std::ranges::find(decisions, month, &Decision::month);
      if ((plain != decisions.end()) != finding.decision.has_value())
        return fmt::format("person {} in {}: a decision or none", i, to_string(month));
      if (finding.decision && *finding.decision != *plain) return text(world, *plain) + " / " + text(world, *finding.decision);
      const auto leaves = [&](const ConditionPtr& condition, const Subject& subject, const fast::LeafStates& states) {
        return same_leaves(world, plan, *condition, subject, month, states);
      };
      for (const auto& category : world.law.categories) {
        if (auto found = leaves(category.when, facts.at_source(i), finding.source); !found.empty()) return found;
      }
      for (const auto& exclusion : world.law.exclusions) {
        if (auto found = leaves(exclusion.when, facts.at_hub(i), finding.hub); !found.empty()) return found;
      }
      for (const auto& start : world.law.push->starts) {
        if (auto found = leaves(start.when, facts.at_source(i), finding.source); !found.empty()) return found;
      }
    }
  }
  return {};
}

/// Every month by itself, with what the months before it left behind.
std::string same_single_months(const World& world) {
  const Facts facts(world);
  const fast::Plan plan(world.law);
  fast::Evaluator evaluator(plan, facts.members, last_month);
  const fast::MonthEvaluator single(plan);
  for (std::size_t i = 0; i < world.source.size(); ++i) {
    const Subject source = facts.at_source(i), hub = facts.at_hub(i);
    const auto decisions = plain::decide(world.law, source, hub, world.law.first_month(), last_month);
    const auto course = evaluator.course(source, hub);
    for (Month month = world.law.first_month().plus(-2); month <= last_month; month = month.plus(1)) {
      const auto finding = single.decide(source, hub, month, fast::before(course, month));
      const auto plain = std::ranges::find(decisions, month, &Decision::month);
      if ((plain != decisions.end()) != finding.decision.has_value())
        return fmt::format("person {} in {}: a decision or none", i, to_string(month));
      if (finding.decision && *finding.decision != *plain) return text(world, *plain) + " / " + text(world, *finding.decision);
      const auto whole = evaluator.decide(source, hub, std::max(month, evaluator.origin()));
      if (month >= evaluator.origin() && (whole.source != finding.source || whole.hub != finding.hub))
        return fmt::format("person {} in {}: states of conditions", i, to_string(month));
    }
  }
  return {};
}

/// A hub that knows the register as the source does makes of what is handed over what the law as a whole makes of it.
std::string same_at_hub(const World& world) {
  const Facts facts(world);
  for (std::size_t i = 0; i < world.source.size(); ++i) {
    const Subject both = facts.at_source(i);
    for (const auto& whole : plain::decide(world.law, both, both, world.law.first_month(), last_month)) {
      if (whole.outcome != Outcome::transmit && whole.stage != Stage::hub) continue;
      const auto alone = plain::at_hub(world.law, both, whole.month);
      const bool same_rule = whole.outcome == Outcome::transmit || whole.rule == alone.rule;
      if (alone.outcome != whole.outcome || alone.category != whole.category || alone.stage != whole.stage || !same_rule)
        return text(world, whole) + " / " + text(world, alone);
    }
  }
  return {};
}

std::string counts_what_it_decides(const World& world) {
  const Facts facts(world);
  const fast::Plan plan(world.law);
  fast::Evaluator evaluator(plan, facts.members, last_month);
  const Month from = world.law.first_month().plus(7);
  std::vector<std::uint64_t> counted(plan.keys.size()), told(plan.keys.size()), decided(plan.keys.size());
  evaluator.count(facts.source, 0, facts.source.size(), from, counted);
  evaluator.each(facts.source, 0, facts.source.size(), [&](domain::PersonIndex, std::span<const fast::KeyedMonths> keyed) {
    for (const auto& [key, months] : keyed) {
      for (Month month = from; month <= last_month; month = month.plus(1)) {
        const auto position = static_cast<std::size_t>(month - evaluator.origin());
        told[key] += (months[position / 64] >> (position % 64)) & 1;
      }
    }
  });
  for (std::size_t i = 0; i < world.source.size(); ++i) {
    for (const auto& decision : plain::decide(world.law, facts.at_source(i), facts.at_source(i), from, last_month)) {
      const auto key = std::ranges::find_if(plan.keys, [&](const fast::Key& k) {
        return k.outcome == decision.outcome && k.category == decision.category && k.rule == decision.rule && k.stage == decision.stage;
      });
      ++decided[static_cast<std::size_t>(key - plan.keys.begin())];
    }
  }
  return counted == decided && told == decided ? std::string() : "counts differ";
}

void holds_on_random_worlds(const char* name, const Property& property) {
  for (std::uint64_t seed = first_seed; seed < first_seed + worlds(); ++seed) {
    const auto world = random_world(seed);
    if (property(world).empty()) continue;
    const auto kept = smallest(world, [&](const World& smaller) { return !property(smaller).empty(); });
    const auto file = fmt::format("smallest-{}-{}.txt", name, seed);
    std::ofstream(file) << property(kept) << '\n' << describe(kept);
    FAIL() << "seed " << seed << ", kept in " << file << ":\n" << property(kept) << "\n" << describe(kept);
  }
}

TEST(PlainAndFast, MakeTheSameDecisions) { holds_on_random_worlds("decisions", same_decisions); }
TEST(PlainAndFast, AgreeWhetherAnythingMayBeSaid) { holds_on_random_worlds("speakable", same_speakable); }
TEST(PlainAndFast, FindTheSameStateOfEveryLeaf) { holds_on_random_worlds("findings", same_findings); }
TEST(PlainAndFast, DecideSingleMonthsAlike) { holds_on_random_worlds("single", same_single_months); }
TEST(Plain, DecidesAtTheHubAsInTheWhole) { holds_on_random_worlds("hub", same_at_hub); }
TEST(PlainAndFast, CountWhatTheyDecide) { holds_on_random_worlds("counts", counts_what_it_decides); }

TEST(RandomWorlds, ReachEveryOutcome) {
  std::array<int, 6> outcomes{};
  for (std::uint64_t seed = first_seed; seed < first_seed + 2'000; ++seed) {
    const auto world = random_world(seed);
    const Facts facts(world);
    for (std::size_t i = 0; i < world.source.size(); ++i) {
      for (const auto& decision : plain::decide(world.law, facts.at_source(i), facts.at_hub(i), world.law.first_month(), last_month)) {
        ++outcomes[static_cast<std::size_t>(decision.outcome)];
      }
    }
  }
  for (std::size_t i = 0; i < outcomes.size(); ++i) EXPECT_GT(outcomes[i], 100) << outcome_names[i];
}

}  // namespace
}  // namespace crossroads::law::test
