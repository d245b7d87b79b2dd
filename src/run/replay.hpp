// What the law says of everybody in every month, from the facts alone, from nothing (SPEC §7).
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "domain/country.hpp"
#include "domain/population.hpp"
#include "law/evaluate/plan.hpp"
#include "run/progress.hpp"
#include "run/tally.hpp"

namespace crossroads::run {

/// Takes text in the order in which it is to be written. A failure ends the work. May be called from another thread, never twice at once.
using Sink = std::function<Result<void>(std::string_view)>;

/// What is replayed, under which law. Refers to its parts, which must outlive it.
struct Replay {
  const law::fast::Plan& plan;
  const domain::UnionMembers& members;
  const domain::Population& population;
  domain::MonthSpan months;  ///< those before the authorisation's first month hold no decision
  unsigned threads = 0;      ///< 0: as many as the machine has; the result does not depend on it
  Progress progress = {};    ///< in months
  std::size_t memory = 0;    ///< bytes for decisions that are not written yet; 0: as below. The result does not depend on it
};

/// Writes every decision as one JSON object a line, ordered by month, then niss, the same bytes whatever the number of threads.
/// Takes, beside the population, at most 128 bytes a person (32 MiB for few persons) and a few MiB a thread. Gives the number of lines.
/// Fails for an authorisation without a push, for months the wrong way round or too far from its first, and as the sink fails.
[[nodiscard]] Result<std::uint64_t> replay(const Replay& replay, const Sink& sink);

/// Counts the same decisions without writing them. Fails as `replay` does.
[[nodiscard]] Result<std::vector<Tally>> replay_summary(const Replay& replay);

}  // namespace crossroads::run
