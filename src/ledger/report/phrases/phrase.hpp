// Every phrase of a person's report, beyond what the law's explanations already say. Each language has one table of all of them, in this order; a
// table in which one is missing, doubled or displaced, or takes other arguments than in the other languages, does not compile. Private to the
// report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/phrase_table.hpp"
#include "law/syntax/declared.hpp"

namespace crossroads::ledger::report {

// {0}, {1}, … are arguments.
enum class Phrase : std::uint16_t {
  // the head
  title,
  kind,
  earlier_numbers,  // the numbers
  period,           // first and last day
  made_on,          // the moment
  from_logs,        // the logs
  log_of,           // name, institution
  clock_note,
  unnamed_agents,
  // moments, counts, lists
  moment,  // date, clock
  utc,     // clock, or date and clock
  list_and,
  list_apart,          // two things that are apart
  quoted,              // a text
  as_recorded,         // a quoted text
  purpose_cited,       // a purpose in English, quoted where the language is another; paragraphs
  institution_number,  // the number
  authorisation_name,  // its name
  code,                // a name of the log that has no label
  with_authorisation,  // an institution, an authorisation
  // the summary
  summary_head,
  summary_intro,
  summary_none,
  column_institution,
  column_authorisation,
  column_received,
  column_withdrawn,
  column_without,
  column_read,
  column_first,
  column_last,
  count_note,
  no_authorisation,
  // the groups
  groups_head,
  groups_intro,
  term_category,
  term_sender,
  term_role,
  term_purpose,
  term_fields,
  term_paragraphs,
  term_rule,
  term_outcome,
  term_ground,
  term_problem,
  column_when,
  column_what,
  column_details,
  column_entry,
  earlier_one,  // a count
  earlier_other,
  // events, in the order of ledger::Event without those that concern no person
  event_sent,
  event_received,
  event_answered,
  event_no_data,
  event_refused,
  event_struck,
  event_corrected,
  event_withdrawn,
  event_viewed,
  event_exported,
  event_break_glass,
  event_log_read,
  // roles and grounds, in the order of their enumerations
  role_applicant,
  role_sponsor,
  role_subject,
  ground_stay_application,
  ground_verification,
  doubt_stated,
  fields_none,
  withheld_one,  // a count
  withheld_other,
  paragraphs_none,
  purpose_none,
  point_one,    // the number
  point_other,  // several
  dash_one,     // a point's number, the dash's
  dash_other,
  note_one,  // the number
  // what was erased
  erased_head,
  erased_intro,
  // whether it is all
  complete_head,
  complete_proven,    // the days
  complete_unproven,  // the days
  complete_rest,
  complete_erased,
  days_span,   // first and last of several days in a row
  days_among,  // a count of days, first and last of them
  // how to check it
  check_head,
  check_entries,
  check_heads,
  check_text,  // authorisation, digest
  // what a person can do
  rights_head,
  rights_log,  // where it stands
  rights_rectify,
  rights_complain,
  count_
};

/// The phrase so many places after the first of a run.
[[nodiscard]] constexpr Phrase after(Phrase first, std::size_t places) {
  return static_cast<Phrase>(static_cast<std::size_t>(first) + places);
}

/// The phrase in the language, arguments still open.
[[nodiscard]] std::string_view phrase(law::Language language, Phrase phrase);

inline constexpr std::size_t phrase_count = phrase_count_of<Phrase>;
using PhraseTable = PhraseTableOf<Phrase>;
template <std::size_t n>
[[nodiscard]] consteval PhraseTable phrase_table(const PhraseEntry<Phrase> (&entries)[n]) {
  return checked_phrases(entries);
}

}  // namespace crossroads::ledger::report
