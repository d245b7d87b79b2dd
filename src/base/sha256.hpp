// A SHA-256 digest as a value. What computes one is base/sha256_stream.hpp.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace crossroads {

/// The 32 bytes of a SHA-256 digest (FIPS 180-4).
class Sha256 {
 public:
  static constexpr std::size_t size = 32;
  using Bytes = std::array<std::uint8_t, size>;

  constexpr Sha256() = default;
  constexpr explicit Sha256(Bytes bytes) : bytes_(bytes) {}
  /// Exactly 64 hexadecimal digits, of either case.
  [[nodiscard]] static Result<Sha256> parse(std::string_view text);

  [[nodiscard]] constexpr const Bytes& bytes() const { return bytes_; }
  friend constexpr auto operator<=>(const Sha256&, const Sha256&) = default;

 private:
  Bytes bytes_ = {};
};

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string to_string(const Sha256& digest);

}  // namespace crossroads
