// An explanation as one page: the person's timelines as a drawing, the explained month in words, all months as a table.
#pragma once

#include <string>

#include "law/explain/explanation.hpp"

namespace crossroads::law::explain {

/// One self-contained page of HTML, without scripts and without anything to load. The evaluator is asked for every month of the course;
/// it must be of the explanation's plan and reach the course's last month.
[[nodiscard]] std::string render_html(const Explanation& explanation, fast::Evaluator& evaluator, Language language);

}  // namespace crossroads::law::explain
