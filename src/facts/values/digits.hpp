// Runs of digits, many at a time within a machine word.
#pragma once

#include <cstdint>

#include "facts/values/names16.hpp"

namespace crossroads::facts::values {

inline constexpr std::uint64_t zeros = 0x3030'3030'3030'3030;

/// Whether every byte, taken from '0', is 0 to 9.
[[nodiscard]] constexpr bool all_digits(std::uint64_t from_zero) {
  return ((from_zero | (from_zero + 0x0606'0606'0606'0606)) & 0xF0F0'F0F0'F0F0'F0F0) == 0;
}

/// Eight digits, each a byte from 0 to 9, the first in the lowest byte, as a number.
[[nodiscard]] constexpr std::uint64_t number_of(std::uint64_t from_zero) {
  const std::uint64_t pairs = from_zero * 10 + (from_zero >> 8);
  constexpr std::uint64_t mask = 0x0000'00FF'0000'00FF;
  return ((pairs & mask) * 0x000F'4240'0000'0064 + ((pairs >> 16) & mask) * 0x0000'2710'0000'0001) >> 32;
}

/// One to eight digits. Eight bytes must be readable.
[[nodiscard]] inline bool up_to_eight_digits(const char* text, std::size_t size, std::uint64_t& number) {
  if (size == 0 || size > 8) return false;
  // Moved to the end of the word, after zeros.
  const std::uint64_t from_zero = (load8(text) ^ zeros) << (8 * (8 - size));
  number = number_of(from_zero);
  return all_digits(from_zero);
}

}  // namespace crossroads::facts::values
