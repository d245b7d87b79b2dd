// Bytes written as two hexadecimal digits each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace crossroads {

/// Appends two lower-case digits.
inline void append_hexadecimal(std::string& text, std::uint8_t byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  text += digits[byte >> 4U];
  text += digits[byte & 15U];
}

/// The byte that two digits of either case write; nothing where one of them is no digit.
[[nodiscard]] constexpr std::optional<std::uint8_t> byte_from_hexadecimal(char high, char low) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  const int h = digit(high);
  const int l = digit(low);
  if (h < 0 || l < 0) return std::nullopt;
  return static_cast<std::uint8_t>(h * 16 + l);
}

}  // namespace crossroads
