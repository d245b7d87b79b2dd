// A synthetic population as a data folder (SPEC §2): Belgian proportions, no real person, the same bytes for the same seed.
// What is sourced and what is assumed stands in docs/synthetic-population.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/problem.hpp"
#include "domain/date.hpp"
#include "domain/period.hpp"

namespace crossroads::synth {

/// How far the work is, in rows of persons (a person with two numbers may count twice).
struct Progress {
  std::uint64_t done = 0;
  std::uint64_t all = 0;
};

struct Options {
  std::uint64_t persons = 20'000;
  std::uint64_t seed = 1;
  /// The months that the history covers; stays begin long before, aid up to five years before.
  domain::MonthSpan months{domain::Month(2011, 4), domain::Month(2026, 3)};
  /// No fact begins after it. Never means: the as-of day of the last month.
  domain::Date today = domain::Date::never();
  /// The folder to write; made if it is missing. Files in it are replaced.
  std::filesystem::path out = {};
  /// If not empty: a second folder with what reaches the source only after `out` was exported (late grants,
  /// corrected and cancelled ones). `out` then holds the facts as they stood before.
  std::filesystem::path later = {};
  /// 0: as many as the machine has.
  unsigned threads = 0;
  /// Called now and then from the calling thread.
  std::function<void(Progress)> progress = {};
};

/// The most persons that one folder can hold: beyond it the serial numbers of a day of birth could run out.
inline constexpr std::uint64_t most_persons = 5'000'000;

/// What was written, in rows.
struct Summary {
  std::uint64_t persons = 0;
  std::uint64_t nationalities = 0;
  std::uint64_t stays = 0;
  std::uint64_t grants = 0;
  std::uint64_t reimbursements = 0;
  std::uint64_t replacements = 0;
  std::uint64_t later_grants = 0;  ///< rows of `later`
  std::uint64_t bytes = 0;
  bool operator==(const Summary&) const = default;
};

/// Writes the folder. Fails on options out of range and when a file can't be written.
[[nodiscard]] Result<Summary> generate(const Options& options);

}  // namespace crossroads::synth
