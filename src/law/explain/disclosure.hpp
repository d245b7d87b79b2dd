// What a message on a transmitted month would hold (SPEC §8). Private to this folder.
#pragma once

#include <utility>

#include "law/explain/explanation.hpp"

namespace crossroads::law::explain {

/// The explanation's month is transmitted.
[[nodiscard]] std::pair<DisclosureStep, Basis> disclosure_of(const Explanation& explanation, CategoryIndex category);

}  // namespace crossroads::law::explain
