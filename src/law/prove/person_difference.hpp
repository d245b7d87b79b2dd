// For whom two versions of an authorisation decide otherwise, on the facts of a population.
#pragma once

#include <string>
#include <vector>

#include "law/evaluate/view.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::law::prove {

struct PersonDifferenceOptions {
  domain::Month from, to;
  std::size_t examples = 3;  ///< of each group
};

/// Months that were decided one way and are decided another.
struct DecisionChange {
  std::string before, after;  ///< `wait eu-worker`, `nothing`, `transmit family, disclose niss, …`
  std::uint64_t months = 0;   ///< of all persons
  std::uint64_t persons = 0;
  struct Example {
    domain::Niss niss;
    domain::Month month;
  };
  std::vector<Example> examples = {};  ///< the first persons, each in their first month
};

struct PersonDifference {
  std::vector<DecisionChange> changes;  ///< the most months first
  std::uint64_t persons = 0;            ///< about whom anything changes
  std::uint64_t looked_at = 0;
};

/// Both stages look at the same facts. Decisions are compared by name, so that rules may stand elsewhere.
[[nodiscard]] PersonDifference person_difference(const Authorisation& before, const Authorisation& after, const View& view,
                                                 const PersonDifferenceOptions& options);

[[nodiscard]] std::string as_text(const PersonDifference& difference);
/// One JSON object a change, and a last one with the totals.
[[nodiscard]] std::string as_ndjson(const PersonDifference& difference);

}  // namespace crossroads::law::prove
