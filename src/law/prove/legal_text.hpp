// The text of a deliberation, cut into paragraphs (authorisations/texts/README.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "law/syntax/paragraph.hpp"
#include "law/syntax/source.hpp"

namespace crossroads::law::prove {

/// A sentence group, or one dash or numbered point of a paragraph.
struct TextPart {
  std::string text;       ///< without its mark
  std::string mark = {};  ///< `-`, `1°`; empty for a sentence group
};

struct TextParagraph {
  std::string id;                           ///< `12`, `note-1`, `0` (the preamble), `decision`
  std::optional<Paragraph> paragraph = {};  ///< nothing for the preamble and the decision
  std::string heading = {};                 ///< the heading above it, where a new one stands there
  std::vector<TextPart> parts = {};
  std::uint32_t line = 0;  ///< of the § line
};

/// Fails at the first line that has no meaning.
[[nodiscard]] Result<std::vector<TextParagraph>> parse_legal_text(const Source& source);

}  // namespace crossroads::law::prove
