// Money, in whole euro cents. No floating point anywhere.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "domain/period.hpp"

namespace crossroads::domain {

/// An amount in euro cents.
class Cents {
 public:
  constexpr Cents() = default;
  constexpr explicit Cents(std::int64_t cents) : cents_(cents) {}

  /// Digits only, at most ten trillion euro, so that no sum of ten years overflows.
  [[nodiscard]] static Result<Cents> parse(std::string_view text);
  static constexpr std::int64_t max_parsed = 1'000'000'000'000'000;

  [[nodiscard]] constexpr std::int64_t count() const { return cents_; }
  constexpr Cents& operator+=(Cents other) {
    cents_ += other.cents_;
    return *this;
  }
  friend constexpr Cents operator+(Cents a, Cents b) { return Cents(a.cents_ + b.cents_); }
  friend constexpr Cents operator-(Cents a, Cents b) { return Cents(a.cents_ - b.cents_); }
  friend constexpr auto operator<=>(Cents, Cents) = default;

 private:
  std::int64_t cents_ = 0;
};

/// What a whole month's amount brings for the days of the month that are covered:
/// amount × covered ÷ days of the month, rounded to the nearest cent, halves up (SPEC §2).
[[nodiscard]] constexpr Cents prorated(Cents whole_month, Period covered, Month month) {
  const auto days = covered.days_in(month);
  const std::int64_t all = month.days();
  if (days == all) return whole_month;
  __extension__ using Wide = __int128;  // amount × 31 could leave 64 bits at the largest amount that is accepted
  return Cents(static_cast<std::int64_t>((Wide{whole_month.count()} * days * 2 + all) / (Wide{all} * 2)));
}

/// Euro with two decimals: `1234.56`.
[[nodiscard]] std::string to_string(Cents cents);

}  // namespace crossroads::domain
