// What a law says of one abstract state, stage by stage.
#pragma once

#include <optional>
#include <string_view>

#include "law/prove/space.hpp"

namespace crossroads::law::prove {

/// An exclusion that speaks: the first that is true or unknown.
struct Spoken {
  std::size_t exclusion;
  Tri value;
};

/// The source's register alone: category, then its exclusions.
struct SourceVerdict {
  CategoryIndex category = no_category;
  std::optional<Spoken> spoken = {};
  /// In a category, and struck by nothing: what the start rules are asked about.
  [[nodiscard]] bool live() const { return category != no_category && !spoken; }
};
[[nodiscard]] SourceVerdict source_verdict(const Space& space, const Authorisation& law, const RegisterState& source);

/// What happens to a live state that has not been started before.
struct StartVerdict {
  bool starts = false;
  std::size_t rule = 0;  ///< place of the start rule; their number for `at once`
  bool waits = false;
};
[[nodiscard]] StartVerdict start_verdict(const Space& space, const Authorisation& law, const RegisterState& source, const AidState& aid);

/// The first exclusion of the hub that speaks of somebody whom the source has put into the category.
[[nodiscard]] std::optional<Spoken> hub_verdict(const Space& space, const Authorisation& law, CategoryIndex category,
                                                const RegisterState& hub);

// As names, under which two laws are compared; a verdict in words reads like an expectation of a case.
[[nodiscard]] std::string to_string(const Authorisation& law, const SourceVerdict& verdict);
[[nodiscard]] std::string to_string(const Authorisation& law, const StartVerdict& verdict);
[[nodiscard]] std::string to_string(const Authorisation& law, CategoryIndex category, const std::optional<Spoken>& at_hub);
[[nodiscard]] bool same(const Authorisation& a, const SourceVerdict& in_a, const Authorisation& b, const SourceVerdict& in_b);
[[nodiscard]] bool same(const Authorisation& a, const StartVerdict& in_a, const Authorisation& b, const StartVerdict& in_b);
[[nodiscard]] bool same(const Authorisation& a, const std::optional<Spoken>& in_a, const Authorisation& b,
                        const std::optional<Spoken>& in_b);

}  // namespace crossroads::law::prove
