#include "law/prove/mutants.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include <fmt/format.h>

#include "law/check/checker.hpp"
#include "law/evaluate/signature.hpp"
#include "law/prove/list_changes.hpp"

namespace crossroads::law::prove {
namespace {

/// Whether the conditions have a meaning where they stand (codes L110 to L119), and no two exclusions for one category have one name (L102).
bool has_meaning(const Authorisation& law) {
  const auto findings = check(law, {.labels = false, .paragraphs = false});
  return std::ranges::none_of(findings, [](const Diagnostic& finding) {
    return finding.severity == Severity::error && (finding.code.starts_with("L11") || finding.code == "L102");
  });
}

class Mutation {
 public:
  Mutation(const Authorisation& law, const std::function<void(const Mutant&)>& visit) : law_(bare(law)), visit_(visit) {
    made_.insert(fingerprint(law_));
  }

  void run() {
    in_force();
    for (std::size_t i = 0; i < law_.terms.size(); ++i) {
      conditions(RuleKind::term, fmt::format("term {}", law_.terms[i].name.text), i, law_.terms[i].means,
                 [i](Authorisation& law) -> ConditionPtr& { return law.terms[i].means; });
    }
    for (std::size_t i = 0; i < law_.categories.size(); ++i) {
      conditions(RuleKind::category, fmt::format("category {}", law_.categories[i].name.text), i, law_.categories[i].when,
                 [i](Authorisation& law) -> ConditionPtr& { return law.categories[i].when; });
    }
    for (std::size_t i = 0; i < law_.exclusions.size(); ++i) {
      conditions(RuleKind::exclusion, fmt::format("exclude {}", law_.exclusions[i].name.text), i, law_.exclusions[i].when,
                 [i](Authorisation& law) -> ConditionPtr& { return law.exclusions[i].when; });
    }
    if (law_.push) {
      for (std::size_t i = 0; i < law_.push->starts.size(); ++i) {
        conditions(RuleKind::start, fmt::format("start {}", law_.push->starts[i].name.text), i, law_.push->starts[i].when,
                   [i](Authorisation& law) -> ConditionPtr& { return law.push->starts[i].when; });
      }
    }
    change_lists(law_, [this](const Mutant& mutant) { say(mutant); });
  }

 private:
  void say(const Mutant& mutant) {
    if (!made_.insert(fingerprint(mutant.law)).second || !has_meaning(mutant.law)) return;
    visit_(mutant);
  }

  void in_force() {
    for (const int months : {-1, 1}) {
      Mutant mutant{Change::in_force, RuleKind::authorisation, fmt::format("authorisation {}", law_.name.text), law_.name.span, {}, law_};
      mutant.law.in_force_from = law_.in_force_from.plus_months(months);
      mutant.description =
          fmt::format("in force from {} instead of {}", to_string(mutant.law.in_force_from), to_string(law_.in_force_from));
      say(mutant);
    }
  }

  template <class Access>
  void conditions(RuleKind kind, const std::string& rule, std::size_t place, const ConditionPtr& condition, const Access& access) {
    for (auto& change : changes_of(condition, law_)) {
      Mutant mutant{change.change, kind, rule, change.span, std::move(change.description), law_, place};
      access(mutant.law) = std::move(change.condition);
      say(mutant);
    }
  }

  Authorisation law_;
  const std::function<void(const Mutant&)>& visit_;
  std::unordered_set<std::string> made_;
};

}  // namespace

Authorisation bare(const Authorisation& law) {
  Authorisation result = law;
  result.labels.clear();
  result.notes.clear();
  result.comments.clear();
  result.closing_comments.clear();
  result.label_comments = {};
  result.consultation.reset();
  result.parameters.clear();
  result.indicators.clear();
  result.examinations.clear();
  return result;
}

std::string fingerprint(const Authorisation& law) {
  std::string text = fmt::format("from {};", law.first_month().index());
  for (const auto& category : law.categories) text += fmt::format("c {} {};", category.name.text, signature(law, *category.when));
  const auto list = [](const std::vector<CategoryIndex>& categories, std::size_t count) {
    if (categories.empty() || categories.size() == count) return std::string("all");
    std::string names;
    for (const auto category : categories) names += fmt::format("{},", category);
    return names;
  };
  for (const auto& exclusion : law.exclusions) {
    text += fmt::format("e {} {}{} {} {};", exclusion.name.text, exclusion.at_source, exclusion.at_hub,
                        list(exclusion.categories, law.categories.size()), signature(law, *exclusion.when));
  }
  if (!law.push) return text;
  text += fmt::format("push {} {};", law.push->starts_at_once, law.push->pause_after_months);
  for (const auto& start : law.push->starts) text += fmt::format("s {} {};", start.name.text, signature(law, *start.when));
  for (const auto& disclosure : law.push->disclosures) {
    text += fmt::format("d {} {} {} {};", static_cast<int>(disclosure.field), static_cast<int>(disclosure.amount),
                        disclosure.only_values.value_or(~ValueSet{0}), list(disclosure.categories, law.categories.size()));
  }
  return text;
}

void each_mutant(const Authorisation& law, const std::function<void(const Mutant&)>& visit) { Mutation(law, visit).run(); }

}  // namespace crossroads::law::prove
