// What the law says of one person in one month (SPEC §7).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law {

enum class Outcome : std::uint8_t { outside, exclude, withhold, wait, transmit, pause };
inline constexpr std::array<std::string_view, 6> outcome_names{"outside", "exclude", "withhold", "wait", "transmit", "pause"};

/// The rule that spoke: an exclusion or start rule by its place in the document, or one of the three that every push has.
struct RuleRef {
  enum class Kind : std::uint8_t { none, exclusion, start, at_once, continue_, resume };
  Kind kind = Kind::none;
  std::uint16_t index = 0;
  friend constexpr auto operator<=>(const RuleRef&, const RuleRef&) = default;
};

struct Decision {
  domain::Month month;
  Outcome outcome = Outcome::outside;
  CategoryIndex category = no_category;  ///< none for `outside` and `pause`
  RuleRef rule = {};
  Stage stage = Stage::none;  ///< where an exclusion spoke
  friend constexpr auto operator<=>(const Decision&, const Decision&) = default;
};

/// The rule's name as replay prints it; empty for none.
[[nodiscard]] std::string_view rule_name(const Authorisation& authorisation, RuleRef rule);

/// Kleene's three values (SPEC §3).
enum class Tri : std::uint8_t { no, unknown, yes };

}  // namespace crossroads::law
