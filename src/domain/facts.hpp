// What is known of persons, as rows of values (SPEC §2). No row knows a file or a database.
#pragma once

#include <cstdint>
#include <string>

#include "base/problem.hpp"
#include "domain/cents.hpp"
#include "domain/country.hpp"
#include "domain/enterprise_number.hpp"
#include "domain/niss.hpp"
#include "domain/period.hpp"
#include "domain/vocabulary.hpp"

namespace crossroads::domain {

/// The place of a person in a Population (ascending by NISS), or one of the two sponsors that are no person of it.
enum class PersonIndex : std::uint32_t {};
/// The stay row names no sponsor.
inline constexpr PersonIndex no_sponsor{0xffff'ffff};
/// The stay row names a sponsor of whom nothing is known.
inline constexpr PersonIndex unknown_sponsor{0xffff'fffe};
[[nodiscard]] constexpr bool is_person(PersonIndex index) { return index < unknown_sponsor; }
[[nodiscard]] constexpr std::size_t position(PersonIndex index) { return static_cast<std::size_t>(index); }

/// How a person is called and where from: what a message discloses to tell who is meant.
struct Identity {
  std::string last_name;
  std::string first_names;
  Country country_of_origin;
  bool operator==(const Identity&) const = default;
};

struct NationalityRow {
  Country country;
  Period period;
  bool operator==(const NationalityRow&) const = default;
};

struct StayRow {
  Period period;
  Date recognised_on = Date::never();  ///< never() while the quality is only claimed
  Date applied_on = Date::never();     ///< never() where unknown
  PersonIndex sponsor = no_sponsor;
  Legal legal = Legal::no;
  Register reg = Register::none;
  Title title = Title::none;
  Ground ground = Ground::other;
  Quality quality = Quality::other;
  AppliedAt applied_at = AppliedAt::unknown;
  bool operator==(const StayRow&) const = default;
};

/// A grant of aid that was not cancelled.
struct GrantRow {
  Cents monthly;  ///< what a whole month brings
  Period period;
  Nature nature = Nature::ris;
  AidCategory category = AidCategory::cohabitant;
  bool operator==(const GrantRow&) const = default;
};

}  // namespace crossroads::domain
