#include "run/replay_range.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace crossroads::run {
namespace {

/// As many months as the fast evaluator can look at (law/evaluate/fast.hpp).
constexpr std::int32_t most_months = 1024;

}  // namespace

Result<std::optional<domain::MonthSpan>> decided_months(const law::fast::Plan& plan, domain::MonthSpan asked) {
  const auto& authorisation = *plan.authorisation;
  if (!authorisation.push) {
    return failure({.what = fmt::format("authorisation {} orders no monthly push", authorisation.name.text),
                    .expected = "an authorisation with a push",
                    .hint = "only a push can be replayed or run"});
  }
  if (asked.to < asked.from) {
    return failure({.what = "the months end before they begin",
                    .value = fmt::format("{} to {}", to_string(asked.from), to_string(asked.to)),
                    .expected = "a first month that is not after the last"});
  }
  const auto first = authorisation.first_month();
  const auto latest = first.plus(most_months - 1 - plan.months_back);
  if (latest < asked.to) {
    return failure({.what = "the last month lies too far after the authorisation's first",
                    .value = to_string(asked.to),
                    .expected = fmt::format("a month up to {}", to_string(latest))});
  }
  if (asked.to < first) return std::nullopt;
  return domain::MonthSpan{std::max(first, asked.from), asked.to};
}

}  // namespace crossroads::run
