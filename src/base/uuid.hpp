// Universally unique identifiers of RFC 9562, version 7: they sort by the time at which they were made.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace crossroads {

/// Sixteen bytes, in the order in which they are written.
class Uuid {
 public:
  static constexpr std::size_t size = 16;
  using Bytes = std::array<std::uint8_t, size>;
  /// How many random bytes a version 7 takes.
  static constexpr std::size_t random_size = 10;

  constexpr Uuid() = default;
  constexpr explicit Uuid(Bytes bytes) : bytes_(bytes) {}

  /// RFC 9562 §5.7: 48 bits of Unix time in milliseconds, then random bits around version and variant. Whoever calls brings
  /// time and chance, so that a test can bring its own. Six of the eighty random bits give way to version and variant.
  [[nodiscard]] static Uuid version_7(std::uint64_t unix_ms, std::span<const std::uint8_t, random_size> random);
  /// Exactly 8-4-4-4-12 hexadecimal digits, of either case, of any version.
  [[nodiscard]] static Result<Uuid> parse(std::string_view text);

  [[nodiscard]] constexpr const Bytes& bytes() const { return bytes_; }
  [[nodiscard]] constexpr unsigned version() const { return bytes_[6] >> 4U; }
  /// The time in a version 7, in milliseconds since 1970.
  [[nodiscard]] constexpr std::uint64_t unix_ms() const {
    std::uint64_t ms = 0;
    for (std::size_t i = 0; i < 6; ++i) ms = ms << 8U | bytes_[i];
    return ms;
  }
  friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;

 private:
  Bytes bytes_ = {};
};

/// Lower case, with hyphens.
[[nodiscard]] std::string to_string(const Uuid& uuid);

}  // namespace crossroads
