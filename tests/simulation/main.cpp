// Simulates seeds, and says of each that breaks an invariant how to see it again.
//
//   simulate FIRST COUNT [BUG]     so many seeds from one on; ends with 1 at the first that breaks something
//   simulate --tell SEED [BUG]     one seed, with its whole story
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <string>

#include "simulation.hpp"

namespace {

using namespace crossroads::simulation;

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}
std::optional<Bug> bug_named(std::string_view name) {
  for (std::size_t i = 0; i < bug_names.size(); ++i) {
    if (bug_names[i] == name) return static_cast<Bug>(i);
  }
  return std::nullopt;
}
int usage() {
  fmt::print(stderr, "usage: simulate FIRST COUNT [BUG] | simulate --tell SEED [BUG]\nbugs: {}\n", fmt::join(bug_names, " "));
  return 2;
}

int tell(std::uint64_t seed, Bug bug) {
  const auto verdict = simulate(seed, bug, true);
  for (const auto& line : verdict.story) fmt::print("{}\n", line);
  for (const auto& fault : verdict.faults) fmt::print("BROKEN {}\n", fault);
  fmt::print("seed {}: digest {:016x}\n", seed, verdict.digest);
  return verdict.faults.empty() ? 0 : 1;
}

int simulate_all(std::uint64_t first, std::uint64_t count, Bug bug) {
  decltype(World::counts) all = {};
  std::uint64_t carried = 0, lost = 0;
  for (auto seed = first; seed < first + count; ++seed) {
    const auto verdict = simulate(seed, bug);
    if (!verdict.faults.empty()) {
      for (const auto& fault : verdict.faults) fmt::print("{}\n", fault);
      fmt::print("seed {} breaks it. Again, with its story: ./dev simulate --tell {}{}\n", seed, seed,
                 bug == Bug::none ? "" : fmt::format(" {}", bug_names.at(static_cast<std::size_t>(bug))));
      return 1;
    }
    all.crashes += verdict.counts.crashes;
    all.runs += verdict.counts.runs;
    all.answered += verdict.counts.answered;
    all.no_data += verdict.counts.no_data;
    all.refused += verdict.counts.refused;
    all.unanswered += verdict.counts.unanswered;
    carried += verdict.carried;
    lost += verdict.lost;
  }
  fmt::print(
      "{} seeds from {}: no invariant broken. {} runs, {} crashes; {} requests, {} messages lost; consultations: {} answered, {} no data, "
      "{} refused, {} unanswered\n",
      count, first, all.runs, all.crashes, carried, lost, all.answered, all.no_data, all.refused, all.unanswered);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string_view> given(words + 1, words + count);
  if (given.size() < 2 || given.size() > 3) return usage();
  const auto bug = given.size() == 3 ? bug_named(given[2]) : Bug::none;
  const auto second = number(given[1]);
  if (!bug || !second) return usage();
  if (given[0] == "--tell") return tell(*second, *bug);
  const auto first = number(given[0]);
  return first ? simulate_all(*first, *second, *bug) : usage();
}
