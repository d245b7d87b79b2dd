// A run's report for a person at a terminal, and for a program.
#pragma once

#include <string>

#include "law/syntax/authorisation.hpp"
#include "run/run_report.hpp"

namespace crossroads::run {

struct TextStyle {
  unsigned width = 80;  ///< columns; bars fill what the figures leave
  bool rich = false;    ///< colours and fine bars, for a terminal; else plain ASCII
};

/// The funnel, the ways that people took, the categories, and the messages.
[[nodiscard]] std::string to_text(const RunReport& report, const law::Authorisation& authorisation, TextStyle style = {});

/// The same as JSON, one object a line, told apart by `line`: `run`, then `way` (a decision with its number of persons), `message` (stage,
/// kind, category, how many, how many of them about earlier months), `unsaid` (by stage).
[[nodiscard]] std::string to_ndjson(const RunReport& report);

/// `12,345`
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace crossroads::run
