// What differs between two versions of an authorisation, rule by rule.
#pragma once

#include <string>
#include <vector>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law::prove {

struct RuleDifference {
  enum class Kind : std::uint8_t { added, removed, changed, moved };
  Kind kind = Kind::changed;
  std::string title;  ///< `exclude permanent-stay`
  std::string before,
      after;  ///< what it says, as the language writes it; empty where it is not there. Moved: what stood before it in its list
  Span before_span = {}, after_span = {};
};
inline constexpr std::array<std::string_view, 4> difference_names{"added", "removed", "changed", "moved"};

/// In the order of the newer text, what is gone behind it. Labels, comments and citations do not count: they decide nothing.
[[nodiscard]] std::vector<RuleDifference> difference_of(const Authorisation& before, const Authorisation& after);

[[nodiscard]] std::string as_text(const std::vector<RuleDifference>& differences);
/// One JSON object a difference.
[[nodiscard]] std::string as_ndjson(const std::vector<RuleDifference>& differences);

}  // namespace crossroads::law::prove
