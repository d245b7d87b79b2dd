// Numbers as bytes, the most significant first.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>

namespace crossroads::ledger {

template <std::unsigned_integral T>
constexpr void write_big_endian(std::span<std::uint8_t, sizeof(T)> to, T number) {
  for (std::size_t i = 0; i < sizeof(T); ++i) to[i] = static_cast<std::uint8_t>(number >> 8 * (sizeof(T) - 1 - i));
}

template <std::unsigned_integral T>
[[nodiscard]] constexpr T read_big_endian(std::span<const std::uint8_t, sizeof(T)> from) {
  T number = 0;
  for (const auto byte : from) number = static_cast<T>(static_cast<T>(number << 8U) | byte);
  return number;
}

}  // namespace crossroads::ledger
