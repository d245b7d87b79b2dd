// What a run did, counted: the funnel, and the months behind it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "run/message.hpp"
#include "run/tally.hpp"

namespace crossroads::run {

/// The messages of one kind that a stage sent about persons of one category.
struct MessageCount {
  law::Stage stage = law::Stage::source;
  MessageKind kind = MessageKind::first;
  std::string category;
  std::uint64_t n = 0;
  std::uint64_t earlier = 0;  ///< of which about a month before the run's
  bool operator==(const MessageCount&) const = default;
};

/// The decisions of one month.
struct MonthOfDecisions {
  domain::Month month;
  std::vector<Tally> tallies;
  bool operator==(const MonthOfDecisions&) const = default;
};

/// What was due and not said, since nothing new may be said about persons who are excluded today (SPEC §8, I20).
struct Unsaid {
  std::uint64_t persons = 0;
  std::uint64_t messages = 0;
  bool operator==(const Unsaid&) const = default;
};

struct RunReport {
  AuthorisationVersion authorisation;
  domain::Month month;
  bool dry_run = false;
  std::optional<RunId> run = {};              ///< none of a dry run
  std::uint64_t persons = 0;                  ///< everybody of whom a fact is known
  std::vector<MonthOfDecisions> months = {};  ///< from the authorisation's first to the run's: persons by the way they took
  std::vector<MessageCount> messages = {};    ///< by stage, then kind, then category; none that doesn't occur
  Unsaid at_source = {}, at_hub = {};

  /// The ways that persons took in the run's month; none before the authorisation's first.
  [[nodiscard]] std::span<const Tally> ways() const {
    return months.empty() ? std::span<const Tally>() : std::span<const Tally>(months.back().tallies);
  }
  [[nodiscard]] std::uint64_t messages_of(law::Stage stage, std::optional<MessageKind> kind = {}) const;
};

}  // namespace crossroads::run
