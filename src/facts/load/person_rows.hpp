// The rules that hold among the rows of one person: the last of several with the same key counts, stays do not overlap.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/facts.hpp"

namespace crossroads::facts {

/// Keeps the last of the nationalities with the same country and first day. Gives how many are left, at the front.
[[nodiscard]] std::size_t settle_nationalities(std::span<domain::NationalityRow> rows);

/// A stay that was not accepted.
struct RefusedStay {
  std::uint32_t person;
  std::uint32_t row;  ///< the how-manieth row of the person in the file, from 0
  domain::Period stay, in_the_way;
};

/// Stays in file order become stays by first day, by `check_stay`. Gives how many are left, at the front.
[[nodiscard]] std::size_t settle_stays(std::uint32_t person, std::span<domain::StayRow> rows, std::vector<RefusedStay>& refused);

}  // namespace crossroads::facts
