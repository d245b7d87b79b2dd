// How many decisions there are of each kind.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "law/evaluate/plan.hpp"

namespace crossroads::run {

/// How many decisions there are of one kind.
struct Tally {
  std::string outcome;
  std::optional<std::string> category = {}, rule = {}, stage = {};
  std::uint64_t n = 0;
  bool operator==(const Tally&) const = default;
};

/// What was counted by key of the plan, by outcome, category, rule and stage: sorted by these as texts, what is missing last; nothing
/// that doesn't occur. Two rules of one name (an exclusion for some categories and another for others) are one, as on a line of a replay.
[[nodiscard]] std::vector<Tally> tallies_of(const law::fast::Plan& plan, std::span<const std::uint64_t> counts);

/// `{"outcome":"exclude","category":"eu-worker","rule":"belgian","stage":"source","n":123}`, one a line.
[[nodiscard]] std::string to_ndjson(std::span<const Tally> tallies);

}  // namespace crossroads::run
