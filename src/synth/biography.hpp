// The facts of one person, as rows of a data folder before they become text.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/country.hpp"
#include "domain/period.hpp"
#include "domain/vocabulary.hpp"
#include "synth/draft.hpp"
#include "synth/numbers.hpp"

namespace crossroads::synth {

struct NationalityFact {
  domain::Country country = {};
  domain::Period period = {};
};

struct StayFact {
  domain::Period period = {};
  domain::Legal legal = domain::Legal::yes;
  domain::Register reg = domain::Register::foreigners;
  domain::Title title = domain::Title::none;
  domain::Ground ground = domain::Ground::other;
  domain::Quality quality = domain::Quality::other;
  domain::Date recognised_on = domain::Date::never();
  domain::Date applied_on = domain::Date::never();
  domain::AppliedAt applied_at = domain::AppliedAt::unknown;
  std::uint64_t sponsor = 0;  ///< 0: none named
};

/// What reaches the source only after the first export.
enum class KnownLater : std::uint8_t { no, late, corrected, cancelled };

struct ReimbursementFact {
  domain::Date paid_on;
  std::int64_t cents = 0;
};

struct GrantFact {
  domain::Period period = {};
  domain::Nature nature = domain::Nature::ris;
  domain::AidCategory category = domain::AidCategory::single;
  domain::AidStatus status = domain::AidStatus::granted;
  std::uint32_t centre = 0;  ///< which of the centres
  std::int64_t monthly_cents = 0;
  KnownLater known_later = KnownLater::no;
  std::int64_t cents_before = 0;     ///< of a corrected grant, before the correction
  std::uint32_t reimbursements = 0;  ///< how many rows of Biography::reimbursements follow from it, in order
};

struct Biography {
  std::vector<NationalityFact> nationalities;
  std::vector<StayFact> stays;
  std::vector<GrantFact> grants;
  std::vector<ReimbursementFact> reimbursements;
  void clear() {
    nationalities.clear();
    stays.clear();
    grants.clear();
    reimbursements.clear();
  }
};

/// What a biography needs to know of the rest of the population.
struct World {
  std::uint64_t seed;
  Calendar calendar;
  const std::vector<Draft>& drafts;
  const Numbers& numbers;
};

/// Streams of random numbers, one for each purpose, so that a change in one leaves the others as they are.
enum class Purpose : std::uint64_t { nationalities = 10, stays, grants, names, belgian_since };

/// The day on which the person becomes Belgian; forever() for those who never do.
[[nodiscard]] domain::Date belgian_since(const World& world, PersonNumber person);

// Each appends the rows of one person, in order of their first day.
void add_nationalities(const World& world, PersonNumber person, std::vector<NationalityFact>& facts);
void add_stays(const World& world, PersonNumber person, std::vector<StayFact>& facts);
void add_grants(const World& world, PersonNumber person, Biography& biography);

}  // namespace crossroads::synth
