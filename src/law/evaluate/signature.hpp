// A condition as a text that is equal exactly where the meaning is written equally, spans apart: to share equal parts.
#pragma once

#include <string>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law {

/// Terms are written out.
[[nodiscard]] std::string signature(const Authorisation& authorisation, const Condition& condition);

}  // namespace crossroads::law
