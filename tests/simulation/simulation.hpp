// One seed, from its world to its verdict.
#pragma once

#include <string>
#include <vector>

#include "world.hpp"

namespace crossroads::simulation {

struct Verdict {
  std::vector<std::string> faults;  ///< which invariant, and how it is broken; empty where all hold
  std::vector<std::string> story;   ///< where it was asked for
  std::uint64_t digest = 0;         ///< of everything that went over the network, and when
  decltype(World::counts) counts = {};
  std::uint64_t carried = 0, lost = 0;
};

/// The same for the same seed, everywhere and always.
[[nodiscard]] Verdict simulate(std::uint64_t seed, Bug bug = Bug::none, bool tells = false);

}  // namespace crossroads::simulation
