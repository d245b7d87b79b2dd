// Changes of facts as imports bring them, at random, crowding the edges: for properties of runs.
#pragma once

#include <random>

#include "world.hpp"

namespace crossroads::run::test {

using Random = std::mt19937_64;

/// So many persons whose facts lie around `middle`.
[[nodiscard]] World random_facts(Random& random, unsigned persons, Month middle);
/// One change: a late, corrected or cancelled grant, another stay, a new name, number or nationality, or a person of whom nothing is known any more.
void change_facts(Random& random, World& world, Month middle);

}  // namespace crossroads::run::test
