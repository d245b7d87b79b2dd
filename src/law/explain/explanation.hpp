// Why: what the law says of one person in one month, step by step in the order in which it is decided (SPEC §4, §7), each step with its
// paragraphs. Without words: render_text.hpp and render_html.hpp say it in a language.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "law/evaluate/fast.hpp"
#include "law/explain/condition_state.hpp"

namespace crossroads::law::explain {

/// The aid of the month, by nature and then by first day.
struct AidStep {
  struct Part {
    domain::Nature nature;
    domain::Cents amount;       ///< what the grant brings in the month
    domain::Cents whole_month;  ///< what it brings in a whole one
    std::int32_t days = 0;      ///< of the month that it covers
  };
  std::vector<Part> parts;
  domain::Cents total;
};
/// A category that was tried; the first that is true is the person's.
struct CategoryStep {
  CategoryIndex category;
  ConditionState when;
};
/// An exclusion that was checked; the first that is true or unknown speaks.
struct ExclusionStep {
  std::uint16_t exclusion;
  Stage stage;
  ConditionState when;
};
/// No exclusion stands at the stage for the category.
struct NoExclusionStep {
  Stage stage;
};
/// A start rule that was tried; the first that is true starts.
struct StartRuleStep {
  std::uint16_t rule;
  ConditionState when;
  bool waits = false;  ///< it would be true but for its duration
};
/// The transmission starts with the first eligible month: no start rules.
struct StartsAtOnceStep {};
/// It started in an earlier month.
struct StartedStep {
  domain::Month month;
  RuleRef rule;
};
/// What follows the start: `continue_`, `resume`, or a pause.
struct CourseStep {
  enum class Kind { continues, resumes, pauses };
  Kind kind;
  domain::Month last_handed_over;
};
/// What the law says of the month; nothing where it says nothing.
struct OutcomeStep {
  std::optional<Decision> decision;
  bool in_force = true;
};
/// What a message on the month would hold.
struct DisclosureStep {
  struct Of {
    const Disclosure* disclosure;
    Field field;
  };
  struct Amount {
    domain::Month month;
    std::optional<domain::Nature> nature;  ///< only where amounts are disclosed by nature
    domain::Cents amount;
  };
  std::vector<Of> fields;
  std::vector<domain::Nature> natures;      ///< of the months named, where the nature is disclosed
  std::vector<Amount> amounts;              ///< of the month, and of those that the start rule counted
  std::optional<domain::MonthSpan> period;  ///< the spell that ends in the month
  std::optional<domain::Quality> quality;
  bool quality_left_out = false;  ///< the quality is none of the values that may be disclosed
};

/// On what a step rests: paragraphs of the text, and the interpretations that shaped the rule.
struct Basis {
  Citations paragraphs = {};
  std::vector<std::string> interpretations = {};
  /// Adds what is not there yet.
  void add(const Declared& declared);
};

struct Step {
  std::variant<AidStep, CategoryStep, ExclusionStep, NoExclusionStep, StartRuleStep, StartsAtOnceStep, StartedStep, CourseStep, OutcomeStep,
               DisclosureStep>
      what;
  Basis basis = {};
};

/// Refers to the plan, its document and the facts, which must outlive it.
struct Explanation {
  const fast::Plan* plan;
  Subject source, hub;
  domain::Month month;
  std::optional<Decision> decision;
  fast::Course course;
  std::vector<Step> steps;

  [[nodiscard]] const Authorisation& authorisation() const { return *plan->authorisation; }
  [[nodiscard]] domain::Niss niss() const { return source.view.population.niss(source.person); }
};

/// `finding` and `course` come from an evaluator of the same plan, on the same subjects; the finding is the month's.
[[nodiscard]] Explanation explain(const fast::Plan& plan, const fast::Finding& finding, fast::Course course, const Subject& source,
                                  const Subject& hub, domain::Month month);

/// The same, asking the evaluator, whose last month must not be before `month`.
[[nodiscard]] Explanation explain(const fast::Plan& plan, fast::Evaluator& evaluator, const Subject& source, const Subject& hub,
                                  domain::Month month);

/// On what a decision rests: its rule; for `wait` the start rules with a duration; for a gap the push itself; for `outside` nothing.
[[nodiscard]] Basis basis_of(const fast::Plan& plan, const Decision& decision);

}  // namespace crossroads::law::explain
