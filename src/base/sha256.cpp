#include "base/sha256.hpp"

#include "base/hexadecimal.hpp"

namespace crossroads {

Result<Sha256> Sha256::parse(std::string_view text) {
  const auto wrong = [&] {
    return failure({.what = "not a SHA-256 digest", .value = std::string(text), .expected = "64 hexadecimal digits"});
  };
  if (text.size() != 2 * size) return wrong();
  Bytes bytes = {};
  for (std::size_t i = 0; i < size; ++i) {
    const auto byte = byte_from_hexadecimal(text[2 * i], text[2 * i + 1]);
    if (!byte) return wrong();
    bytes[i] = *byte;
  }
  return Sha256(bytes);
}

std::string to_string(const Sha256& digest) {
  std::string text;
  text.reserve(2 * Sha256::size);
  for (const std::uint8_t byte : digest.bytes()) append_hexadecimal(text, byte);
  return text;
}

}  // namespace crossroads
