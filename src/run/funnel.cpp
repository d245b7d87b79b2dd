#include "run/funnel.hpp"

#include <algorithm>
#include <numeric>

namespace crossroads::run {
namespace {

std::uint64_t persons_of(const std::vector<Stopped>& stopped) {
  return std::accumulate(stopped.begin(), stopped.end(), std::uint64_t{0},
                         [](std::uint64_t n, const Stopped& s) { return n + s.persons(); });
}

/// The entry of that rule, made at the end if there is none.
template <class Entry>
Entry& of_rule(std::vector<Entry>& entries, const std::string& rule) {
  const auto found = std::ranges::find(entries, rule, &Entry::rule);
  if (found != entries.end()) return *found;
  entries.emplace_back().rule = rule;
  return entries.back();
}

void add(Ways& ways, const Tally& tally) {
  const bool excludes = tally.outcome == "exclude";
  if (excludes || (tally.outcome == "withhold" && tally.stage)) {
    const bool at_hub = tally.stage == "hub";
    auto& stopped = of_rule(at_hub ? ways.at_hub : ways.at_source, *tally.rule);
    stopped.stage = at_hub ? law::Stage::hub : law::Stage::source;
    (excludes ? stopped.excluded : stopped.withheld) += tally.n;
  } else if (tally.outcome == "withhold") {
    ways.gap += tally.n;
  } else if (tally.outcome == "wait") {
    ways.waiting += tally.n;
  } else if (tally.outcome == "transmit") {
    of_rule(ways.transmitted, *tally.rule).persons += tally.n;
  }
}

/// Puts the rules in the order of the document; those that every push has come last, as replay names them.
void in_document_order(const law::Authorisation& authorisation, Ways& ways) {
  const auto exclusion = [&](const Stopped& s) {
    return std::ranges::find(authorisation.exclusions, s.rule, [](const auto& e) { return e.name.text; }) -
           authorisation.exclusions.begin();
  };
  std::ranges::sort(ways.at_source, {}, exclusion);
  std::ranges::sort(ways.at_hub, {}, exclusion);
  const auto& starts = authorisation.push->starts;
  std::ranges::sort(ways.transmitted, {}, [&](const Transmitted& t) {
    const auto start = std::ranges::find(starts, t.rule, [](const auto& s) { return s.name.text; });
    return std::pair(start - starts.begin(), t.rule);
  });
}

}  // namespace

std::uint64_t Ways::stopped_at_source() const { return persons_of(at_source); }
std::uint64_t Ways::stopped_at_hub() const { return persons_of(at_hub); }
std::uint64_t Ways::sent() const {
  return std::accumulate(transmitted.begin(), transmitted.end(), std::uint64_t{0},
                         [](std::uint64_t n, const Transmitted& t) { return n + t.persons; });
}

Funnel funnel_of(const law::Authorisation& authorisation, std::uint64_t persons, std::span<const Tally> month) {
  Funnel funnel{.persons = persons};
  for (const auto& category : authorisation.categories) funnel.categories.push_back({category.name.text, {}});
  for (const auto& tally : month) {
    if (tally.outcome == "outside") funnel.outside += tally.n;
    if (tally.outcome == "pause") funnel.pausing += tally.n;
    if (!tally.category) continue;
    add(funnel.all, tally);
    const auto category = std::ranges::find(funnel.categories, *tally.category, &CategoryWays::category);
    if (category != funnel.categories.end()) add(category->ways, tally);
  }
  in_document_order(authorisation, funnel.all);
  for (auto& category : funnel.categories) in_document_order(authorisation, category.ways);
  return funnel;
}

}  // namespace crossroads::run
