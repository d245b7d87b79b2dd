#include "law/prove/verdicts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace crossroads::law::prove {
namespace {

std::optional<Spoken> first_spoken(const Space& space, const Authorisation& law, CategoryIndex category, const RegisterState& state,
                                   Stage stage) {
  for (std::size_t e = 0; e < law.exclusions.size(); ++e) {
    const auto& exclusion = law.exclusions[e];
    if (!(stage == Stage::source ? exclusion.at_source : exclusion.at_hub) || !exclusion.applies_to(category)) continue;
    const Tri value = space.truth(law, *exclusion.when, state, nullptr);
    if (value != Tri::no) return Spoken{e, value};
  }
  return std::nullopt;
}

std::string_view category_name(const Authorisation& law, CategoryIndex category) {
  return category == no_category ? std::string_view() : std::string_view(law.categories[category].name.text);
}

std::string_view start_name(const Authorisation& law, std::size_t rule) {
  return rule < law.push->starts.size() ? std::string_view(law.push->starts[rule].name.text) : std::string_view("at-once");
}

std::string spoken_text(const Authorisation& law, CategoryIndex category, const Spoken& spoken, std::string_view stage) {
  return fmt::format("{} {} by {} at {}", spoken.value == Tri::yes ? "exclude" : "withhold", category_name(law, category),
                     law.exclusions[spoken.exclusion].name.text, stage);
}

}  // namespace

SourceVerdict source_verdict(const Space& space, const Authorisation& law, const RegisterState& source) {
  SourceVerdict verdict;
  for (std::size_t c = 0; c < law.categories.size(); ++c) {
    if (space.truth(law, *law.categories[c].when, source, nullptr) != Tri::yes) continue;
    verdict.category = static_cast<CategoryIndex>(c);
    verdict.spoken = first_spoken(space, law, verdict.category, source, Stage::source);
    break;
  }
  return verdict;
}

StartVerdict start_verdict(const Space& space, const Authorisation& law, const RegisterState& source, const AidState& aid) {
  const auto& push = *law.push;
  if (push.starts_at_once) return {.starts = true, .rule = push.starts.size()};
  for (std::size_t s = 0; s < push.starts.size(); ++s) {
    if (space.truth(law, *push.starts[s].when, source, &aid) == Tri::yes) return {.starts = true, .rule = s};
  }
  const bool waits = std::ranges::any_of(
      push.starts, [&](const StartRule& start) { return space.truth_but_for_duration(law, *start.when, source, aid) == Tri::yes; });
  return {.starts = false, .rule = 0, .waits = waits};
}

std::optional<Spoken> hub_verdict(const Space& space, const Authorisation& law, CategoryIndex category, const RegisterState& hub) {
  return first_spoken(space, law, category, hub, Stage::hub);
}

std::string to_string(const Authorisation& law, const SourceVerdict& verdict) {
  if (verdict.category == no_category) return "outside";
  if (verdict.spoken) return spoken_text(law, verdict.category, *verdict.spoken, "source");
  return fmt::format("{}, not excluded at source", category_name(law, verdict.category));
}

std::string to_string(const Authorisation& law, const StartVerdict& verdict) {
  if (verdict.starts) return fmt::format("start by {}", start_name(law, verdict.rule));
  return verdict.waits ? "wait" : "withhold";
}

std::string to_string(const Authorisation& law, CategoryIndex category, const std::optional<Spoken>& at_hub) {
  return at_hub ? spoken_text(law, category, *at_hub, "hub") : fmt::format("transmit {}", category_name(law, category));
}

bool same(const Authorisation& a, const SourceVerdict& in_a, const Authorisation& b, const SourceVerdict& in_b) {
  return category_name(a, in_a.category) == category_name(b, in_b.category) && same(a, in_a.spoken, b, in_b.spoken);
}

bool same(const Authorisation& a, const StartVerdict& in_a, const Authorisation& b, const StartVerdict& in_b) {
  if (in_a.starts != in_b.starts) return false;
  return in_a.starts ? start_name(a, in_a.rule) == start_name(b, in_b.rule) : in_a.waits == in_b.waits;
}

bool same(const Authorisation& a, const std::optional<Spoken>& in_a, const Authorisation& b, const std::optional<Spoken>& in_b) {
  if (!in_a || !in_b) return !in_a && !in_b;
  return in_a->value == in_b->value && a.exclusions[in_a->exclusion].name.text == b.exclusions[in_b->exclusion].name.text;
}

}  // namespace crossroads::law::prove
