// What the line-based formats of C2SP have in common: lines that end with a line feed, and decimal numbers in one spelling only.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace crossroads::ledger {

/// Takes the first line off the text, without its line feed; nothing, and the text stays, where none ends.
[[nodiscard]] inline std::optional<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

/// A number of 64 bits as ASCII digits without a sign or leading zeros.
[[nodiscard]] inline std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  return value;
}

}  // namespace crossroads::ledger
