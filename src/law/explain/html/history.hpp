// Everything the page draws, month by month: decisions, how each rule and each condition stood, and what happened to the transmission.
// Private to law/explain.
#pragma once

#include <optional>
#include <vector>

#include "law/explain/explanation.hpp"

namespace crossroads::law::explain {

/// How a condition or a rule stood in each month of the history; nothing where the law does not ask.
struct StateRow {
  std::vector<std::optional<Tri>> states;
  std::vector<bool> decided;  ///< the month was decided by it
};

/// A turn of the transmission.
struct Event {
  enum class Kind { start, pause, resume, stop };
  Kind kind;
  Decision decision;
};

struct History {
  domain::Month first;
  std::vector<std::optional<Decision>> decisions;  ///< by place: the month so many after the first
  std::vector<StateRow> categories, starts;
  struct OfExclusion {
    std::uint16_t exclusion;
    Stage stage;
    StateRow row;
  };
  std::vector<OfExclusion> exclusions;  ///< those of the source, then those of the hub
  std::vector<StateRow> leaves;         ///< by bit of the plan
  std::vector<Event> events;

  [[nodiscard]] std::int32_t length() const { return static_cast<std::int32_t>(decisions.size()); }
  [[nodiscard]] domain::Month month(std::int32_t place) const { return first.plus(place); }
};

/// From the first aid, but at most two years before the first decision, to the last decision or the explained month.
[[nodiscard]] History history_of(const Explanation& explanation, fast::Evaluator& evaluator);

/// When the transmission started, paused, was resumed and stopped.
[[nodiscard]] std::vector<Event> events_of(const std::vector<Decision>& decisions);

}  // namespace crossroads::law::explain
