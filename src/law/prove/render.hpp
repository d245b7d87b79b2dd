// An authorisation as a page: each paragraph of its text beside the rules that come from it, with their cases and how far these reach.
// One file, no network, no script.
#pragma once

#include <string>
#include <vector>

#include "law/cases/runner.hpp"
#include "law/prove/coverage.hpp"
#include "law/prove/legal_text.hpp"

namespace crossroads::law::prove {

struct RenderInput {
  const Authorisation& law;
  const Source& law_source;
  const std::vector<TextParagraph>& text;
  const std::vector<cases::Case>& cases;
  const Source& cases_source;
  const cases::RunReport& run;            ///< of these cases
  const Coverage& coverage;               ///< of this law and these cases
  Language language = Language::en;       ///< of the page and the labels; remarks and cases stay as they were written
  std::string_view text_language = "fr";  ///< BCP 47, of the text
};

/// HTML that is well-formed XML, too. Each rule stands once, beside the first paragraph that it cites; beside the others, a link to it.
[[nodiscard]] std::string render_html(const RenderInput& input);

}  // namespace crossroads::law::prove
