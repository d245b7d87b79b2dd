#include "law/explain/condition_state.hpp"

#include <algorithm>

#include "law/syntax/parts.hpp"

namespace crossroads::law::explain {
namespace {

/// `so far` and `for` are leaves here: their operand has no state of its own.
bool is_leaf(const Condition& condition) {
  return !std::holds_alternative<All>(condition.node) && !std::holds_alternative<Any>(condition.node) &&
         !std::holds_alternative<Not>(condition.node) && !std::holds_alternative<OfSponsor>(condition.node) &&
         !std::holds_alternative<TermUse>(condition.node);
}

/// The conditions directly inside: a term's is what it means.
std::span<const ConditionPtr> inside(const Authorisation& authorisation, const Condition& condition) {
  if (const auto* use = std::get_if<TermUse>(&condition.node)) return {&authorisation.terms[use->term].means, 1};
  return parts_of(condition);
}

/// The value of a composite from the values of its parts, given by place.
template <class Value>
Tri joined(const Condition& condition, std::size_t count, Value&& value) {
  Tri result = std::holds_alternative<Any>(condition.node) ? Tri::no : Tri::yes;
  for (std::size_t i = 0; i < count; ++i)
    result = std::holds_alternative<Any>(condition.node) ? std::max(result, value(i)) : std::min(result, value(i));
  return std::holds_alternative<Not>(condition.node) ? negated(result) : result;
}

Tri leaf_value(const fast::Plan& plan, const Condition& condition, const fast::LeafStates& states, bool of_sponsor) {
  return states.of((of_sponsor ? plan.bit_of_sponsor_leaf : plan.bit_of_leaf).at(&condition));
}

struct Tree {
  const fast::Plan& plan;
  const fast::LeafStates& states;
  domain::Month month;

  /// `subject`: of whom is asked; nothing where that is nobody we know.
  ConditionState of(const Condition& condition, const Subject* subject, bool of_sponsor) const {
    const auto& authorisation = *plan.authorisation;
    ConditionState node{&condition, of_sponsor};
    if (subject != nullptr) node.fact = fact_behind(authorisation, condition, *subject, month);
    if (is_leaf(condition)) {
      node.state = leaf_value(plan, condition, states, of_sponsor);
      return node;
    }
    if (const auto* asked = std::get_if<OfSponsor>(&condition.node)) {
      const auto* row = subject != nullptr ? current_stay(*subject, month.as_of_day()) : nullptr;
      const bool known = row != nullptr && domain::is_person(row->sponsor);
      const std::optional<Subject> sponsor =
          known ? std::optional<Subject>(std::in_place, Subject{subject->view, row->sponsor}) : std::nullopt;
      node.parts.push_back(of(*asked->part, sponsor ? &*sponsor : nullptr, true));
    } else {
      for (const auto& part : inside(authorisation, condition)) node.parts.push_back(of(*part, subject, of_sponsor));
    }
    node.state = joined(condition, node.parts.size(), [&](std::size_t i) { return node.parts[i].state; });
    return node;
  }
};

}  // namespace

Tri negated(Tri value) { return value == Tri::unknown ? Tri::unknown : value == Tri::yes ? Tri::no : Tri::yes; }

ConditionState state_of(const fast::Plan& plan, const Condition& condition, const fast::LeafStates& states, const Subject& subject,
                        domain::Month month) {
  return Tree{plan, states, month}.of(condition, &subject, false);
}

Tri value_of(const fast::Plan& plan, const Condition& condition, const fast::LeafStates& states, bool of_sponsor) {
  if (is_leaf(condition)) return leaf_value(plan, condition, states, of_sponsor);
  const auto parts = inside(*plan.authorisation, condition);
  const bool sponsor = of_sponsor || std::holds_alternative<OfSponsor>(condition.node);
  return joined(condition, parts.size(), [&](std::size_t i) { return value_of(plan, *parts[i], states, sponsor); });
}

Tri value_but_for_duration(const fast::Plan& plan, const Condition& condition, const fast::LeafStates& states, const Subject& subject,
                           domain::Month month) {
  if (const auto* lasting = std::get_if<For>(&condition.node)) {
    const auto natures = natures_of(*plan.authorisation, *lasting->aid);
    return is_aided(subject.view.population.grants(subject.person), natures, month) ? Tri::yes : Tri::no;
  }
  if (is_leaf(condition) || std::holds_alternative<OfSponsor>(condition.node))
    return value_of(plan, condition, states);  // no duration is asked of a sponsor
  const auto parts = inside(*plan.authorisation, condition);
  return joined(condition, parts.size(), [&](std::size_t i) { return value_but_for_duration(plan, *parts[i], states, subject, month); });
}

}  // namespace crossroads::law::explain
