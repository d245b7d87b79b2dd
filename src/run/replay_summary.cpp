#include <map>
#include <tuple>

#include <fmt/format.h>

#include "run/replay.hpp"
#include "run/replay_range.hpp"
#include "run/workers.hpp"

namespace crossroads::run {
namespace {

constexpr std::size_t counted_block = 2048;

std::optional<std::string> text_or_nothing(std::string_view text) { return text.empty() ? std::nullopt : std::optional<std::string>(text); }

/// A text that may be missing, as it sorts: what is missing comes last.
std::pair<bool, std::string> sorted_last(const std::optional<std::string>& text) { return {!text, text.value_or("")}; }

std::string quoted_or_null(const std::optional<std::string>& text) { return text ? fmt::format("\"{}\"", *text) : "null"; }

}  // namespace

Result<std::vector<Tally>> replay_summary(const Replay& replay) {
  const auto months = CROSSROADS_TRY(decided_months(replay.plan, replay.months));
  if (!months) return std::vector<Tally>{};

  Workers workers(replay.plan, replay.members, months->to, replay.threads);
  const auto& keys = replay.plan.keys;
  tbb::enumerable_thread_specific<std::vector<std::uint64_t>> counts([&] { return std::vector<std::uint64_t>(keys.size()); });
  workers.each_block(replay.population.size(), counted_block, [&](law::fast::Evaluator& evaluator, std::size_t begin, std::size_t end) {
    evaluator.count(replay.population, begin, end, months->from, counts.local());
  });

  // Two rules of one name (an exclusion for some categories and another for others) are one in the summary, as on a line of the replay.
  using Sorted = std::pair<bool, std::string>;
  std::map<std::tuple<std::string, Sorted, Sorted, Sorted>, Tally> tallies;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    std::uint64_t n = 0;
    for (const auto& counted : counts) n += counted[k];
    if (n == 0) continue;
    const auto& authorisation = *replay.plan.authorisation;
    Tally tally{.outcome = std::string(law::outcome_names[static_cast<std::size_t>(keys[k].outcome)])};
    if (keys[k].category != law::no_category) tally.category = authorisation.categories[keys[k].category].name.text;
    tally.rule = text_or_nothing(law::rule_name(authorisation, keys[k].rule));
    if (keys[k].stage != law::Stage::none) tally.stage = keys[k].stage == law::Stage::source ? "source" : "hub";
    auto& sum = tallies.try_emplace({tally.outcome, sorted_last(tally.category), sorted_last(tally.rule), sorted_last(tally.stage)}, tally)
                    .first->second;
    sum.n += n;
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
