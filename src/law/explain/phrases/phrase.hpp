// Every phrase that an explanation can be made of. Each language has one table of all of them, in this order; a table in which one is missing,
// doubled or displaced, or takes other arguments than in the other languages, does not compile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/phrase_table.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::law::explain {

// {0}, {1}, … are arguments. Runs of values (`ground_…`) keep the order of the enumeration that they name.
enum class Phrase : std::uint16_t {
  // dates, counts, lists
  month_january,
  month_february,
  month_march,
  month_april,
  month_may,
  month_june,
  month_july,
  month_august,
  month_september,
  month_october,
  month_november,
  month_december,
  short_january,
  short_february,
  short_march,
  short_april,
  short_may,
  short_june,
  short_july,
  short_august,
  short_september,
  short_october,
  short_november,
  short_december,
  date_first,     // the first of a month: month name, year
  date_other,     // day, month name, year
  month_of_year,  // month name, year
  month_one,
  month_other,
  year_one,
  year_other,
  day_one,
  day_other,  // a count as the subject of a sentence
  of_month_one,
  of_month_other,
  of_year_one,
  of_year_other,  // a count after a preposition
  list_or,
  colon,    // two parts
  since,    // a date
  from_to,  // two dates
  amount,   // the amount in figures
  niss,     // the number
  // values of the register
  ground_short,
  ground_art40,
  ground_art40bis,
  ground_art40ter,
  ground_art47_1,
  ground_art10,
  ground_art10bis,
  ground_art58,
  ground_other,
  quality_employee,
  quality_self_employed,
  quality_jobseeker,
  quality_sufficient_means,
  quality_student,
  quality_family_member,
  quality_other,
  register_population,
  register_foreigners,
  register_waiting,
  register_none,
  title_none,
  title_card,  // the card's letters
  applied_at_unknown,
  applied_at_territory,
  applied_at_diplomatic_post,
  nature_ris,
  nature_ris_equivalent,
  nature_social_aid,
  nature_any,
  legal_no,
  legal_yes,
  field_ground,
  field_quality,
  field_register,
  field_title,
  field_applied_at,
  // conditions
  all_of,
  any_of,
  negated,
  nationality_belgian,
  nationality_union,
  nationality_third_country,
  field_is,  // field, value or values
  recognised,
  stay_less,
  stay_at_most,
  stay_at_least,
  stay_more,  // a duration
  age_less,
  age_at_most,
  age_at_least,
  age_more,  // a duration
  of_sponsor,
  by_sponsor,  // a condition
  aided,
  so_far,
  for_duration,  // for the last three the aid, and a duration
  // the facts on which a condition stood or fell
  fact_no_nationality,  // the day
  fact_nationality,
  fact_member,
  fact_not_member,  // country, period
  fact_no_stay,
  fact_stay_ended,  // the day; the last day
  fact_field,       // value, period
  fact_recognised,
  fact_recognised_later,
  fact_claimed,
  fact_stay,
  fact_age,  // first day, duration, day on which it is reached
  fact_birth_unknown,
  fact_aided,
  fact_not_aided,  // month and amount; month
  fact_so_far,
  fact_not_so_far,  // first month; month
  fact_run,
  fact_no_run,  // first day, duration, day on which it is reached, day of reading; month
  fact_sponsor,
  fact_no_sponsor,
  fact_sponsor_unknown,
  fact_sponsor_no_stay,
  // how a condition, an exclusion or a rule stands
  state_no,
  state_unknown,
  state_yes,
  applies_no,
  applies_unknown,
  applies_yes,
  // the steps
  head_aid,
  head_category,
  head_exclusions,
  head_start,
  head_course,
  head_outcome,
  head_disclosure,
  as_of,     // the day
  aid_line,  // nature, amount
  aid_part,  // amount of a whole month, covered days, days of the month
  aid_total,
  aid_nothing,
  exclusions_none,
  start_at_once,
  started_by,  // month, rule
  waits_for_duration,
  course_continues,
  course_resumes,
  course_pauses,  // the last month handed over
  fields_nothing,
  quality_withheld,
  counted_months,      // the months
  period_transmitted,  // first and last month
  // fields
  field_name_niss,
  field_name_last_name,
  field_name_first_names,
  field_name_country_of_origin,
  field_name_nature,
  field_name_amount,
  field_name_periods,
  field_name_quality,
  field_name_number,
  field_name_attestation_nature,
  field_name_attestation_type,
  field_name_period_from,
  field_name_period_to,
  // outcomes and rules
  outcome_outside,
  outcome_exclude,
  outcome_withhold,
  outcome_wait,
  outcome_transmit,
  outcome_pause,
  outcome_none,
  rule_at_once,
  rule_continue,
  rule_resume,
  // what the outcome means, in a sentence; {0} is the month
  says_outside,
  says_exclude,
  says_withhold_unknown,  // and exclusion, institution
  says_gap,
  says_wait,
  says_start,  // and rule
  says_continue,
  says_resume,
  says_pause,
  says_nothing,
  says_not_in_force,
  clue_notice,
  // the page
  page_title,  // number, month
  page_chart,
  page_words,
  page_table,
  page_legend,
  page_key_dates,
  page_explained_month,
  row_outcome,
  row_facts,
  row_stay,
  row_quality,
  row_register,
  row_title,
  row_nationality,
  row_rules,
  row_conditions,
  row_events,
  column_month,
  column_outcome,
  column_category,
  column_rule,
  column_paragraph,
  event_start,
  event_pause,
  event_resume,
  event_stop,
  reason_pause,
  reason_resume,
  event_in_force,
  legend_reading,
  legend_recognised,
  legend_decided,
  legend_citations,
  count_
};

/// The phrase so many places after the first of a run.
[[nodiscard]] constexpr Phrase after(Phrase first, std::size_t places) {
  return static_cast<Phrase>(static_cast<std::size_t>(first) + places);
}

/// The phrase in the language, arguments still open.
[[nodiscard]] std::string_view phrase(Language language, Phrase phrase);

inline constexpr std::size_t phrase_count = phrase_count_of<Phrase>;
using PhraseTable = PhraseTableOf<Phrase>;
template <std::size_t n>
[[nodiscard]] consteval PhraseTable phrase_table(const PhraseEntry<Phrase> (&entries)[n]) {
  return checked_phrases(entries);
}

}  // namespace crossroads::law::explain
