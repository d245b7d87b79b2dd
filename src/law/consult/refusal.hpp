// Why a consultation is refused: the first check that failed, and what it rests on.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/period.hpp"
#include "law/evaluate/decision.hpp"

namespace crossroads::law::consult {

/// The checks in the order of SPEC §9: of those that fail, the first answers.
enum class RefusalType : std::uint8_t {
  // the caller
  unknown_institution,
  // the authorisation
  unknown_authorisation,
  authorisation_not_in_force,
  caller_not_recipient,
  mode_not_authorised,
  // category, role and ground
  unknown_category,
  category_not_answered,
  role_not_answered,
  ground_not_answered,
  joining_not_stated,
  only_minor_descendants_join,
  // what the agent states
  doubt_not_stated,
  information_not_stated,
  application_in_the_future,
  dossier_decided,
  // the person
  unknown_person,
  person_does_not_fit,
  person_excluded,
  // the period
  period_ends_before_it_begins,
  period_in_the_future,
  period_too_far_back,
};
/// Stable words: they stand in the log and in problem documents.
inline constexpr std::array<std::string_view, 21> refusal_names{"unknown-institution",
                                                                "unknown-authorisation",
                                                                "authorisation-not-in-force",
                                                                "caller-not-recipient",
                                                                "mode-not-authorised",
                                                                "unknown-category",
                                                                "category-not-answered",
                                                                "role-not-answered",
                                                                "ground-not-answered",
                                                                "joining-not-stated",
                                                                "only-minor-descendants-join",
                                                                "doubt-not-stated",
                                                                "information-not-stated",
                                                                "application-in-the-future",
                                                                "dossier-decided",
                                                                "unknown-person",
                                                                "person-does-not-fit",
                                                                "person-excluded",
                                                                "period-ends-before-it-begins",
                                                                "period-in-the-future",
                                                                "period-too-far-back"};
[[nodiscard]] constexpr std::string_view to_name(RefusalType type) { return refusal_names[static_cast<std::size_t>(type)]; }

/// What a decision rests on: paragraphs of the authorisation; where none speaks, a section of the specification.
struct LegalBasis {
  Citations paragraphs = {};                      ///< ascending, each once
  std::vector<std::string> interpretations = {};  ///< ascending, each once
  std::string section = {};                       ///< `SPEC §9`; empty where a paragraph speaks
  bool operator==(const LegalBasis&) const = default;
};

/// `§30 I16`, or `SPEC §9`.
[[nodiscard]] std::string to_string(const LegalBasis& basis);

struct Refusal {
  RefusalType type;
  LegalBasis basis = {};
  std::string exclusion = {};                  ///< of person_excluded: the exclusion's name
  Tri value = Tri::no;                         ///< of a check of the person: whether it failed, or could not be known
  std::optional<domain::Period> allowed = {};  ///< of a period: the furthest that may be asked for
  bool operator==(const Refusal&) const = default;
};

}  // namespace crossroads::law::consult
