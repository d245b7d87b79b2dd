// An explanation in words, still without a layout: sections of lines. Every rendering says the same. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/explain/wording.hpp"

namespace crossroads::law::explain {

struct Line {
  int depth = 0;
  std::optional<Tri> mark = {};  ///< of a condition, an exclusion, a rule
  std::string mark_words = {};   ///< what the mark means, so that it is never a sign alone
  std::string text = {};
  std::string fact = {};  ///< what the rows say
  Basis basis = {};
};

/// What was asked at one point of the decision.
struct Section {
  std::string heading;
  std::size_t first_step = 0, end_step = 0;  ///< the steps that it words
  std::vector<Line> lines = {};
};

/// The lines of one step; their depth counts from 0.
[[nodiscard]] std::vector<Line> lines_of(const Step& step, const Explanation& explanation, const Wording& words);
[[nodiscard]] std::vector<Section> sections_of(const Explanation& explanation, const Wording& words);

/// `✓`, `✗` or `?`.
[[nodiscard]] std::string_view sign(Tri state);

/// That the data alone decide nothing, with the paragraphs that say so where the document names them.
[[nodiscard]] Line notice(const Authorisation& authorisation, const Wording& words);

}  // namespace crossroads::law::explain
