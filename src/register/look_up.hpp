// The register's answer, from its facts.
#pragma once

#include "base/problem.hpp"
#include "facts/fact_store.hpp"
#include "facts/stored_population.hpp"
#include "register/person.hpp"

namespace crossroads::national_register {

/// `chains`: those of the store, as it is read here. Fails as the store fails.
[[nodiscard]] Result<RegisterAnswer> look_up(facts::FactStore& store, const facts::StoredChains& chains, const Question& question);

}  // namespace crossroads::national_register
