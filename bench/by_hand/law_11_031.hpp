// Deliberation 11/031 written by hand, with no law language and no engine: the limit that the engine is measured against.
// The same columns in, the same counts out (SPEC §5, §7). Everything that an engine has to find out is known here when the program
// is compiled: which facts matter, in which order, and which person needs no second look.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "domain/population.hpp"

namespace crossroads::by_hand {

/// 192 months from four before the first decision, so that a run of living wage can be seen to begin before it.
inline constexpr std::int32_t words = 3;
inline constexpr domain::Month first_decision = domain::Month(2011, 4);
inline constexpr std::int32_t months_before = 4;
inline constexpr std::int32_t origin = first_decision.index() - months_before;
inline constexpr domain::Month last_possible = domain::Month::from_index(origin + words * 64 - 1);

struct Months {
  std::array<std::uint64_t, words> w{};

  static const Months& from_on(std::int32_t from);
  static Months between(std::int32_t from, std::int32_t to) { return from > to ? Months() : from_on(from) - from_on(to + 1); }
  [[nodiscard]] constexpr bool any() const { return (w[0] | w[1] | w[2]) != 0; }
  [[nodiscard]] constexpr std::uint64_t count() const {
    return static_cast<std::uint64_t>(std::popcount(w[0]) + std::popcount(w[1]) + std::popcount(w[2]));
  }
  [[nodiscard]] constexpr std::int32_t first() const {
    return w[0] != 0 ? std::countr_zero(w[0]) : w[1] != 0 ? 64 + std::countr_zero(w[1]) : 128 + std::countr_zero(w[2]);
  }
  /// Each month moved `n` months later, 1 to 63.
  [[nodiscard]] constexpr Months later(int n) const {
    return {{w[0] << n, (w[1] << n) | (w[0] >> (64 - n)), (w[2] << n) | (w[1] >> (64 - n))}};
  }
  friend constexpr Months operator&(const Months& a, const Months& b) { return {{a.w[0] & b.w[0], a.w[1] & b.w[1], a.w[2] & b.w[2]}}; }
  friend constexpr Months operator|(const Months& a, const Months& b) { return {{a.w[0] | b.w[0], a.w[1] | b.w[1], a.w[2] | b.w[2]}}; }
  friend constexpr Months operator-(const Months& a, const Months& b) { return {{a.w[0] & ~b.w[0], a.w[1] & ~b.w[1], a.w[2] & ~b.w[2]}}; }
  friend constexpr Months operator~(const Months& a) { return {{~a.w[0], ~a.w[1], ~a.w[2]}}; }
};

/// A table, because a look-up is cheaper than three shifts by less than nothing, by some or by too much.
inline constexpr auto months_from_on = [] {
  std::array<Months, words * 64 + 2> table{};
  for (std::int32_t from = 0; from < words * 64; ++from) {
    for (std::int32_t month = from; month < words * 64; ++month) {
      table[static_cast<std::size_t>(from)].w[static_cast<std::size_t>(month / 64)] |= std::uint64_t{1} << (month % 64);
    }
  }
  return table;
}();
inline const Months& Months::from_on(std::int32_t from) {
  return months_from_on[static_cast<std::size_t>(std::clamp(from, 0, words * 64 + 1))];
}

/// Every line of the summary but `outside` and `pause` exists for both categories.
enum class Line : std::uint8_t {
  exclude_belgian,
  exclude_permanent_register,
  exclude_permanent_stay,
  transmit_aid_before_recognition,
  transmit_continue,
  transmit_living_wage_after_aid,
  transmit_resume,
  transmit_three_months_living_wage,
  wait,
  withhold_belgian,
  withhold
};
inline constexpr std::size_t line_count = 11;

struct Counts {
  std::array<std::array<std::uint64_t, line_count>, 2> by_category{};  ///< eu-worker, family
  std::uint64_t outside = 0;
  std::uint64_t pause = 0;

  void add(std::size_t category, Line line, const Months& months) {
    by_category[category][static_cast<std::size_t>(line)] += months.count();
  }
  Counts& operator+=(const Counts& other);
};

/// Adds every decision of the months from..to on the persons begin..end.
void count(const domain::Population& population, std::size_t begin, std::size_t end, domain::Month from, domain::Month to, Counts& counts);

}  // namespace crossroads::by_hand
