// What an evaluation looks at: the facts as one institution knows them (SPEC §8: each stage answers for its own view).
#pragma once

#include "domain/country.hpp"
#include "domain/population.hpp"

namespace crossroads::law {

/// The facts of one institution. Refers to them; they must outlive it.
struct View {
  const domain::Population& population;
  const domain::UnionMembers& members;
};

/// A person in a view.
struct Subject {
  View view;
  domain::PersonIndex person;
};

}  // namespace crossroads::law
