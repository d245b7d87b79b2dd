// Who is in the population: households, how each member came to Belgium, who sponsors whom. Drawn once, in order, before the
// biographies, because families need to know each other.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/country.hpp"
#include "domain/date.hpp"
#include "domain/period.hpp"
#include "synth/synth.hpp"

namespace crossroads::synth {

/// What brought the person to Belgium: it decides grounds, titles, registers and the nature of the aid.
enum class Life : std::uint8_t {
  belgian,            // Belgian from birth
  naturalised,        // third-country by birth, Belgian later
  naturalised_eu,     // Union citizen by birth, Belgian later
  eu_worker,          // art. 40, employee or self-employed
  eu_jobseeker,       // art. 40
  eu_means,           // art. 40, sufficient means
  eu_student,         // art. 40, student
  eu_visitor,         // art. 40 §3, up to three months
  settled,            // third-country, unlimited stay
  labour_migrant,     // third-country, limited stay
  refugee,            // protection recognised
  asylum_seeker,      // waiting register
  student,            // art. 58
  family_of_eu,       // art. 40bis
  family_of_belgian,  // art. 40ter
  other_family,       // art. 47/1
  family_of_settled,  // art. 10
  family_of_limited,  // art. 10bis
  family_of_student   // art. 10bis of an art. 58 student
};

/// A place in the population.
using PersonNumber = std::uint32_t;
inline constexpr PersonNumber nobody = 0xffff'ffff;

/// How much of the day of birth the National Register knows.
enum class BirthKnown : std::uint8_t { whole, month, year };

struct Draft {
  Life life = Life::belgian;
  BirthKnown birth_known = BirthKnown::whole;
  std::uint8_t numbers = 1;  ///< how many numbers the person had, the newest included
  bool aided = true;
  domain::Date birth = {};
  domain::Date arrival = {};     ///< the first day of the first stay
  domain::Country country = {};  ///< of birth nationality
  PersonNumber sponsor = nobody;
  PersonNumber later_sponsor = nobody;  ///< of the same kind, in another household
};

/// The bounds of all dates, from the options.
struct Calendar {
  domain::Date first;  ///< first day of the first month
  domain::Date last;   ///< last day of the last month
  domain::Date today;
};
[[nodiscard]] Calendar calendar_of(const Options& options);

[[nodiscard]] std::vector<Draft> draft_population(const Options& options);

}  // namespace crossroads::synth
