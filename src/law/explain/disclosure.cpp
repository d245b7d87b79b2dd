#include "law/explain/disclosure.hpp"

#include <algorithm>

namespace crossroads::law::explain {
namespace {

using domain::Month;

/// The months that the message names: the month itself, and those that the start rule counted if it starts here.
std::vector<Month> months_of(const Explanation& explanation) {
  const auto& course = explanation.course;
  if (course.started == explanation.month && !course.counted.empty()) return course.counted;
  return {explanation.month};
}

/// Whether the law said that nothing of the month may go out. A month that only waited for the duration is not held back.
bool held_back(const Decision& decision) {
  return decision.outcome == Outcome::outside || decision.outcome == Outcome::exclude || decision.outcome == Outcome::withhold;
}

/// From the first month sent or counted, without a break, to the explained one.
domain::MonthSpan spell(const Explanation& explanation) {
  const auto& course = explanation.course;
  const auto belongs = [&](Month month) {
    const auto decision = std::ranges::find(course.decisions, month, &Decision::month);
    const bool decided = decision != course.decisions.end();
    if (decided && decision->outcome == Outcome::transmit) return true;
    return !(decided && held_back(*decision)) && std::ranges::find(course.counted, month) != course.counted.end();
  };
  Month first = explanation.month;
  while (belongs(first.plus(-1))) first = first.plus(-1);
  return {first, explanation.month};
}

/// Amounts by nature without the nature would betray it: then their sum stands.
void add_amounts(DisclosureStep& step, const Explanation& explanation, bool by_nature) {
  const auto grants = explanation.source.view.population.grants(explanation.source.person);
  for (const Month month : months_of(explanation)) {
    if (!by_nature) {
      step.amounts.push_back({month, std::nullopt, amount_in(grants, all_natures, month)});
      continue;
    }
    for (std::size_t n = 0; n < domain::names<domain::Nature>.size(); ++n) {
      if (is_aided(grants, bit(n), month))
        step.amounts.push_back({month, static_cast<domain::Nature>(n), amount_in(grants, bit(n), month)});
    }
  }
}

void add_natures(DisclosureStep& step, const Explanation& explanation) {
  const auto grants = explanation.source.view.population.grants(explanation.source.person);
  for (std::size_t n = 0; n < domain::names<domain::Nature>.size(); ++n) {
    const bool aided = std::ranges::any_of(months_of(explanation), [&](Month month) { return is_aided(grants, bit(n), month); });
    if (aided) step.natures.push_back(static_cast<domain::Nature>(n));
  }
}

void add_quality(DisclosureStep& step, const Explanation& explanation, const Disclosure& disclosure) {
  const auto* row = current_stay(explanation.source, explanation.month.as_of_day());
  if (row == nullptr || step.quality) return;
  const bool allowed = !disclosure.only_values || (*disclosure.only_values & bit(static_cast<std::size_t>(row->quality))) != 0;
  if (allowed) step.quality = row->quality;
  step.quality_left_out = !allowed;
}

}  // namespace

std::pair<DisclosureStep, Basis> disclosure_of(const Explanation& explanation, CategoryIndex category) {
  DisclosureStep step;
  Basis basis;
  std::optional<AmountMode> amount;
  for (const auto& disclosure : explanation.authorisation().push->disclosures) {
    if (!disclosure.applies_to(category)) continue;
    step.fields.push_back({&disclosure, disclosure.field});
    basis.add(disclosure);
    if (disclosure.field == Field::amount) amount = disclosure.amount;
    if (disclosure.field == Field::nature) add_natures(step, explanation);
    if (disclosure.field == Field::periods) step.period = spell(explanation);
    if (disclosure.field == Field::quality) add_quality(step, explanation, disclosure);
  }
  if (amount) add_amounts(step, explanation, *amount == AmountMode::by_nature && !step.natures.empty());
  return {std::move(step), std::move(basis)};
}

}  // namespace crossroads::law::explain
