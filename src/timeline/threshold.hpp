// Durations counted from a day and read on as-of days.
#pragma once

#include "domain/month.hpp"

namespace crossroads::timeline {

/// The first run month on whose as-of day at least `months` calendar months have passed since `start`
/// (start + months ≤ as-of day; SPEC §3).
[[nodiscard]] constexpr domain::Month first_month_reaching(domain::Date start, std::int32_t months) {
  // The as-of day is a first of a month, so only whether `start` is one matters; a shortened month end (30 February) changes nothing.
  return domain::Month(start).plus(months - (start.day() == 1 ? 1 : 0));
}

/// The first run month on whose as-of day strictly more than `months` calendar months have passed since `start`.
[[nodiscard]] constexpr domain::Month first_month_exceeding(domain::Date start, std::int32_t months) {
  return domain::Month(start).plus(months);
}

}  // namespace crossroads::timeline
