// Calendar days. Gregorian, no time of day, no zone.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace crossroads::domain {

/// A calendar day, counted from 1970-01-01. `forever()` is later than every day and stands for "still open".
class Date {
 public:
  constexpr Date() = default;
  constexpr explicit Date(std::chrono::sys_days day) : days_(static_cast<std::int32_t>(day.time_since_epoch().count())) {}
  constexpr Date(int year, unsigned month, unsigned day)
      : Date(std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day))) {}

  [[nodiscard]] static constexpr Date from_days(std::int32_t days) {
    Date date;
    date.days_ = days;
    return date;
  }
  [[nodiscard]] static constexpr Date forever() { return from_days(std::numeric_limits<std::int32_t>::max() / 2); }
  /// Earlier than every day: the "no date" of packed columns.
  [[nodiscard]] static constexpr Date never() { return from_days(std::numeric_limits<std::int32_t>::min() / 2); }

  /// Exactly `YYYY-MM-DD`, a real day of the years 1000 to 9999.
  [[nodiscard]] static Result<Date> parse(std::string_view text);

  [[nodiscard]] constexpr std::int32_t days() const { return days_; }
  [[nodiscard]] constexpr std::chrono::year_month_day calendar() const {
    return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days_)));
  }
  [[nodiscard]] constexpr int year() const { return static_cast<int>(calendar().year()); }
  [[nodiscard]] constexpr unsigned month() const { return static_cast<unsigned>(calendar().month()); }
  [[nodiscard]] constexpr unsigned day() const { return static_cast<unsigned>(calendar().day()); }
  [[nodiscard]] constexpr bool is_forever() const { return *this >= forever(); }

  [[nodiscard]] constexpr Date plus_days(std::int32_t n) const { return from_days(days_ + n); }
  /// The same day of the month n months later; the last day of that month where it has no such day (29 February + 1 year = 28 February).
  [[nodiscard]] constexpr Date plus_months(int n) const {
    const auto ymd = calendar();
    const auto target = std::chrono::year_month(ymd.year(), ymd.month()) + std::chrono::months(n);
    const auto last = (target / std::chrono::last).day();
    return Date(std::chrono::sys_days(target / (ymd.day() < last ? ymd.day() : last)));
  }

  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  std::int32_t days_ = 0;
};

/// `YYYY-MM-DD`; `forever()` prints as an empty text.
[[nodiscard]] std::string to_string(Date date);

}  // namespace crossroads::domain
