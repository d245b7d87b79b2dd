// What the conditions of some laws can tell apart: the values, durations and natures that matter, and no others.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law::prove {

inline constexpr std::size_t stay_field_count = 5;

/// Of the register facts of one subject.
struct RegisterDistinctions {
  bool nationality = false;
  bool recognised = false;
  /// By field: one value of each class of values that no condition tells apart. Exactly one where no condition asks.
  std::array<std::vector<std::uint8_t>, stay_field_count> values;
  std::vector<std::int32_t> stay, age;  ///< the durations asked for, in months, ascending
  bool age_asked = false;
};

/// Of aid: the sets of natures whose running time is asked for, each with the durations.
struct AidDistinctions {
  struct Run {
    ValueSet natures = 0;
    std::vector<std::int32_t> months = {};  ///< ascending
  };
  std::vector<Run> runs;
  bool asked = false;  ///< any condition speaks of aid
};

struct Distinctions {
  RegisterDistinctions person, sponsor;
  AidDistinctions aid;
  /// Every `sponsor (…)` of the laws; each with the law whose terms it uses.
  struct SponsorCondition {
    const Authorisation* law;
    const Condition* condition;
  };
  std::vector<SponsorCondition> sponsor_conditions;
};

/// Terms are looked through. Where disclosures differ between the laws, the values that they name count, too.
[[nodiscard]] Distinctions distinctions(std::span<const Authorisation* const> laws);

/// The natures that a condition on aid alone speaks of.
[[nodiscard]] ValueSet natures_of(const Authorisation& law, const Condition& aid);

}  // namespace crossroads::law::prove
