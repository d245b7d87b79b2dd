// Base 64 of RFC 4648 §4: the standard alphabet, with padding.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crossroads {

/// Four characters for every three bytes begun.
[[nodiscard]] std::string to_base64(std::span<const std::uint8_t> bytes);

/// The bytes of a text that `to_base64` can have written, and of no other: nothing for blanks, missing or superfluous padding, another
/// alphabet, or bits set that stand for nothing. So two different texts never mean the same bytes.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

}  // namespace crossroads
