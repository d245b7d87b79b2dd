// The proportions of the population, in one place. Which of them are sourced and which assumed: docs/synthetic-population.md.
#pragma once

#include <string_view>

#include "domain/country.hpp"
#include "domain/vocabulary.hpp"
#include "synth/draft.hpp"
#include "synth/random.hpp"

namespace crossroads::synth {

/// A household: who came first (the sponsor, if others follow), and as what the others came.
struct HouseholdKind {
  Life first;
  bool with_family;
  Life family;
};

/// Households by frequency, of 1000.
inline constexpr Weighted<HouseholdKind> household_kinds[] = {
    {{Life::belgian, false, Life::belgian}, 442},
    {{Life::belgian, true, Life::family_of_belgian}, 24},
    {{Life::naturalised, false, Life::belgian}, 44},
    {{Life::naturalised, true, Life::family_of_belgian}, 8},
    {{Life::naturalised_eu, false, Life::belgian}, 9},
    {{Life::eu_worker, false, Life::belgian}, 48},
    {{Life::eu_worker, true, Life::family_of_eu}, 17},
    {{Life::eu_worker, true, Life::other_family}, 3},
    {{Life::eu_jobseeker, false, Life::belgian}, 44},
    {{Life::eu_jobseeker, true, Life::family_of_eu}, 8},
    {{Life::eu_means, false, Life::belgian}, 7},
    {{Life::eu_means, true, Life::family_of_eu}, 3},
    {{Life::eu_student, false, Life::belgian}, 6},
    {{Life::eu_student, true, Life::family_of_eu}, 1},
    {{Life::eu_visitor, false, Life::belgian}, 6},
    {{Life::settled, false, Life::belgian}, 48},
    {{Life::settled, true, Life::family_of_settled}, 28},
    {{Life::labour_migrant, false, Life::belgian}, 9},
    {{Life::labour_migrant, true, Life::family_of_limited}, 7},
    {{Life::refugee, false, Life::belgian}, 130},
    {{Life::refugee, true, Life::family_of_settled}, 10},
    {{Life::asylum_seeker, false, Life::belgian}, 78},
    {{Life::student, false, Life::belgian}, 16},
    {{Life::student, true, Life::family_of_student}, 4},
};

/// How many follow the first of a household with family.
inline constexpr Weighted<std::uint32_t> family_sizes[] = {{1, 58}, {2, 27}, {3, 11}, {4, 4}};

constexpr domain::Country land(const char (&letters)[3]) { return domain::Country::from_letters(letters[0], letters[1]); }

/// Union citizens, and the British, who were.
inline constexpr Weighted<domain::Country> union_countries[] = {
    {land("RO"), 215}, {land("FR"), 130}, {land("BG"), 125}, {land("NL"), 95}, {land("ES"), 85}, {land("IT"), 80}, {land("PL"), 75},
    {land("PT"), 55},  {land("SK"), 22},  {land("DE"), 20},  {land("GR"), 20}, {land("GB"), 18}, {land("HU"), 14}, {land("CZ"), 10},
    {land("HR"), 7},   {land("LT"), 5},   {land("LV"), 4},   {land("SE"), 3},  {land("IE"), 3},  {land("AT"), 3},  {land("DK"), 2},
    {land("FI"), 2},   {land("SI"), 2},   {land("LU"), 2},   {land("EE"), 1},  {land("CY"), 1},  {land("MT"), 1},
};

/// Who settled, works or follows a family.
inline constexpr Weighted<domain::Country> third_countries[] = {
    {land("MA"), 260}, {land("TR"), 120}, {land("CD"), 110}, {land("GN"), 55}, {land("CM"), 55}, {land("DZ"), 50}, {land("RU"), 40},
    {land("RS"), 30},  {land("XK"), 25},  {land("AL"), 30},  {land("MK"), 25}, {land("TN"), 30}, {land("RW"), 22}, {land("IN"), 22},
    {land("CN"), 20},  {land("PH"), 12},  {land("BR"), 22},  {land("US"), 10}, {land("GH"), 18}, {land("NG"), 16}, {land("SN"), 12},
    {land("PK"), 16},  {land("CH"), 4},   {land("NO"), 3},   {land("IS"), 1},  {land("LI"), 1},  {land("XX"), 6},
};

/// Who asked for protection.
inline constexpr Weighted<domain::Country> protection_countries[] = {
    {land("SY"), 260}, {land("AF"), 170}, {land("IQ"), 105}, {land("UA"), 90}, {land("SO"), 62}, {land("ER"), 60},
    {land("PS"), 58},  {land("GN"), 42},  {land("CD"), 32},  {land("RU"), 28}, {land("BI"), 25}, {land("IR"), 20},
    {land("TR"), 18},  {land("CN"), 12},  {land("GE"), 8},   {land("AM"), 8},  {land("XX"), 22},
};

/// Students of article 58.
inline constexpr Weighted<domain::Country> student_countries[] = {
    {land("CM"), 260}, {land("MA"), 140}, {land("CN"), 120}, {land("IN"), 90}, {land("CD"), 90}, {land("IR"), 50},
    {land("TR"), 45},  {land("TN"), 45},  {land("VN"), 30},  {land("UA"), 30}, {land("RW"), 30}, {land("US"), 20},
};

/// The other nationality of a Belgian who has two from birth.
inline constexpr Weighted<domain::Country> second_of_belgian[] = {
    {land("MA"), 34}, {land("TR"), 18}, {land("FR"), 16}, {land("IT"), 12}, {land("CD"), 8}, {land("NL"), 6}, {land("PL"), 6},
};
/// The other nationality of a Union citizen who has two.
inline constexpr Weighted<domain::Country> second_of_union[] = {
    {land("MA"), 30}, {land("MD"), 20}, {land("DZ"), 15}, {land("BR"), 15}, {land("FR"), 8}, {land("BE"), 7}, {land("DE"), 5},
};
/// The other nationality of a third-country national who has two.
inline constexpr Weighted<domain::Country> second_of_third[] = {
    {land("ES"), 25}, {land("IT"), 25}, {land("FR"), 15}, {land("RU"), 15}, {land("NL"), 10}, {land("BE"), 10},
};

// Living wage by category: SPP IS, means of 2020 (domain: 48.7, 58.9 and 45.7 of 153.3 thousand).
inline constexpr Weighted<domain::AidCategory> aid_categories[] = {{domain::AidCategory::cohabitant, 318},
                                                                   {domain::AidCategory::single, 384},
                                                                   {domain::AidCategory::dependent_family, 298}};

/// Months that a grant lasts: the band, then even within it.
struct MonthBand {
  std::int32_t least;
  std::int32_t most;
};
inline constexpr Weighted<MonthBand> grant_lengths[] = {{{0, 1}, 130}, {{1, 5}, 290}, {{6, 12}, 310}, {{13, 36}, 210}, {{37, 90}, 60}};
/// Months of pause between two grants that do not touch.
inline constexpr Weighted<MonthBand> pauses[] = {{{0, 1}, 300}, {{1, 3}, 300}, {{4, 12}, 250}, {{13, 60}, 150}};

namespace share {
inline constexpr PerMille sponsor_aided = 330;
inline constexpr PerMille family_aided = 640;
inline constexpr PerMille others_aided = 975;

inline constexpr PerMille bis_before_register = 55;  // of those not born in Belgium
inline constexpr PerMille bis_twice = 60;            // of those
inline constexpr PerMille birth_month_only = 4;
inline constexpr PerMille birth_year_only = 9;
inline constexpr PerMille newest_number_only = 780;  // in persons.csv, of those with several numbers
inline constexpr PerMille every_number = 180;        // the rest: the oldest number only

inline constexpr PerMille sponsor_left_out = 70;  // the register names none
inline constexpr PerMille sponsor_stranger = 40;  // a number of which nothing is known
inline constexpr PerMille sponsor_changes = 60;
inline constexpr PerMille minor_sponsor = 40;  // of Belgians with family

inline constexpr PerMille two_nationalities = 45;
inline constexpr PerMille nationality_missing = 3;      // none on record
inline constexpr PerMille nationality_late = 4;         // on record only after the arrival
inline constexpr PerMille keeps_old_nationality = 550;  // of those who become Belgian
inline constexpr PerMille keeps_old_stay_row = 300;     // the row of before is never closed

inline constexpr PerMille stay_left = 110;                      // left or struck off, of foreigners
inline constexpr PerMille stay_break = 70;                      // a gap of a day or more between two rows
inline constexpr PerMille stay_illegal = 60;                    // a row of illegal stay
inline constexpr PerMille title_changed_in_october_2021 = 320;  // the others when they renew

inline constexpr PerMille aid_after_arrival = 720;  // first aid of foreigners: within four years, the others whenever
inline constexpr PerMille early_start = 850;        // of the others: the earlier of two days
inline constexpr PerMille follows = 735;            // a grant that ends is followed by another
inline constexpr PerMille follows_at_once = 430;
inline constexpr PerMille follows_over = 60;  // begins before the one before ends
inline constexpr PerMille from_first_day = 620;
inline constexpr PerMille to_last_day = 800;
inline constexpr PerMille amount_in_part = 340;
inline constexpr PerMille cancelled = 15;
inline constexpr PerMille cancelled_and_again = 12;  // cancelled, and granted anew with other terms
inline constexpr PerMille reimbursed = 22;
inline constexpr PerMille end_announced = 150;  // of grants that go on beyond the last month
inline constexpr PerMille known_later = 6;      // of grants: late, corrected or cancelled after the export

inline constexpr PerMille other_script = 130;  // of names whose language has one
inline constexpr PerMille name_with_comma = 2;
inline constexpr PerMille name_with_quotes = 2;
}  // namespace share

inline constexpr std::uint32_t centres = 580;

}  // namespace crossroads::synth
