// What an explanation of a consultation can say. Each language has one table of all of it, in this order (base/phrase_table.hpp).
#pragma once

#include "base/phrase_table.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::law::explain::consultation {

// {0} the authorisation, {1} the category, {2} the role, {3} the ground, {4} the exclusion, {5} {6} the first and last day that may be asked for, {7} the
// recipient, {8} fields. Runs (`refused_…`, `remedy_…`, `role_…`, `ground_…`) keep the order of the enumeration that they name.
enum class Phrase : std::uint16_t {
  refused_unknown_institution,
  refused_unknown_authorisation,
  refused_authorisation_not_in_force,
  refused_caller_not_recipient,
  refused_mode_not_authorised,
  refused_unknown_category,
  refused_category_not_answered,
  refused_role_not_answered,
  refused_ground_not_answered,
  refused_joining_not_stated,
  refused_only_minor_descendants_join,
  refused_doubt_not_stated,
  refused_information_not_stated,
  refused_application_in_the_future,
  refused_dossier_decided,
  refused_unknown_person,
  refused_person_does_not_fit,
  refused_person_excluded,
  refused_period_ends_before_it_begins,
  refused_period_in_the_future,
  refused_period_too_far_back,
  remedy_unknown_institution,
  remedy_unknown_authorisation,
  remedy_authorisation_not_in_force,
  remedy_caller_not_recipient,
  remedy_mode_not_authorised,
  remedy_unknown_category,
  remedy_category_not_answered,
  remedy_role_not_answered,
  remedy_ground_not_answered,
  remedy_joining_not_stated,
  remedy_only_minor_descendants_join,
  remedy_doubt_not_stated,
  remedy_information_not_stated,
  remedy_application_in_the_future,
  remedy_dossier_decided,
  remedy_unknown_person,
  remedy_person_does_not_fit,
  remedy_person_excluded,
  remedy_period_ends_before_it_begins,
  remedy_period_in_the_future,
  remedy_period_too_far_back,
  fit_not_known,
  exclusion_not_known,
  answered,
  role_applicant,
  role_sponsor,
  ground_stay_application,
  ground_verification,
  count_
};

[[nodiscard]] constexpr Phrase after(Phrase first, std::size_t places) {
  return static_cast<Phrase>(static_cast<std::size_t>(first) + places);
}

using PhraseTable = PhraseTableOf<Phrase>;
[[nodiscard]] std::string_view phrase(Language language, Phrase phrase);

}  // namespace crossroads::law::explain::consultation
