// Sets of months: the value of every condition of the law (SPEC §4). A set is a fixed handful of machine words over a
// window of months; `and`, `or`, `not` are bit operations, "so far" a prefix fill, "for N months" a run counted from a first day.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "domain/month.hpp"

namespace crossroads::timeline {

/// The months that a set can hold: `length` of them from `first`. Positions in a set count from `first`.
struct Window {
  domain::Month first;
  std::int32_t length;

  [[nodiscard]] constexpr std::int32_t position(domain::Month month) const { return month - first; }
  [[nodiscard]] constexpr domain::Month month(std::int32_t position) const { return first.plus(position); }
  [[nodiscard]] constexpr bool holds(domain::Month month) const { return position(month) >= 0 && position(month) < length; }
};

/// A set of months as bits of `words` machine words; position 0 is the earliest month. Months beyond the window are not in it.
/// `Build` tells apart code compiled for different processors, which must not be merged.
template <std::size_t words, class Build = void>
class MonthSet {
 public:
  using Word = std::uint64_t;
  static constexpr std::int32_t capacity = static_cast<std::int32_t>(words) * 64;

  constexpr MonthSet() = default;
  [[nodiscard]] static constexpr MonthSet all() { return ~MonthSet(); }
  [[nodiscard]] static constexpr MonthSet only(std::int32_t position) { return between(position, position); }
  /// The months from `from` to `to`, both included, cut to the window; empty if `to` < `from`.
  [[nodiscard]] static constexpr MonthSet between(std::int32_t from, std::int32_t to) {
    return from > to ? MonthSet() : from_on(from) & ~from_on(to == std::numeric_limits<std::int32_t>::max() ? to : to + 1);
  }
  /// Every month from `from` on.
  [[nodiscard]] static constexpr MonthSet from_on(std::int32_t from) {
    MonthSet set;
    for (std::size_t i = 0; i < words; ++i) {
      const std::int32_t shift = from - static_cast<std::int32_t>(i) * 64;
      set.bits_[i] = shift <= 0 ? ~Word{0} : shift >= 64 ? Word{0} : ~Word{0} << shift;
    }
    return set;
  }

  [[nodiscard]] constexpr bool contains(std::int32_t position) const {
    return position >= 0 && position < capacity && ((bits_[word_of(position)] >> (position & 63)) & 1) != 0;
  }
  constexpr void insert(std::int32_t position) { bits_[word_of(position)] |= Word{1} << (position & 63); }
  [[nodiscard]] constexpr bool empty() const {
    Word any = 0;
    for (std::size_t i = 0; i < words; ++i) any |= bits_[i];
    return any == 0;
  }
  [[nodiscard]] constexpr std::int32_t count() const {
    std::int32_t n = 0;
    for (std::size_t i = 0; i < words; ++i) n += std::popcount(bits_[i]);
    return n;
  }
  /// The position of the earliest month; `capacity` if there is none.
  [[nodiscard]] constexpr std::int32_t first() const {
    for (std::size_t i = 0; i < words; ++i) {
      if (bits_[i] != 0) return static_cast<std::int32_t>(i) * 64 + std::countr_zero(bits_[i]);
    }
    return capacity;
  }

  /// Each month moved `n` months later (n ≥ 0); what leaves the window is lost.
  [[nodiscard]] constexpr MonthSet later(std::int32_t n) const {
    MonthSet moved;
    const auto whole = static_cast<std::size_t>(n) / 64;
    const auto part = static_cast<std::size_t>(n) % 64;
    for (std::size_t i = whole; i < words; ++i) {
      moved.bits_[i] = bits_[i - whole] << part;
      if (part != 0 && i > whole) moved.bits_[i] |= bits_[i - whole - 1] >> (64 - part);
    }
    return moved;
  }
  /// Every month from the earliest on: "so far".
  [[nodiscard]] constexpr MonthSet so_far() const {
    MonthSet filled;
    Word seen = 0;
    for (std::size_t i = 0; i < words; ++i) {
      const Word lowest = bits_[i] & (~bits_[i] + 1);
      filled.bits_[i] = seen | (bits_[i] == 0 ? Word{0} : ~(lowest - 1));
      seen |= bits_[i] == 0 ? Word{0} : ~Word{0};
    }
    return filled;
  }
  /// The months that end a run of at least `n` consecutive months (n ≥ 1).
  [[nodiscard]] constexpr MonthSet run_of(std::int32_t n) const {
    MonthSet run = *this;
    for (std::int32_t have = 1; have < n;) {  // doubling: a run of 2k is a run of k that ends k months after another
      const std::int32_t step = have < n - have ? have : n - have;
      run = run & run.later(step);
      have += step;
    }
    return run;
  }

  friend constexpr MonthSet operator&(MonthSet a, const MonthSet& b) {
    for (std::size_t i = 0; i < words; ++i) a.bits_[i] &= b.bits_[i];
    return a;
  }
  friend constexpr MonthSet operator|(MonthSet a, const MonthSet& b) {
    for (std::size_t i = 0; i < words; ++i) a.bits_[i] |= b.bits_[i];
    return a;
  }
  friend constexpr MonthSet operator~(MonthSet a) {
    for (std::size_t i = 0; i < words; ++i) a.bits_[i] = ~a.bits_[i];
    return a;
  }
  /// The months of a that are not in b.
  friend constexpr MonthSet operator-(MonthSet a, const MonthSet& b) {
    for (std::size_t i = 0; i < words; ++i) a.bits_[i] &= ~b.bits_[i];
    return a;
  }
  constexpr MonthSet& operator&=(const MonthSet& b) { return *this = *this & b; }
  constexpr MonthSet& operator|=(const MonthSet& b) { return *this = *this | b; }
  friend constexpr bool operator==(const MonthSet&, const MonthSet&) = default;

  [[nodiscard]] constexpr std::span<const Word> as_words() const { return bits_; }

  /// Calls `visit(position)` for each month, earliest first.
  template <class Visit>
  constexpr void each(Visit&& visit) const {
    for (std::size_t i = 0; i < words; ++i) {
      for (Word word = bits_[i]; word != 0; word &= word - 1) visit(static_cast<std::int32_t>(i) * 64 + std::countr_zero(word));
    }
  }

 private:
  [[nodiscard]] static constexpr std::size_t word_of(std::int32_t position) { return static_cast<std::size_t>(position) / 64; }
  std::array<Word, words> bits_{};
};

/// A three-valued timeline: the months where a condition holds, and those where it may hold (it holds or is unknown).
/// `holds` is a subset of `may_hold`; Kleene's tables become two bit operations.
template <std::size_t words, class Build = void>
struct Truth {
  MonthSet<words, Build> holds;
  MonthSet<words, Build> may_hold;

  friend constexpr Truth operator&(const Truth& a, const Truth& b) { return {a.holds & b.holds, a.may_hold & b.may_hold}; }
  friend constexpr Truth operator|(const Truth& a, const Truth& b) { return {a.holds | b.holds, a.may_hold | b.may_hold}; }
  friend constexpr Truth operator~(const Truth& a) { return {~a.may_hold, ~a.holds}; }
  friend constexpr bool operator==(const Truth&, const Truth&) = default;
};

/// The months in which a run of consecutive months has lasted `n` calendar months on the as-of day, counted from the run's
/// first day: n whole months if that day is the first of a month, else one month more (SPEC §5, I1).
/// `first_day_covered`: the months whose first day belongs to the condition.
template <std::size_t words, class Build>
[[nodiscard]] constexpr MonthSet<words, Build> lasting(const MonthSet<words, Build>& months,
                                                       const MonthSet<words, Build>& first_day_covered, std::int32_t n) {
  const auto run = months.run_of(n);
  // The run reaches back beyond its n last months, or begins with them on a first day.
  return run & (months.later(n) | (first_day_covered.later(n - 1)));
}

}  // namespace crossroads::timeline
