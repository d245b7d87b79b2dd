// Every small change of an authorisation: what its cases must notice.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "law/prove/condition_changes.hpp"

namespace crossroads::law::prove {

enum class RuleKind : std::uint8_t { term, category, exclusion, start, push, disclosure, authorisation };

struct Mutant {
  Change change;
  RuleKind kind;
  std::string rule;  ///< `exclude permanent-stay`, `start three-months-living-wage`: what is changed
  Span span;         ///< of the part that changes, in the authorisation's text
  std::string description;
  Authorisation law;      ///< bare
  std::size_t place = 0;  ///< of the rule in its list; of two swapped, the first
};

/// Calls `visit` with each mutant, in the order of the text. Changes that `law check` would refuse are none, and of two that make the same law only the first is one.
void each_mutant(const Authorisation& law, const std::function<void(const Mutant&)>& visit);

/// The law without what decides nothing of the monthly message: labels, notes, comments, consultations, indicators, examinations.
[[nodiscard]] Authorisation bare(const Authorisation& law);

/// Equal exactly where two laws are written alike, spans, labels and citations apart.
[[nodiscard]] std::string fingerprint(const Authorisation& law);

}  // namespace crossroads::law::prove
