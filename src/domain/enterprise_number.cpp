#include "domain/enterprise_number.hpp"

#include <fmt/format.h>

namespace crossroads::domain {

Result<EnterpriseNumber> EnterpriseNumber::parse(std::string_view text) {
  const auto refuse = [&](const char* what, std::string expected) {
    return failure({.what = what, .value = std::string(text), .expected = std::move(expected)});
  };
  std::uint64_t digits = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || text.size() != 10) return refuse("this is no enterprise number", "ten digits");
    digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (text.size() != 10) return refuse("this is no enterprise number", "ten digits");
  if (!check_fits(digits)) {
    return refuse("the check digits of this enterprise number are wrong", fmt::format("{:02}", 97 - digits / 100 % 97));
  }
  return from_stored(digits);
}

std::string to_string(EnterpriseNumber number) { return fmt::format("{:010}", number.digits()); }

}  // namespace crossroads::domain
