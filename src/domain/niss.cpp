#include "domain/niss.hpp"

#include <fmt/format.h>

namespace crossroads::domain {
namespace {

struct Parts {
  unsigned year;   // two digits
  unsigned month;  // 0 = unknown; BIS offset taken away
  unsigned day;    // 0 = unknown
  unsigned serial;
  unsigned check;
  bool month_legal;
};

constexpr Parts split(std::uint64_t digits) {
  const auto raw_month = static_cast<unsigned>(digits / 10'000'000 % 100);
  const unsigned month = raw_month >= 40 ? raw_month - 40 : raw_month >= 20 ? raw_month - 20 : raw_month;
  return {.year = static_cast<unsigned>(digits / 1'000'000'000),
          .month = month,
          .day = static_cast<unsigned>(digits / 100'000 % 100),
          .serial = static_cast<unsigned>(digits / 100 % 1000),
          .check = static_cast<unsigned>(digits % 100),
          .month_legal = month <= 12};
}

constexpr bool check_fits(std::uint64_t digits, bool from_2000) {
  const auto nine = digits / 100 + (from_2000 ? 2'000'000'000 : 0);
  return 97 - nine % 97 == digits % 100;
}

/// The year of birth, or 0 if this century does not fit: a real date that is not in the future.
int fitting_year(std::uint64_t digits, const Parts& parts, bool from_2000, Date today) {
  if (!check_fits(digits, from_2000)) return 0;
  const int year = static_cast<int>(parts.year) + (from_2000 ? 2000 : 1900);
  if (parts.month != 0 && parts.day != 0) {
    const auto ymd = std::chrono::year(year) / std::chrono::month(parts.month) / std::chrono::day(parts.day);
    return ymd.ok() && Date(ymd) <= today ? year : 0;
  }
  if (parts.day > 31) return 0;
  // Known in part: the earliest day that it could be must not lie in the future.
  return Date(year, parts.month == 0 ? 1 : parts.month, 1) <= today ? year : 0;
}

int birth_year(std::uint64_t digits, const Parts& parts, Date today) {
  if (!parts.month_legal || parts.serial == 0) return 0;
  const int year = fitting_year(digits, parts, false, today);
  return year != 0 ? year : fitting_year(digits, parts, true, today);
}

}  // namespace

std::optional<Niss> Niss::from_digits(std::uint64_t digits, Date today) {
  if (digits >= 100'000'000'000 || birth_year(digits, split(digits), today) == 0) return std::nullopt;
  return from_stored(digits);
}

Result<Niss> Niss::parse(std::string_view text, Date today) {
  const auto refuse = [&](std::string what, std::string expected) {
    return failure({.what = std::move(what), .value = std::string(text), .expected = std::move(expected)});
  };
  const bool formatted = text.size() == 15 && text[2] == '.' && text[5] == '.' && text[8] == '-' && text[12] == '.';
  std::uint64_t digits = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (formatted && (i == 2 || i == 5 || i == 8 || i == 12)) continue;
    if (text[i] < '0' || text[i] > '9') return refuse("this is no NISS", "eleven digits, or YY.MM.DD-SSS.CC");
    if (++count <= 11) digits = digits * 10 + static_cast<std::uint64_t>(text[i] - '0');
  }
  if (count != 11) return refuse(fmt::format("a NISS has eleven digits, this has {}", count), "eleven digits, or YY.MM.DD-SSS.CC");

  const auto parts = split(digits);
  if (!parts.month_legal) return refuse("the month of birth of this NISS is out of range", "a month 00-12, or that plus 20 or 40 (BIS)");
  if (parts.serial == 0) return refuse("the serial number of this NISS is 000", "a serial number 001-999");
  if (birth_year(digits, parts, today) != 0) return from_stored(digits);
  if (check_fits(digits, false) || check_fits(digits, true)) {
    return refuse("the date of birth in this NISS is no real day, or lies in the future", fmt::format("a day up to {}", to_string(today)));
  }
  return refuse("the check digits of this NISS are wrong", fmt::format("{:02} (born before 2000) or {:02} (born from 2000)",
                                                                       97 - digits / 100 % 97, 97 - (digits / 100 + 2'000'000'000) % 97));
}

std::optional<Date> Niss::birth_date() const {
  // The check digits alone tell the century; whether the day lay in the future was asked when the number was parsed.
  const auto parts = split(digits_);
  const int year = birth_year(digits_, parts, Date::forever());
  if (year == 0 || parts.month == 0 || parts.day == 0) return std::nullopt;
  return Date(year, parts.month, parts.day);
}

std::string to_string(Niss niss) { return fmt::format("{:011}", niss.digits()); }

std::string to_formatted(Niss niss) {
  const auto text = to_string(niss);
  return fmt::format("{}.{}.{}-{}.{}", text.substr(0, 2), text.substr(2, 2), text.substr(4, 2), text.substr(6, 3), text.substr(9, 2));
}

}  // namespace crossroads::domain
