// Spans of days, both ends inclusive (SPEC §2).
#pragma once

#include "domain/date.hpp"
#include "domain/month.hpp"

namespace crossroads::domain {

/// Days from `from` to `to`, both included; `to` is Date::forever() while the period is open.
struct Period {
  Date from;
  Date to = Date::forever();

  [[nodiscard]] constexpr bool covers(Date day) const { return from <= day && day <= to; }
  [[nodiscard]] constexpr bool overlaps(Period other) const { return from <= other.to && other.from <= to; }
  /// How many days of the month the period covers.
  [[nodiscard]] constexpr std::int32_t days_in(Month month) const {
    const Date first = from < month.first_day() ? month.first_day() : from;
    const Date last = month.last_day() < to ? month.last_day() : to;
    return first <= last ? static_cast<std::int32_t>(last.day() - first.day()) + 1 : 0;
  }
  friend constexpr bool operator==(Period, Period) = default;
};

/// Months from `from` to `to`, both included.
struct MonthSpan {
  Month from;
  Month to;
  friend constexpr bool operator==(MonthSpan, MonthSpan) = default;
};

}  // namespace crossroads::domain
