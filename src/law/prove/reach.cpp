#include "law/prove/reach.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "law/cases/world.hpp"
#include "law/evaluate/fast.hpp"
#include "law/evaluate/plain.hpp"

namespace crossroads::law::prove {
namespace {

using domain::Month;

bool aided(const Subject& subject, Month month) {
  return std::ranges::any_of(subject.view.population.grants(subject.person),
                             [&](const domain::GrantRow& grant) { return grant.period.days_in(month) > 0; });
}

/// Every rule at every stage at which it is asked.
std::vector<Asked> every_asked(const Authorisation& law) {
  std::vector<Asked> all;
  for (std::size_t c = 0; c < law.categories.size(); ++c) all.push_back({Part::category, c, Stage::source});
  for (std::size_t e = 0; e < law.exclusions.size(); ++e) {
    if (law.exclusions[e].at_source) all.push_back({Part::exclusion, e, Stage::source});
    if (law.exclusions[e].at_hub) all.push_back({Part::exclusion, e, Stage::hub});
  }
  if (law.push) {
    for (std::size_t s = 0; s < law.push->starts.size(); ++s) all.push_back({Part::start, s, Stage::source});
  }
  return all;
}

/// One person, month after month.
class Walk {
 public:
  Walk(const Authorisation& law, const Subject& source, const Subject& hub, const AskedVisit& visit)
      : law_(law), source_(source), hub_(hub), visit_(visit) {}

  void month(Month month) {
    const auto category = category_of(month);
    if (category == no_category || spoken(category, Stage::source, source_, month)) return;
    if (!started_ && !starts(month)) return;
    started_ = true;
    spoken(category, Stage::hub, hub_, month);
  }

 private:
  Tri ask(const Asked& asked, const Condition& condition, const Subject& subject, Month month) {
    const Tri value = plain::holds(law_, condition, subject, month);
    visit_(asked, value);
    return value;
  }

  CategoryIndex category_of(Month month) {
    for (std::size_t c = 0; c < law_.categories.size(); ++c) {
      if (ask({Part::category, c, Stage::source}, *law_.categories[c].when, source_, month) == Tri::yes)
        return static_cast<CategoryIndex>(c);
    }
    return no_category;
  }

  bool spoken(CategoryIndex category, Stage stage, const Subject& subject, Month month) {
    for (std::size_t e = 0; e < law_.exclusions.size(); ++e) {
      const auto& exclusion = law_.exclusions[e];
      if (!(stage == Stage::source ? exclusion.at_source : exclusion.at_hub) || !exclusion.applies_to(category)) continue;
      if (ask({Part::exclusion, e, stage}, *exclusion.when, subject, month) != Tri::no) return true;
    }
    return false;
  }

  bool starts(Month month) {
    if (law_.push->starts_at_once) return true;
    for (std::size_t s = 0; s < law_.push->starts.size(); ++s) {
      if (ask({Part::start, s, Stage::source}, *law_.push->starts[s].when, source_, month) == Tri::yes) return true;
    }
    return false;
  }

  const Authorisation& law_;
  const Subject& source_;
  const Subject& hub_;
  const AskedVisit& visit_;
  bool started_ = false;
};

}  // namespace

void each_asked(const Authorisation& law, const Subject& source, const Subject& hub, Month last, const AskedVisit& visit) {
  if (!law.push) return;
  Walk walk(law, source, hub, visit);
  for (Month month = law.first_month(); month <= last; month = month.plus(1)) {
    if (aided(source, month)) walk.month(month);
  }
}

std::vector<CaseReach> reach_of_cases(const Authorisation& law, const std::vector<cases::Case>& cases,
                                      const domain::UnionMembers& members) {
  std::map<Asked, CaseReach> reached;
  for (const auto& one : cases) {
    const cases::World world(one, members);
    const auto once = [&](std::vector<const cases::Case*>& list) {
      if (list.empty() || list.back() != &one) list.push_back(&one);
    };
    each_asked(law, world.at_source(), world.at_hub(), one.last_month(), [&](const Asked& asked, Tri value) {
      auto& of = reached[asked];
      once(value == Tri::yes ? of.holds : value == Tri::no ? of.fails : of.unknown);
    });
  }
  std::vector<CaseReach> list;
  for (const auto& asked : every_asked(law)) {
    list.push_back(std::move(reached[asked]));
    list.back().asked = asked;
  }
  return list;
}

std::vector<PersonReach> reach_of_persons(const Authorisation& law, const View& view, Month last) {
  std::map<Asked, PersonReach> reached;
  const fast::Plan plan(law);
  if (last >= law.first_month()) {
    fast::Evaluator evaluator(plan, view.members, last);
    for (std::size_t person = 0; person < view.population.size(); ++person) {
      const Subject subject{view, domain::PersonIndex{static_cast<std::uint32_t>(person)}};
      const auto course = evaluator.course(subject, subject);
      std::set<Asked> decided, withheld;  // each person counts once
      for (const auto& decision : course.decisions) {
        if (decision.category != no_category) decided.insert({Part::category, decision.category, Stage::source});
        if (decision.rule.kind != RuleRef::Kind::exclusion) continue;
        (decision.outcome == Outcome::withhold ? withheld : decided).insert({Part::exclusion, decision.rule.index, decision.stage});
      }
      if (course.started && course.start_rule.kind == RuleRef::Kind::start)
        decided.insert({Part::start, course.start_rule.index, Stage::source});
      for (const auto& asked : decided) ++reached[asked].persons;
      for (const auto& asked : withheld) ++reached[asked].withheld;
    }
  }
  std::vector<PersonReach> list;
  for (const auto& asked : every_asked(law)) {
    list.push_back(reached[asked]);
    list.back().asked = asked;
  }
  return list;
}

}  // namespace crossroads::law::prove
