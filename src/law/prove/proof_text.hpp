// Why a mutant changes nothing, in words.
#pragma once

#include <string>

#include "law/prove/equivalence.hpp"
#include "law/prove/mutants.hpp"

namespace crossroads::law::prove {

/// Of a mutant that `comparison` found to decide the same in every state of the space.
[[nodiscard]] std::string proof_text(const Space& space, const Authorisation& original, const Mutant& mutant, const Comparison& comparison);

}  // namespace crossroads::law::prove
