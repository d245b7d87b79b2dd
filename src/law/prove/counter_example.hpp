// A difference between two laws as a person of flesh and blood: the case that is missing.
#pragma once

#include <optional>

#include "law/cases/case.hpp"
#include "law/prove/equivalence.hpp"

namespace crossroads::law::prove {

/// Facts that put somebody into the state in the first month of the original, so that nothing can have started before, with what the original decides of it.
/// Nothing where these facts do not tell the two laws apart: then the state was none that facts can have.
[[nodiscard]] std::optional<cases::Case> counter_example(const Space& space, const Difference& difference, const Authorisation& original,
                                                         const Authorisation& changed, const domain::UnionMembers& members);

/// The facts of one state, in the first month of the law. Expectations are left out.
[[nodiscard]] cases::Case somebody(const Space& space, const Authorisation& law, const RegisterState& source, const AidState& aid,
                                   const std::optional<RegisterState>& hub, const domain::UnionMembers& members);

/// A law's decisions of the months first..last as the expectations of a case about that person, the law's first month at the earliest.
void expect_what_is_decided(cases::Case& made, const Authorisation& law, domain::Month last, const domain::UnionMembers& members);

}  // namespace crossroads::law::prove
