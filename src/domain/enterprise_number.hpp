// Enterprise numbers of the Crossroads Bank for Enterprises: how CPAS and institutions are named (SPEC §2).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace crossroads::domain {

/// Ten digits; the last two are 97 − the first eight mod 97.
class EnterpriseNumber {
 public:
  constexpr EnterpriseNumber() = default;
  [[nodiscard]] static Result<EnterpriseNumber> parse(std::string_view text);
  [[nodiscard]] static constexpr bool check_fits(std::uint64_t digits) { return 97 - digits / 100 % 97 == digits % 100; }
  /// A number that was parsed before.
  [[nodiscard]] static constexpr EnterpriseNumber from_stored(std::uint64_t digits) {
    EnterpriseNumber number;
    number.digits_ = digits;
    return number;
  }
  [[nodiscard]] constexpr std::uint64_t digits() const { return digits_; }
  friend constexpr auto operator<=>(EnterpriseNumber, EnterpriseNumber) = default;

 private:
  std::uint64_t digits_ = 0;
};

[[nodiscard]] std::string to_string(EnterpriseNumber number);

}  // namespace crossroads::domain
