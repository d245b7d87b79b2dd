#include "domain/date.hpp"

#include <fmt/format.h>

namespace crossroads::domain {

Result<Date> Date::parse(std::string_view text) {
  const auto refuse = [&](const char* what) {
    return failure({.what = what, .value = std::string(text), .expected = "a day as YYYY-MM-DD"});
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return refuse("this is no date");
  unsigned parts[3] = {0, 0, 0};
  constexpr std::size_t begins[3] = {0, 5, 8};
  constexpr std::size_t lengths[3] = {4, 2, 2};
  for (int part = 0; part < 3; ++part) {
    for (std::size_t i = begins[part]; i < begins[part] + lengths[part]; ++i) {
      if (text[i] < '0' || text[i] > '9') return refuse("this is no date");
      parts[part] = parts[part] * 10 + static_cast<unsigned>(text[i] - '0');
    }
  }
  if (parts[0] < 1000) return refuse("the year is out of range");
  const auto ymd = std::chrono::year(static_cast<int>(parts[0])) / std::chrono::month(parts[1]) / std::chrono::day(parts[2]);
  if (!ymd.ok()) return refuse("there is no such day");
  return Date(ymd);
}

std::string to_string(Date date) {
  if (date.is_forever() || date <= Date::never()) return {};
  const auto ymd = date.calendar();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

}  // namespace crossroads::domain
