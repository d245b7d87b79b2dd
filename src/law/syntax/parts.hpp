// Walking over conditions.
#pragma once

#include <span>

#include "law/syntax/condition.hpp"

namespace crossroads::law {

/// The conditions directly inside a condition, in the order of the text; none for a leaf. Terms are leaves: what they mean stands elsewhere.
[[nodiscard]] std::span<const ConditionPtr> parts_of(const Condition& condition);

}  // namespace crossroads::law
