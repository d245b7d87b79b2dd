#include "law/explain/explanation.hpp"

#include <algorithm>

#include "law/explain/disclosure.hpp"

namespace crossroads::law::explain {
namespace {

using domain::Month;

Basis basis_of(const Declared& declared) {
  Basis basis;
  basis.add(declared);
  return basis;
}

Basis basis_of(const Push& push, RuleRef rule) {
  switch (rule.kind) {
    case RuleRef::Kind::start: return basis_of(push.starts[rule.index]);
    case RuleRef::Kind::at_once: return basis_of(push.at_once);
    case RuleRef::Kind::continue_: return basis_of(push.pause);  // it goes on for want of a pause
    case RuleRef::Kind::resume: return basis_of(push.resume);
    case RuleRef::Kind::none:
    case RuleRef::Kind::exclusion: break;
  }
  return basis_of(push);
}

/// Writes the steps in the order in which the month is decided.
class Steps {
 public:
  Steps(Explanation& explanation, const fast::Finding& finding)
      : explanation_(explanation),
        finding_(finding),
        plan_(*explanation.plan),
        authorisation_(*explanation.plan->authorisation),
        month_(explanation.month) {}

  void write() {
    const bool aided = aid();
    if (authorisation_.push && month_ >= authorisation_.first_month()) {
      if (aided) decide();
      else pause();
    }
    outcome();
    if (explanation_.decision && explanation_.decision->outcome == Outcome::transmit) {
      auto [disclosure, basis] = disclosure_of(explanation_, explanation_.decision->category);
      add_step(std::move(disclosure), std::move(basis));
    }
  }

 private:
  template <class What>
  void add_step(What what, Basis basis = {}) {
    explanation_.steps.push_back({std::move(what), std::move(basis)});
  }

  bool aid() {
    AidStep step;
    const auto grants = explanation_.source.view.population.grants(explanation_.source.person);
    std::vector<domain::GrantRow> ordered(grants.begin(), grants.end());
    std::ranges::stable_sort(ordered, {}, [](const auto& grant) { return std::pair(grant.nature, grant.period.from); });
    for (const auto& grant : ordered) {
      const auto days = grant.period.days_in(month_);
      if (days == 0) continue;
      const auto amount = domain::prorated(grant.monthly, grant.period, month_);
      step.parts.push_back({grant.nature, amount, grant.monthly, days});
      step.total += amount;
    }
    const bool aided = !step.parts.empty();
    add_step(std::move(step));
    return aided;
  }

  void decide() {
    const auto category = find_category();
    if (!category) return;
    if (!passes(*category, Stage::source, explanation_.source, finding_.source)) return;
    if (!starts()) return;
    (void)passes(*category, Stage::hub, explanation_.hub, finding_.hub);
  }

  std::optional<CategoryIndex> find_category() {
    for (std::size_t c = 0; c < authorisation_.categories.size(); ++c) {
      const auto& category = authorisation_.categories[c];
      auto when = state_of(plan_, *category.when, finding_.source, explanation_.source, month_);
      const bool holds = when.state == Tri::yes;
      add_step(CategoryStep{static_cast<CategoryIndex>(c), std::move(when)}, basis_of(category));
      if (holds) return static_cast<CategoryIndex>(c);
    }
    return std::nullopt;
  }

  /// Whether every exclusion of the stage is false.
  bool passes(CategoryIndex category, Stage stage, const Subject& subject, const fast::LeafStates& states) {
    bool any = false;
    for (std::size_t e = 0; e < authorisation_.exclusions.size(); ++e) {
      const auto& exclusion = authorisation_.exclusions[e];
      if (!(stage == Stage::source ? exclusion.at_source : exclusion.at_hub) || !exclusion.applies_to(category)) continue;
      any = true;
      auto when = state_of(plan_, *exclusion.when, states, subject, month_);
      const bool clear = when.state == Tri::no;
      add_step(ExclusionStep{static_cast<std::uint16_t>(e), stage, std::move(when)}, basis_of(exclusion));
      if (!clear) return false;
    }
    if (!any) add_step(NoExclusionStep{stage});
    return true;
  }

  /// Whether the month is handed over.
  bool starts() {
    const auto& push = *authorisation_.push;
    const auto& course = explanation_.course;
    if (course.started && *course.started < month_) {
      add_step(StartedStep{*course.started, course.start_rule}, basis_of(push, course.start_rule));
      const Month last = last_handed_over();
      const bool continues = month_ - last <= push.pause_after_months;
      add_step(CourseStep{continues ? CourseStep::Kind::continues : CourseStep::Kind::resumes, last},
               basis_of(continues ? push.pause : push.resume));
      return true;
    }
    if (push.starts_at_once) {
      add_step(StartsAtOnceStep{}, basis_of(push.at_once));
      return true;
    }
    for (std::size_t s = 0; s < push.starts.size(); ++s) {
      const auto& rule = push.starts[s];
      auto when = state_of(plan_, *rule.when, finding_.source, explanation_.source, month_);
      const bool holds = when.state == Tri::yes;
      const bool waits = !holds && plan_.starts[s].has_duration &&
                         value_but_for_duration(plan_, *rule.when, finding_.source, explanation_.source, month_) == Tri::yes;
      add_step(StartRuleStep{static_cast<std::uint16_t>(s), std::move(when), waits}, basis_of(rule));
      if (holds) return true;
    }
    return false;
  }

  /// Before the explained month; only asked where there is one.
  [[nodiscard]] Month last_handed_over() const {
    Month last = *explanation_.course.started;
    for (const auto month : explanation_.course.handed_over) {
      if (month < month_) last = month;
    }
    return last;
  }

  void pause() {
    const auto& decision = explanation_.decision;
    if (!decision || decision->outcome != Outcome::pause) return;
    const auto& push = *authorisation_.push;
    add_step(StartedStep{*explanation_.course.started, explanation_.course.start_rule}, basis_of(push, explanation_.course.start_rule));
    add_step(CourseStep{CourseStep::Kind::pauses, last_handed_over()}, basis_of(push.pause));
  }

  void outcome() {
    const auto& decision = explanation_.decision;
    add_step(OutcomeStep{decision, month_ >= authorisation_.first_month()}, decision ? explain::basis_of(plan_, *decision) : Basis{});
  }

  Explanation& explanation_;
  const fast::Finding& finding_;
  const fast::Plan& plan_;
  const Authorisation& authorisation_;
  Month month_;
};

}  // namespace

void Basis::add(const Declared& declared) {
  for (const auto paragraph : declared.citations) {
    if (std::ranges::find(paragraphs, paragraph) == paragraphs.end()) paragraphs.push_back(paragraph);
  }
  for (const auto& interpretation : declared.interpretations) {
    if (std::ranges::find(interpretations, interpretation) == interpretations.end()) interpretations.push_back(interpretation);
  }
}

Explanation explain(const fast::Plan& plan, const fast::Finding& finding, fast::Course course, const Subject& source, const Subject& hub,
                    Month month) {
  Explanation explanation{&plan, source, hub, month, finding.decision, std::move(course), {}};
  Steps(explanation, finding).write();
  return explanation;
}

Explanation explain(const fast::Plan& plan, fast::Evaluator& evaluator, const Subject& source, const Subject& hub, Month month) {
  fast::Finding finding;
  if (month >= plan.authorisation->first_month()) finding = evaluator.decide(source, hub, month);  // before, the law asks nothing
  return explain(plan, finding, evaluator.course(source, hub), source, hub, month);
}

Basis basis_of(const fast::Plan& plan, const Decision& decision) {
  const auto& authorisation = *plan.authorisation;
  Basis basis;
  switch (decision.outcome) {
    case Outcome::outside: break;
    case Outcome::wait:
      for (std::size_t s = 0; s < plan.starts.size(); ++s) {
        if (plan.starts[s].has_duration) basis.add(authorisation.push->starts[s]);
      }
      break;
    case Outcome::pause: basis.add(authorisation.push->pause); break;
    case Outcome::exclude:
    case Outcome::withhold:
    case Outcome::transmit:
      if (decision.rule.kind == RuleRef::Kind::exclusion) basis.add(authorisation.exclusions[decision.rule.index]);
      else basis = basis_of(*authorisation.push, decision.rule);
      break;
  }
  return basis;
}

}  // namespace crossroads::law::explain
