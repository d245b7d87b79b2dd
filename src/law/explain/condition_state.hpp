// A condition of the law as a tree of states: a look-up in a finding, no second evaluation.
#pragma once

#include <optional>
#include <vector>

#include "law/evaluate/fast.hpp"
#include "law/explain/fact.hpp"

namespace crossroads::law::explain {

/// A condition and how it stands, with the conditions inside it.
struct ConditionState {
  const Condition* condition = nullptr;
  bool of_sponsor = false;  ///< it is asked of the sponsor
  Tri state = Tri::unknown;
  std::optional<Fact> fact = {};           ///< behind a leaf, and behind `sponsor (…)`
  std::vector<ConditionState> parts = {};  ///< empty for a leaf; a term has one part, what it means
};

/// Kleene's `not`.
[[nodiscard]] Tri negated(Tri value);

/// How a condition of the plan's document stood for the stage whose states these are.
[[nodiscard]] ConditionState state_of(const fast::Plan& plan, const Condition& condition, const fast::LeafStates& states,
                                      const Subject& subject, domain::Month month);

/// The state alone, without facts: for many months at once.
[[nodiscard]] Tri value_of(const fast::Plan& plan, const Condition& condition, const fast::LeafStates& states, bool of_sponsor = false);

/// The condition with every `for N months` in it taken as reached while its aid is running: what makes a month wait.
[[nodiscard]] Tri value_but_for_duration(const fast::Plan& plan, const Condition& condition, const fast::LeafStates& states,
                                         const Subject& subject, domain::Month month);

}  // namespace crossroads::law::explain
