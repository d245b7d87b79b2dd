// The report of a run as a page.
#pragma once

#include <string>

#include "law/syntax/authorisation.hpp"
#include "run/run_report.hpp"

namespace crossroads::run {

/// One file of HTML that needs no network and no script: the funnel per category and exclusion, the months over time, the withheld with the
/// paragraphs to read, and the messages, each chart with its table. It counts persons and names nobody. The same report gives the same bytes.
[[nodiscard]] std::string to_html(const RunReport& report, const law::Authorisation& authorisation,
                                  law::Language language = law::Language::en);

}  // namespace crossroads::run
