// The comparison of everybody at one stage, in parallel: what a run has to send, and what the law said on the way.
#pragma once

#include <cstdint>
#include <vector>

#include "run/difference.hpp"
#include "run/outbox.hpp"
#include "run/progress.hpp"

namespace crossroads::run {

/// What both stages look at. Refers to its parts, which must outlive it.
struct Facts {
  const law::fast::Plan& plan;
  const domain::UnionMembers& members;
  const domain::Population& population;
  std::span<const DisclosedFields> fields;  ///< by CategoryIndex
  domain::Month month;                      ///< the run's; not before the authorisation's first
  unsigned threads = 0;
};

/// A message that stands in the source's record and will not in the hub's, and why.
struct ToStrike {
  Struck message;
  law::CategoryIndex category = law::no_category;  ///< of that month; none where today's law says nothing of it
  law::RuleRef rule = {};                          ///< the exclusion; none where nothing new may be said about the person (I20)
  friend bool operator==(const ToStrike&, const ToStrike&) = default;
};

/// What one stage has to do.
struct StageComparison {
  std::vector<Notice> notices;   ///< in the order in which they are sent
  std::vector<ToStrike> struck;  ///< at the hub, whether it is on record already or not; by number
  std::uint64_t unsaid = 0;      ///< messages that are due and not sent, since nothing new may be said about the person
  std::uint64_t unsaid_persons = 0;
  /// At the source: how many persons each key of the plan decided on, by month from the authorisation's first on. Else empty.
  std::vector<std::vector<std::uint64_t>> decisions;
};

[[nodiscard]] StageComparison compare_source(const Facts& facts, const StandingMessages& handed_over);
/// `handed_over`: as it stands once the source has done its part. What the source doesn't hold, the hub can't relay.
[[nodiscard]] StageComparison compare_hub(const Facts& facts, const StandingMessages& handed_over, const StandingMessages& relayed);

}  // namespace crossroads::run
