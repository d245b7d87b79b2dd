// The headers that mean something between institutions; all others are passed over, on both sides.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace crossroads::net {

inline constexpr std::array<std::string_view, 9> known_headers{
    "content-type", "accept",      "accept-language",         "authorization", "belgov-trace-id",
    "traceparent",  "retry-after", "belgov-related-trace-id", "allow"};
[[nodiscard]] constexpr bool is_known_header(std::string_view name) {
  return std::ranges::find(known_headers, name) != known_headers.end();
}

/// What may stand in a header's value: nothing that could end it (RFC 9110 §5.5).
[[nodiscard]] constexpr bool is_header_value(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
}
/// What may stand in a request line as its target.
[[nodiscard]] constexpr bool is_target(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace crossroads::net
