// The rules of an authorisation in the order of its text, each with its place, its paragraphs and its name.
#pragma once

#include <string>
#include <vector>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law::prove {

/// What a declaration is. The first three are asked of persons; for them `place` finds it in its list.
enum class Part : std::uint8_t {
  category,
  exclusion,
  start,
  term,
  party,
  purpose,
  basis,
  retention,
  push,
  pause,
  resume,
  disclosure,
  consultation,
  indicator,
  examination
};

struct Rule {
  Part part;
  std::size_t place = 0;
  std::string title;                   ///< `exclude permanent-stay`, `disclose quality`
  std::string name;                    ///< under which it has a label; empty where it has none
  const Declared* declared = nullptr;  ///< belongs to the authorisation
  [[nodiscard]] bool is_asked() const { return part <= Part::start; }
};

/// In the order of the text. The authorisation must outlive it.
[[nodiscard]] std::vector<Rule> rules_of(const Authorisation& law);

/// Whether the rule cites the paragraph or one of its dashes.
[[nodiscard]] bool cites(const Rule& rule, Paragraph whole);

}  // namespace crossroads::law::prove
