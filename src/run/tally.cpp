#include "run/tally.hpp"

#include <fmt/format.h>

#include <map>
#include <tuple>

namespace crossroads::run {
namespace {

using Text = std::optional<std::string>;

Text text_or_nothing(std::string_view text) { return text.empty() ? std::nullopt : Text(text); }

/// A text that may be missing, as it sorts: what is missing comes last.
std::pair<bool, std::string> missing_last(const Text& text) { return {!text, text.value_or("")}; }

std::string quoted_or_null(const Text& text) { return text ? fmt::format("\"{}\"", *text) : "null"; }

}  // namespace

std::vector<Tally> tallies_of(const law::fast::Plan& plan, std::span<const std::uint64_t> counts) {
  const auto& authorisation = *plan.authorisation;
  using Sorted = std::pair<bool, std::string>;
  std::map<std::tuple<std::string, Sorted, Sorted, Sorted>, Tally> tallies;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] == 0) continue;
    const auto& key = plan.keys[k];
    Tally tally{.outcome = std::string(law::outcome_names[static_cast<std::size_t>(key.outcome)])};
    if (key.category != law::no_category) tally.category = authorisation.categories[key.category].name.text;
    tally.rule = text_or_nothing(law::rule_name(authorisation, key.rule));
    if (key.stage != law::Stage::none) tally.stage = key.stage == law::Stage::source ? "source" : "hub";
    auto& sum =
        tallies.try_emplace({tally.outcome, missing_last(tally.category), missing_last(tally.rule), missing_last(tally.stage)}, tally)
            .first->second;
    sum.n += counts[k];
  }
  std::vector<Tally> sorted;
  for (auto& [order, tally] : tallies) sorted.push_back(std::move(tally));
  return sorted;
}

std::string to_ndjson(std::span<const Tally> tallies) {
  std::string text;
  for (const auto& tally : tallies) {
    fmt::format_to(std::back_inserter(text), "{{\"outcome\":\"{}\",\"category\":{},\"rule\":{},\"stage\":{},\"n\":{}}}\n", tally.outcome,
                   quoted_or_null(tally.category), quoted_or_null(tally.rule), quoted_or_null(tally.stage), tally.n);
  }
  return text;
}

}  // namespace crossroads::run
