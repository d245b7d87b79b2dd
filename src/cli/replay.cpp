// crossroads replay: every decision of a data folder, from nothing.
#include "run/replay.hpp"

#include <fmt/format.h>

#include <chrono>

#include "cli/house.hpp"
#include "cli/output.hpp"
#include "facts/folder.hpp"

namespace crossroads::cli {
namespace {

/// Says on standard error how long each part took, so that a bench need not guess.
class Stopwatch {
 public:
  explicit Stopwatch(bool quiet) : quiet_(quiet) {}
  void lap(const char* what) {
    const auto now = std::chrono::steady_clock::now();
    if (!quiet_) fmt::print(stderr, "{}: {:.3f} s\n", what, std::chrono::duration<double>(now - last_).count());
    last_ = now;
  }

 private:
  bool quiet_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace

Exit perform(const Replay& action, const Common& common) {
  const auto opened = open_law(action.authorisation, common);
  if (!opened) return refuse(opened.error());
  const auto& [document, members] = *opened;

  Stopwatch stopwatch(common.quiet || !action.summary);
  const auto loaded = facts::load_population(action.data, {.today = common.today, .strict = action.strict, .threads = common.threads});
  if (!loaded) return refuse(loaded.error());
  stopwatch.lap("read");

  const law::fast::Plan plan(document.authorisation);
  ProgressLine line(common.quiet || action.summary);
  const run::Replay replay{
      .plan = plan,
      .members = members,
      .population = loaded->population,
      .months = action.months,
      .threads = common.threads,
      .progress = [&](std::uint64_t done, std::uint64_t total) { line.say(fmt::format("{} of {} months", done, total)); }};
  if (action.summary) {
    const auto tallies = run::replay_summary(replay);
    if (!tallies) return refuse(tallies.error());
    stopwatch.lap("evaluate");
    if (const auto written = to_standard_output(run::to_ndjson(*tallies)); !written) return refuse(written.error());
  } else if (const auto lines = run::replay(replay, to_standard_output); !lines) {
    return refuse(lines.error());
  }
  return report_rows(loaded->quarantined, loaded->counts);
}

}  // namespace crossroads::cli
