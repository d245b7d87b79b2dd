// The identification number of social security: eleven digits that carry their own check (SPEC §2).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "domain/date.hpp"

namespace crossroads::domain {

/// A number of the National Register, or a BIS number (month + 20 or + 40). Only `parse` makes one, so that
/// every Niss in the system has its check digits right.
class Niss {
 public:
  constexpr Niss() = default;

  /// Eleven digits, or `YY.MM.DD-SSS.CC`. `today`: the day after which no birth can lie.
  [[nodiscard]] static Result<Niss> parse(std::string_view text, Date today);
  /// The same for eleven digits that are already known to be digits, without the reason: for bulk reading.
  [[nodiscard]] static std::optional<Niss> from_digits(std::uint64_t digits, Date today);
  /// A number that this system wrote itself after having parsed it once (its own database, say).
  [[nodiscard]] static constexpr Niss from_stored(std::uint64_t digits) {
    Niss niss;
    niss.digits_ = digits;
    return niss;
  }

  [[nodiscard]] constexpr std::uint64_t digits() const { return digits_; }
  /// The day of birth; nothing where month or day is unknown (00), or the number gives no date.
  [[nodiscard]] std::optional<Date> birth_date() const;
  [[nodiscard]] constexpr bool is_bis() const { return (digits_ / 10'000'000) % 100 > 12; }

  friend constexpr auto operator<=>(Niss, Niss) = default;

 private:
  std::uint64_t digits_ = 0;
};

/// Eleven digits, as machines exchange them.
[[nodiscard]] std::string to_string(Niss niss);
/// `YY.MM.DD-SSS.CC`, as people read it.
[[nodiscard]] std::string to_formatted(Niss niss);

}  // namespace crossroads::domain
