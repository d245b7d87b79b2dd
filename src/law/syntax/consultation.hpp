// Consultations of one person's attestations of aid (A036, SPEC §6 and §9): the law's part of it. law/consult decides by it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "law/syntax/disclosure.hpp"

namespace crossroads::law {

/// On whom one asks: who applies for the stay, or the person joined.
enum class Role : std::uint8_t { applicant, sponsor };
enum class Occasion : std::uint8_t { stay_application, verification };
/// What the agent must state in words.
enum class Stated : std::uint8_t { nothing, doubt, information };

struct OccasionRule {
  Occasion occasion = Occasion::stay_application;
  Stated stated = Stated::nothing;
  bool operator==(const OccasionRule&) const = default;
};

/// `answer eu-long about applicant on stay-application with doubt unless excluded by permanent-stay when union`
struct ConsultationAnswer : Declared {
  CategoryIndex category = no_category;
  Role role = Role::applicant;
  std::vector<OccasionRule> occasions = {};
  bool unless_only_minor_descendants_join = false;
  std::vector<Name> unless_excluded_by = {};  ///< exclusions of the category at the hub, asked of the applicant on the day of the question
  ConditionPtr when = {};                     ///< of the person consulted, on the day of the question; nothing: whoever it is
};

/// `refuse eu-short, family-other`
struct ConsultationRefusal : Declared {
  std::vector<CategoryIndex> categories = {};
};

/// `period at most 5 years`, before today.
struct ConsultationReach : Declared {
  std::int32_t years = 0;
};

/// `consult A036`
struct Consultation : Declared {
  using Reach = ConsultationReach;
  std::optional<Reach> period = {};
  std::vector<Disclosure> disclosures = {};
  std::vector<ConsultationAnswer> answers = {};
  std::vector<ConsultationRefusal> refusals = {};
};

}  // namespace crossroads::law
