// Names in the manner of a country, put together from syllables so that no real person is meant.
#pragma once

#include <string>

#include "domain/country.hpp"
#include "synth/random.hpp"

namespace crossroads::synth {

struct PersonName {
  std::string last;
  std::string first;  ///< one or two first names
};

/// Overwrites `name`, so that its memory is used again for the next person.
void draw_name(domain::Country country, Random& random, PersonName& name);

}  // namespace crossroads::synth
