// Calendar months: everything of the push runs by them (SPEC §3).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "domain/date.hpp"

namespace crossroads::domain {

/// A calendar month, as a count of months since the year 0.
class Month {
 public:
  constexpr Month() = default;
  constexpr Month(int year, unsigned month) : index_(year * 12 + static_cast<int>(month) - 1) {}
  constexpr explicit Month(Date day) : index_(day.month_index()) {}

  [[nodiscard]] static constexpr Month from_index(std::int32_t index) {
    Month month;
    month.index_ = index;
    return month;
  }
  /// Exactly `YYYY-MM`, of the years 1000 to 9999.
  [[nodiscard]] static Result<Month> parse(std::string_view text);

  [[nodiscard]] constexpr std::int32_t index() const { return index_; }
  [[nodiscard]] constexpr int year() const { return index_ / 12; }
  [[nodiscard]] constexpr unsigned month() const { return static_cast<unsigned>(index_ % 12) + 1; }

  [[nodiscard]] constexpr Date first_day() const { return Date(year(), month(), 1); }
  [[nodiscard]] constexpr Date last_day() const { return Date(year(), month(), static_cast<unsigned>(days())); }
  [[nodiscard]] constexpr std::int32_t days() const {
    return static_cast<std::int32_t>(
        static_cast<unsigned>((std::chrono::year(year()) / std::chrono::month(month()) / std::chrono::last).day()));
  }
  /// The day on which the run of this month reads the register: the first day of the next month (SPEC §3).
  [[nodiscard]] constexpr Date as_of_day() const { return plus(1).first_day(); }

  [[nodiscard]] constexpr Month plus(std::int32_t months) const { return from_index(index_ + months); }
  friend constexpr std::int32_t operator-(Month a, Month b) { return a.index_ - b.index_; }
  friend constexpr auto operator<=>(Month, Month) = default;

 private:
  std::int32_t index_ = 0;
};

/// `YYYY-MM`.
[[nodiscard]] std::string to_string(Month month);

}  // namespace crossroads::domain
