// Countries as ISO 3166-1 alpha-2, and which of them are members of the Union when (SPEC §2, §3).
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "domain/period.hpp"

namespace crossroads::domain {

/// A country code: ISO 3166-1 alpha-2, `XK`, or `XX` (stateless or unknown).
class Country {
 public:
  constexpr Country() = default;
  [[nodiscard]] static Result<Country> parse(std::string_view text);
  /// Two capital letters that are known to be a code.
  [[nodiscard]] static constexpr Country from_letters(char first, char second) {
    Country country;
    country.code_ = static_cast<std::uint16_t>((first - 'A') * 26 + (second - 'A'));
    return country;
  }
  /// Whether two capital letters are a code at all.
  [[nodiscard]] static bool is_code(char first, char second);

  /// 0 to 675, dense enough for tables by country.
  [[nodiscard]] constexpr std::uint16_t index() const { return code_; }
  static constexpr std::size_t count = 676;
  friend constexpr auto operator<=>(Country, Country) = default;

 private:
  std::uint16_t code_ = 0;
};

[[nodiscard]] std::string to_string(Country country);

inline constexpr Country belgium = Country::from_letters('B', 'E');

/// The member states of the Union by date: a dated parameter, read from `parameters/union-members.csv`.
class UnionMembers {
 public:
  struct Membership {
    Country country;
    Period period;
  };
  explicit UnionMembers(const std::vector<Membership>& memberships);

  /// Whether the country is a member on that day. Belgium is one too; who asks for "EU, Belgium excluded" says so.
  [[nodiscard]] bool member(Country country, Date day) const {
    for (const Period period : periods(country)) {
      if (period.covers(day)) return true;
    }
    return false;
  }
  /// Every period of membership of the country.
  [[nodiscard]] std::span<const Period> periods(Country country) const {
    const std::size_t begin = begin_[country.index()], end = begin_[country.index() + std::size_t{1}];
    return std::span(periods_).subspan(begin, end - begin);
  }

 private:
  std::vector<Period> periods_;       ///< by country
  std::vector<std::uint16_t> begin_;  ///< of each country's, and the end of the last one's
};

}  // namespace crossroads::domain
