// The state of every leaf condition in one month. Private to this folder.
#pragma once

#include "law/evaluate/fast.hpp"

namespace crossroads::law::fast {

/// The register's leaves for the subject on the as-of day; leaves on aid are left at "yes" for the caller to fill.
[[nodiscard]] LeafStates register_states(const Plan& plan, const Subject& subject, domain::Date as_of);

}  // namespace crossroads::law::fast
