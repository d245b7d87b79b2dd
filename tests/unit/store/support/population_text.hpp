// A population as text that a test can compare and a person can read.
#pragma once

#include <string>

#include "domain/population.hpp"
#include "facts/stored_population.hpp"

namespace crossroads::test {

/// Persons in order, each with its nationalities and grants sorted, and its stays as they lie.
[[nodiscard]] std::string population_text(const domain::Population& population);
[[nodiscard]] std::string population_text(facts::FactStore& store, facts::AsKnown when);

}  // namespace crossroads::test
