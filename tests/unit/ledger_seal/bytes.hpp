// Bytes as the tests write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hexadecimal.hpp"
#include "ledger/seal/secret.hpp"

namespace crossroads::ledger {

inline std::vector<std::uint8_t> from_hex(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) bytes.push_back(byte_from_hexadecimal(text[i], text[i + 1]).value());
  return bytes;
}

inline std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (const auto byte : bytes) append_hexadecimal(text, byte);
  return text;
}

/// Shorter keys are filled up with zeros, as HMAC does.
inline Secret32 secret_of(std::string_view hex) {
  auto bytes = from_hex(hex);
  bytes.resize(Secret32::size);
  return Secret32(std::span(bytes).first<Secret32::size>());
}

}  // namespace crossroads::ledger
