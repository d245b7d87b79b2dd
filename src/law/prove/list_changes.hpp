// Every small change of the rules as lists: their order, their absence, where and for whom they are checked, and what is disclosed.
#pragma once

#include <functional>

#include "law/prove/mutants.hpp"

namespace crossroads::law::prove {

/// `law` is bare.
void change_lists(const Authorisation& law, const std::function<void(Mutant&&)>& say);

}  // namespace crossroads::law::prove
