// Random numbers that are the same on every machine. The standard library's distributions are not.
#pragma once

#include <cstdint>
#include <span>

#include "domain/date.hpp"

namespace crossroads::synth {

/// A share of something, in thousandths.
using PerMille = std::uint32_t;

/// splitmix64: each (seed, person, purpose) has a stream of its own, so that no thread waits for another.
class Random {
 public:
  constexpr Random(std::uint64_t seed, std::uint64_t person, std::uint64_t purpose)
      : state_(mix(seed ^ mix(person ^ mix(purpose + 0x9e37'79b9'7f4a'7c15)))) {}

  constexpr std::uint64_t next() { return mix(state_ += 0x9e37'79b9'7f4a'7c15); }
  /// 0 to n − 1. The bias of a multiplication instead of a division is below 2⁻³².
  constexpr std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32); }
  /// `low` to `high`, both included.
  constexpr std::int32_t between(std::int32_t low, std::int32_t high) {
    return low + static_cast<std::int32_t>(below(static_cast<std::uint32_t>(high - low) + 1));
  }
  constexpr bool chance(PerMille share) { return below(1000) < share; }
  /// A day from `low` to `high`, both included; `low` if there is none.
  constexpr domain::Date day(domain::Date low, domain::Date high) {
    const std::int32_t first = low.days();
    const std::int32_t last = high.days();
    return first >= last ? low : domain::Date::from_days(between(first, last));
  }

 private:
  static constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
    z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

template <class Value>
struct Weighted {
  Value value;
  std::uint32_t weight;
};

/// One of the values, each as often as its weight says.
template <class Value, std::size_t n>
[[nodiscard]] constexpr const Value& pick(const Weighted<Value> (&table)[n], Random& random) {
  std::uint32_t all = 0;
  for (const auto& entry : table) all += entry.weight;
  std::uint32_t left = random.below(all);
  for (const auto& entry : table) {
    if (left < entry.weight) return entry.value;
    left -= entry.weight;
  }
  return table[n - 1].value;
}

}  // namespace crossroads::synth
