// crossroads synth: a synthetic population as a data folder.
#include "synth/synth.hpp"

#include <fmt/format.h>

#include "cli/house.hpp"

namespace crossroads::cli {

Exit perform(const Synth& action, const Common& common) {
  ProgressLine line(common.quiet);
  synth::Options options{.persons = action.persons,
                         .seed = action.seed,
                         .out = action.out,
                         .later = action.later.value_or(fs::path()),
                         .threads = common.threads};
  options.progress = [&](synth::Progress progress) { line.say(fmt::format("{} of {} persons", progress.done, progress.all)); };
  const auto summary = synth::generate(options);
  if (!summary) return refuse(summary.error());
  fmt::print("{}: {} persons, {} nationalities, {} stays, {} grants, {} reimbursements, {} replacements\n", action.out.string(),
             summary->persons, summary->nationalities, summary->stays, summary->grants, summary->reimbursements, summary->replacements);
  if (action.later) fmt::print("{}: {} grants that came later\n", action.later->string(), summary->later_grants);
  return Exit::done;
}

}  // namespace crossroads::cli
