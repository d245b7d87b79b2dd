#include "trust/utc.hpp"

#include <fmt/format.h>

#include "domain/date.hpp"

namespace crossroads::trust {

std::string to_utc(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at) - day);
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(domain::Date(day)), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

Result<Instant> parse_utc(std::string_view text) {
  const auto refuse = [&] {
    return failure({.what = "this is no moment",
                    .value = std::string(text.substr(0, 40)),
                    .expected = "YYYY-MM-DDThh:mm:ssZ, such as 2026-05-04T09:30:00Z"});
  };
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return refuse();
  const auto day = domain::Date::parse(text.substr(0, 10));
  if (!day) return refuse();
  const auto two_digits = [&](std::size_t at, int below) {
    const int tens = text[at] - '0', ones = text[at + 1] - '0';
    const bool good = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 && tens * 10 + ones < below;
    return good ? tens * 10 + ones : -1;
  };
  const int hours = two_digits(11, 24), minutes = two_digits(14, 60), seconds = two_digits(17, 60);
  if (hours < 0 || minutes < 0 || seconds < 0) return refuse();
  return Instant(std::chrono::sys_days(day->calendar()) + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
                 std::chrono::seconds(seconds));
}

}  // namespace crossroads::trust
