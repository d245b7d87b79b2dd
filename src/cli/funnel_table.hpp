// The funnel of a run as a table for a terminal.
#pragma once

#include <string>

#include "law/syntax/authorisation.hpp"
#include "run/run_report.hpp"

namespace crossroads::cli {

/// Who took which way in the run's month, by category and by exclusion; then what was sent, at each stage.
[[nodiscard]] std::string funnel_table(const run::RunReport& report, const law::Authorisation& authorisation);

}  // namespace crossroads::cli
