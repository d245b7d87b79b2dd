// An explanation as text for a terminal, and as lines for machines.
#pragma once

#include <string>

#include "law/explain/explanation.hpp"

namespace crossroads::law::explain {

/// Step by step, indented, at most 100 characters a line.
[[nodiscard]] std::string render_text(const Explanation& explanation, Language language);

/// One JSON object a step, one a line; the fields keep their names whatever the language, `text` is worded in it. See docs/language.md.
[[nodiscard]] std::string render_ndjson(const Explanation& explanation, Language language);

}  // namespace crossroads::law::explain
