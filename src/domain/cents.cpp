#include "domain/cents.hpp"

#include <fmt/format.h>

namespace crossroads::domain {

Result<Cents> Cents::parse(std::string_view text) {
  const auto refuse = [&](const char* what, const char* expected) {
    return failure({.what = what, .value = std::string(text), .expected = expected});
  };
  std::int64_t cents = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return refuse("this is no amount", "whole euro cents, digits only");
    if (cents <= max_parsed) cents = cents * 10 + (c - '0');
  }
  if (text.empty()) return refuse("this is no amount", "whole euro cents, digits only");
  if (cents > max_parsed) return refuse("the amount is too large", "at most 1000000000000000 cents");
  return Cents(cents);
}

std::string to_string(Cents cents) {
  const auto count = cents.count();
  const auto absolute = count < 0 ? -count : count;
  return fmt::format("{}{}.{:02}", count < 0 ? "-" : "", absolute / 100, absolute % 100);
}

}  // namespace crossroads::domain
