// UTF-8, one character at a time (RFC 3629).
#pragma once

#include <cstddef>
#include <string_view>

namespace crossroads {

/// How many bytes the character at `text` has, of which `size` bytes are there; 0 where it is no UTF-8: a stray
/// continuation, a cut or overlong form, a surrogate, or past U+10FFFF.
[[nodiscard]] constexpr std::size_t utf8_length(const char* text, std::size_t size) {
  const auto byte = [&](std::size_t i) { return i < size ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0), second = byte(1);
  if (size == 0) return 0;
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && second < 0xA0;
    const bool surrogate = first == 0xED && second > 0x9F;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && second < 0x90;
    const bool too_far = first == 0xF4 && second > 0x8F;
    return continues(1) && continues(2) && continues(3) && !overlong && !too_far ? 4 : 0;
  }
  return 0;
}

[[nodiscard]] constexpr bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text.data(), text.size());
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace crossroads
