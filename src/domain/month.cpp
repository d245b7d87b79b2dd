#include "domain/month.hpp"

#include <fmt/format.h>

namespace crossroads::domain {

Result<Month> Month::parse(std::string_view text) {
  const auto day = Date::parse(std::string(text) + "-01");
  if (text.size() != 7 || !day) {
    return failure({.what = "this is no month", .value = std::string(text), .expected = "a month as YYYY-MM"});
  }
  return Month(*day);
}

std::string to_string(Month month) { return fmt::format("{:04}-{:02}", month.year(), month.month()); }

}  // namespace crossroads::domain
