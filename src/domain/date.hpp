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

/// A calendar day. Kept as month × 32 + day, so that the month, on which everything runs, costs a shift and not a calendar
/// computation. `forever()` is later than every day and stands for "still open"; `never()` is earlier than every day.
class Date {
 public:
  constexpr Date() = default;
  constexpr Date(int year, unsigned month, unsigned day)
      : packed_(((year * 12 + static_cast<std::int32_t>(month) - 1) << 5) | static_cast<std::int32_t>(day)) {}
  constexpr explicit Date(std::chrono::year_month_day ymd)
      : Date(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day())) {}
  constexpr explicit Date(std::chrono::sys_days day) : Date(std::chrono::year_month_day(day)) {}

  /// The day so many days after 1970-01-01.
  [[nodiscard]] static constexpr Date from_days(std::int32_t days) { return Date(std::chrono::sys_days(std::chrono::days(days))); }
  [[nodiscard]] static constexpr Date forever() { return from_packed(std::numeric_limits<std::int32_t>::max() / 2); }
  [[nodiscard]] static constexpr Date never() { return from_packed(0); }

  /// Exactly `YYYY-MM-DD`, a real day of the years 1000 to 9999.
  [[nodiscard]] static Result<Date> parse(std::string_view text);

  /// Days since 1970-01-01.
  [[nodiscard]] constexpr std::int32_t days() const {
    return static_cast<std::int32_t>(std::chrono::sys_days(calendar()).time_since_epoch().count());
  }
  [[nodiscard]] constexpr std::chrono::year_month_day calendar() const {
    return std::chrono::year(year()) / std::chrono::month(month()) / std::chrono::day(day());
  }
  /// The month since the year 0: what Month::index() counts.
  [[nodiscard]] constexpr std::int32_t month_index() const { return packed_ >> 5; }
  [[nodiscard]] constexpr int year() const { return month_index() / 12; }
  [[nodiscard]] constexpr unsigned month() const { return static_cast<unsigned>(month_index() % 12) + 1; }
  [[nodiscard]] constexpr unsigned day() const { return static_cast<unsigned>(packed_) & 31U; }
  [[nodiscard]] constexpr bool is_forever() const { return *this >= forever(); }

  [[nodiscard]] constexpr Date plus_days(std::int32_t n) const { return from_days(days() + n); }
  [[nodiscard]] constexpr Date next_day() const {
    if (day() < 28) return from_packed(packed_ + 1);
    if (is_forever()) return *this;
    const auto last = (calendar().year() / calendar().month() / std::chrono::last).day();
    return day() < static_cast<unsigned>(last) ? from_packed(packed_ + 1) : from_packed(((month_index() + 1) << 5) | 1);
  }
  /// The same day of the month n months later; the last day of that month where it has no such day (29 February + 1 year = 28 February).
  [[nodiscard]] constexpr Date plus_months(int n) const {
    const auto target = std::chrono::year_month(std::chrono::year(year()), std::chrono::month(month())) + std::chrono::months(n);
    const auto last = (target / std::chrono::last).day();
    const auto same = std::chrono::day(day());
    return Date(std::chrono::year_month_day(target / (same < last ? same : last)));
  }

  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  [[nodiscard]] static constexpr Date from_packed(std::int32_t packed) {
    Date date;
    date.packed_ = packed;
    return date;
  }
  std::int32_t packed_ = 0;
};

/// `YYYY-MM-DD`; `forever()` prints as an empty text.
[[nodiscard]] std::string to_string(Date date);

}  // namespace crossroads::domain
