// The words of the law language for the closed lists: SPEC's own, with `-` for `_`, and `none` for the empty title.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law {

inline constexpr std::array<std::string_view, 3> nationality_words{"belgian", "union", "third-country"};  // by NationalityClass
inline constexpr std::array<std::string_view, 5> stay_field_words{"ground", "quality", "register", "title", "applied-at"};  // by StayField
inline constexpr std::array<std::string_view, 2> measure_words{"stay", "age"};                                              // by Measure
inline constexpr std::array<std::string_view, 4> comparison_signs{"<", "<=", ">=", ">"};                                    // by Comparison
inline constexpr std::array<std::string_view, 3> nature_words{"ris", "ris-equivalent", "social-aid"};  // by domain::Nature
inline constexpr std::array<std::string_view, 13> field_words{
    // by Field
    "niss",    "last-name", "first-names",        "country-of-origin", "nature",      "amount",   "periods",
    "quality", "number",    "attestation-nature", "attestation-type",  "period-from", "period-to"};

inline constexpr std::array<std::string_view, 2> role_words{"applicant", "sponsor"};                  // by Role
inline constexpr std::array<std::string_view, 2> occasion_words{"stay-application", "verification"};  // by Occasion
inline constexpr std::array<std::string_view, 3> stated_words{"", "doubt", "information"};            // by Stated
inline constexpr std::array<std::string_view, 3> aid_category_words{"cohabitant", "single",
                                                                    "dependent-family"};         // by domain::AidCategory, from 1
inline constexpr std::array<std::string_view, 3> window_words{"aid", "aided-months", "spells"};  // by indicators::WindowMeasure
inline constexpr std::array<std::string_view, 5> known_day_words{
    // by indicators::KnownDay
    "today", "stay-start", "recognition", "application-at-diplomatic-post", "delivery-of-title"};
inline constexpr std::array<std::string_view, 5> entered_words{"money", "number", "date", "month",
                                                               "aid-category"};  // by indicators::ValueType

/// The values of a field by enumerator; an empty word is a value that the law cannot name (an unknown applied-at).
[[nodiscard]] std::span<const std::string_view> value_words(StayField field);

/// The place of a word in a list; an empty word is in none.
[[nodiscard]] std::optional<std::size_t> place_in(std::span<const std::string_view> words, std::string_view word);

/// `art40` or `{employee, self-employed}`, without `=` or `in`.
[[nodiscard]] std::string to_words(StayField field, ValueSet values);

/// Words with a meaning in every document, which no name may take.
[[nodiscard]] bool is_reserved(std::string_view word);
/// Words with a meaning in conditions, which no term may take.
[[nodiscard]] bool is_condition_word(std::string_view word);
/// Words with a meaning in the values of indicators, which no value may take.
[[nodiscard]] bool is_expression_word(std::string_view word);
[[nodiscard]] std::span<const std::string_view> expression_words();
/// All of them, for suggestions.
[[nodiscard]] std::span<const std::string_view> condition_words();

}  // namespace crossroads::law
