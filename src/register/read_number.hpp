// A NISS in a body: eleven digits that fit, and no reason that would repeat any of them.
#pragma once

#include <charconv>
#include <string_view>

#include "base/problem.hpp"
#include "domain/niss.hpp"

namespace crossroads::national_register {

[[nodiscard]] inline auto number_reader(domain::Date today) {
  return [today](std::string_view text) -> Result<domain::Niss> {
    std::uint64_t digits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), digits);
    if (text.size() == 11 && error == std::errc() && end == text.data() + text.size()) {
      if (const auto niss = domain::Niss::from_digits(digits, today)) return *niss;
    }
    return failure(
        {.what = "this is no NISS", .expected = "a NISS: eleven digits, the last two checking the others, nobody born tomorrow"});
  };
}

}  // namespace crossroads::national_register
