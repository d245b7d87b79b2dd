// The two letters of a country as a text that lives for ever, so that it can be bound without a copy.
#pragma once

#include <array>
#include <string_view>

#include "domain/country.hpp"

namespace crossroads::store::sqlite {

inline constexpr auto country_letters = [] {
  std::array<char, domain::Country::count * 2> letters{};
  for (std::size_t i = 0; i < domain::Country::count; ++i) {
    letters[2 * i] = static_cast<char>('A' + i / 26);
    letters[2 * i + 1] = static_cast<char>('A' + i % 26);
  }
  return letters;
}();

[[nodiscard]] constexpr std::string_view country_text(domain::Country country) {
  return std::string_view(country_letters.data(), country_letters.size()).substr(country.index() * std::size_t{2}, 2);
}

}  // namespace crossroads::store::sqlite
