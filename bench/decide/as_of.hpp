// What a per-decision engine is given: the facts of one person in one month as they stand on the as-of day, worked out beforehand.
// (Our own engine gets no such help: it starts from the rows.)
#pragma once

#include <cstdint>

#include "domain/country.hpp"
#include "domain/population.hpp"
#include "law/evaluate/fast.hpp"

namespace crossroads::bench {

struct AsOf {
  bool belgian = false;   ///< one nationality is Belgian
  bool in_union = false;  ///< none is, and one is of a member state
  bool nationality_known = false;
  bool has_stay = false;  ///< a legal stay row covers the as-of day; the next six are of it
  domain::Ground ground = domain::Ground::other;
  domain::Quality quality = domain::Quality::other;
  domain::Register reg = domain::Register::none;
  bool recognised = false;
  std::int32_t stay_months = 0;  ///< whole months since the first day of the unbroken chain
  bool sponsor_fits = false;     ///< the sponsor is a Union citizen of art. 40 who works or looks for work
  bool ris = false;              ///< living wage this month
  bool social_aid = false;       ///< social aid or an equivalent of the living wage this month
  bool social_aid_so_far = false;
  std::int32_t ris_months = 0;  ///< whole months since the first day of the running living wage
  bool started = false;         ///< in an earlier month
  bool handed_before = false;   ///< handed over in the month before
};

/// `course`: of the person; tells what happened before the month.
[[nodiscard]] AsOf as_of(const domain::Population& population, const domain::UnionMembers& members, domain::PersonIndex person,
                         domain::Month month, const law::fast::Course& course);

}  // namespace crossroads::bench
