// The rules of SPEC §2 that need more than one row, as pure functions, with the words that report them: whoever loads a
// folder into memory and whoever imports it into a store say the same of the same row.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/problem.hpp"
#include "domain/facts.hpp"

namespace crossroads::facts {

enum class StayVerdict : std::uint8_t { added, replaces, overlaps };

struct StayCheck {
  StayVerdict verdict = StayVerdict::added;
  std::size_t at = 0;  ///< where to insert; or the row that is replaced; or the row that is in the way
};

/// Where a stay goes among the accepted stays of its person (ascending by first day, not overlapping): it replaces the
/// one with the same first day, and may share no day with another one.
[[nodiscard]] StayCheck check_stay(std::span<const domain::StayRow> accepted, domain::Period candidate);

/// `place` names file and line. `niss` as the row has it.
[[nodiscard]] Problem unknown_person(Place place, domain::Niss niss);
[[nodiscard]] Problem overlapping_stay(Place place, domain::Period stay, domain::Period in_the_way);
[[nodiscard]] Problem unknown_aid(Place place, std::string_view aid_id);
[[nodiscard]] Problem second_successor(Place place, domain::Niss old_niss, domain::Niss new_niss, domain::Niss known_successor);
[[nodiscard]] Problem replacement_loop(Place place, domain::Niss old_niss, domain::Niss new_niss);

}  // namespace crossroads::facts
