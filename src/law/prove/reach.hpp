// Which rules are reached, and how: by the cases beside the law, and by the persons of a population.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "law/cases/case.hpp"
#include "law/evaluate/view.hpp"
#include "law/prove/rules.hpp"

namespace crossroads::law::prove {

/// A rule that is asked of persons, at one stage. Categories and start rules are the source's.
struct Asked {
  Part part = Part::category;
  std::size_t place = 0;
  Stage stage = Stage::source;
  friend constexpr auto operator<=>(const Asked&, const Asked&) = default;
};

/// Calls `visit` for every rule that is asked of the person in a month up to `last`, with its value. What an earlier rule has decided is not asked.
using AskedVisit = std::function<void(const Asked&, Tri)>;
void each_asked(const Authorisation& law, const Subject& source, const Subject& hub, domain::Month last, const AskedVisit& visit);

/// How cases reach one rule at one stage.
struct CaseReach {
  Asked asked;
  std::vector<const cases::Case*> holds, fails, unknown;  ///< each case once, in the order of the file
};
/// For every category, every exclusion at each of its stages, every start rule.
[[nodiscard]] std::vector<CaseReach> reach_of_cases(const Authorisation& law, const std::vector<cases::Case>& cases,
                                                    const domain::UnionMembers& members);

/// How many persons each rule has ever decided about, from the authorisation's first month up to `last`, both stages looking at the same facts.
struct PersonReach {
  Asked asked;
  std::uint64_t persons = 0;   ///< in the category; excluded by it; started by it
  std::uint64_t withheld = 0;  ///< exclusions: persons about whom it was unknown
};
[[nodiscard]] std::vector<PersonReach> reach_of_persons(const Authorisation& law, const View& view, domain::Month last);

}  // namespace crossroads::law::prove
