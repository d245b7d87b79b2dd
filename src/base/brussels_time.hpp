// The time on the clocks of Brussels, worked out without a database of time zones.
#pragma once

#include "base/instant.hpp"

namespace crossroads {

/// How far the clocks in Belgium are ahead of UTC: two hours from the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC,
/// else one (Directive 2000/84/EC; so since 1996, years before any log).
[[nodiscard]] constexpr std::chrono::hours ahead_of_utc(Instant time) {
  using namespace std::chrono;
  const auto year = year_month_day(floor<days>(time)).year();
  const auto changes_at = [&](month in) { return sys_days(year / in / Sunday[last]) + hours(1); };
  return time >= changes_at(March) && time < changes_at(October) ? hours(2) : hours(1);
}

/// Wall clock time: days and hours as they are read in Brussels.
[[nodiscard]] constexpr std::chrono::local_time<std::chrono::milliseconds> brussels_time(Instant time) {
  return std::chrono::local_time<std::chrono::milliseconds>(time.time_since_epoch() + ahead_of_utc(time));
}

}  // namespace crossroads
