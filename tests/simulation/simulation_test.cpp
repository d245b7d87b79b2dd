// The simulation is the same each time, and finds a bug that was put in on purpose, one for each invariant.
#include "simulation.hpp"

#include <gtest/gtest.h>

namespace crossroads::simulation {
namespace {

TEST(Simulation, IsTheSameForTheSameSeed) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const auto first = simulate(seed), second = simulate(seed);
    EXPECT_EQ(first.digest, second.digest);
    EXPECT_GT(first.carried, 5U);
  }
  EXPECT_NE(simulate(1).digest, simulate(2).digest);
}

struct Planted {
  Bug bug;
  std::string_view invariant;
};
class PlantedBug : public ::testing::TestWithParam<Planted> {};

TEST_P(PlantedBug, IsFound) {
  constexpr std::uint64_t most = 200;
  for (std::uint64_t seed = 1; seed <= most; ++seed) {
    for (const auto& fault : simulate(seed, GetParam().bug).faults) {
      if (!fault.starts_with(GetParam().invariant)) continue;
      RecordProperty("seed", static_cast<int>(seed));
      return;
    }
  }
  FAIL() << "not found in " << most << " seeds";
}

INSTANTIATE_TEST_SUITE_P(
    One, PlantedBug,
    ::testing::Values(Planted{Bug::extra_field, "no-field-beyond-the-authorisation"},
                      Planted{Bug::unlogged_answer, "no-answer-without-its-entry"}, Planted{Bug::agent_at_the_hub, "no-agent-at-the-hub"},
                      Planted{Bug::blind_hub, "nothing-about-a-struck-month"}, Planted{Bug::lost_consignment, "all-that-is-due-is-sent"},
                      Planted{Bug::ticket_twice, "tickets-are-unique"}, Planted{Bug::other_subject, "both-logs-agree"}),
    [](const auto& one) {
      std::string name(bug_names.at(static_cast<std::size_t>(one.param.bug)));
      std::ranges::replace(name, '-', '_');
      return name;
    });

}  // namespace
}  // namespace crossroads::simulation
