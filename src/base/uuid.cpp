#include "base/uuid.hpp"

#include <algorithm>

#include "base/hexadecimal.hpp"

namespace crossroads {

namespace {

constexpr std::size_t text_size = 36;
/// Before which byte a hyphen stands.
constexpr bool hyphen_before(std::size_t byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

}  // namespace

Uuid Uuid::version_7(std::uint64_t unix_ms, std::span<const std::uint8_t, random_size> random) {
  Bytes bytes = {};
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(unix_ms >> (40 - 8 * i));
  std::ranges::copy(random, bytes.begin() + 6);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x70U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
  return Uuid(bytes);
}

Result<Uuid> Uuid::parse(std::string_view text) {
  const auto wrong = [&] {
    return failure({.what = "not a UUID", .value = std::string(text), .expected = "8-4-4-4-12 hexadecimal digits"});
  };
  if (text.size() != text_size) return wrong();
  Bytes bytes = {};
  std::size_t at = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (hyphen_before(i) && text[at++] != '-') return wrong();
    const auto byte = byte_from_hexadecimal(text[at], text[at + 1]);
    if (!byte) return wrong();
    bytes[i] = *byte;
    at += 2;
  }
  return Uuid(bytes);
}

std::string to_string(const Uuid& uuid) {
  std::string text;
  text.reserve(text_size);
  for (std::size_t i = 0; i < Uuid::size; ++i) {
    if (hyphen_before(i)) text += '-';
    append_hexadecimal(text, uuid.bytes()[i]);
  }
  return text;
}

}  // namespace crossroads
