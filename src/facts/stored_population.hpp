// The facts of a store as columns, as they are known now or were known after some import: what run and explain evaluate.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/problem.hpp"
#include "domain/population.hpp"
#include "facts/chains.hpp"
#include "facts/fact_store.hpp"

namespace crossroads::facts {

/// The chains of numbers that a store knows, with every number of each.
class StoredChains {
 public:
  /// As Chains::add.
  Chains::Verdict add(const ReplacementFact& replacement);
  [[nodiscard]] domain::Niss newest(domain::Niss niss) const { return chains_.newest(niss); }
  /// The number that replaced it directly.
  [[nodiscard]] std::optional<domain::Niss> successor(domain::Niss niss) const;
  /// Whether the newest number of a person replaced another one.
  [[nodiscard]] bool replaced_others(domain::Niss newest) const { return predecessors_.contains(newest); }
  /// Every number of the person, ascending, the newest and the given one included; the given one alone if it is in no chain.
  [[nodiscard]] std::vector<domain::Niss> numbers(domain::Niss niss) const;

 private:
  Chains chains_;
  std::map<domain::Niss, std::vector<domain::Niss>> predecessors_;  // a number → those that it replaced directly
};

struct StoredPopulation {
  domain::Population population;
  StoredChains chains;
};

/// Fails for a store that holds a loop or a second successor, which no import lets in.
[[nodiscard]] Result<StoredChains> load_chains(FactStore& store, AsKnown when = known_now);

/// Every person that is known by one number of the chain, under the newest; sponsors resolved through the chains, cancelled grants left out.
[[nodiscard]] Result<StoredPopulation> load_population(FactStore& store, AsKnown when = known_now);

/// Names and country as they are known now: of the newest number's own row, else of the row recorded last (SPEC §2).
/// Nothing for a person of whom no number is known.
[[nodiscard]] Result<std::optional<domain::Identity>> identity_of(FactStore& store, const StoredChains& chains, domain::Niss niss);

}  // namespace crossroads::facts
