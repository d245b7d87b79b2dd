// Every small change of one condition.
#pragma once

#include <string>
#include <vector>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law::prove {

/// The kinds of change, as `law test --mutants` counts them.
enum class Change : std::uint8_t {
  threshold,
  comparison,
  joint,
  dropped,
  negated,
  member,
  nationality,
  timing,
  scope,  // within a condition
  swapped,
  left_out,
  stage,
  categories,
  disclosed,
  amount,
  values,
  pause,
  in_force  // of the rules themselves
};
inline constexpr std::array<std::string_view, 18> change_names{"a threshold one unit up or down",
                                                               "one comparison for another",
                                                               "`and` for `or`",
                                                               "a condition dropped",
                                                               "a condition negated",
                                                               "a member added, taken or replaced",
                                                               "one nationality class for another",
                                                               "`so far` or `for` dropped",
                                                               "the sponsor's condition asked of the person",
                                                               "two neighbours swapped",
                                                               "a rule left out",
                                                               "a stage moved",
                                                               "categories widened or narrowed",
                                                               "a field added or withheld",
                                                               "how the amount is disclosed",
                                                               "the values of a field",
                                                               "the pause a month more or less",
                                                               "in force a month earlier or later"};

struct ConditionChange {
  Change change;
  Span span;                ///< of the part that changes
  std::string description;  ///< "`stay >= 3 years` becomes `stay > 3 years`"
  ConditionPtr condition;   ///< the whole, changed
};

/// `law` names the terms. Changes that the language cannot write are left out (a set of no value, a duration of nothing).
[[nodiscard]] std::vector<ConditionChange> changes_of(const ConditionPtr& condition, const Authorisation& law);

}  // namespace crossroads::law::prove
