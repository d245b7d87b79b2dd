// Everything that a store knows, as lines that a test can compare and a person can read.
#pragma once

#include <string>
#include <vector>

#include "facts/fact_store.hpp"

namespace crossroads::test {

/// One line a fact: its kind, its key, what else it says but for what every test row has alike. In the order of kinds, then of keys.
[[nodiscard]] std::vector<std::string> known_facts(facts::FactStore& store, facts::AsKnown when = facts::known_now);

/// The same with the version and its import: two lists alike mean that nothing was written.
[[nodiscard]] std::vector<std::string> known_with_imports(facts::FactStore& store, facts::AsKnown when = facts::known_now);

}  // namespace crossroads::test
