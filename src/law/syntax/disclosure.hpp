// Which fields of a person's data the law lets through.
#pragma once

#include <algorithm>
#include <optional>

#include "law/syntax/declared.hpp"

namespace crossroads::law {

/// The fields that a message or an answer can hold; the order is that of the message.
enum class Field : std::uint8_t {
  niss,
  last_name,
  first_names,
  country_of_origin,
  nature,
  amount,
  periods,
  quality,  // push
  number,
  attestation_nature,
  attestation_type,
  period_from,
  period_to  // A036, with niss
};
inline constexpr std::array<std::string_view, 13> field_names{
    "niss",    "last_name", "first_names",        "country_of_origin", "nature",      "amount",   "periods",
    "quality", "number",    "attestation_nature", "attestation_type",  "period_from", "period_to"};

/// How `amount` is disclosed: the month's total, or one amount a nature.
enum class AmountMode : std::uint8_t { of_all_aid, by_nature };

/// `disclose quality in {…} for family` : one field, for some categories, perhaps only with some values.
struct Disclosure : Declared {
  Field field = Field::niss;
  AmountMode amount = AmountMode::of_all_aid;  ///< only for Field::amount
  std::optional<ValueSet> only_values = {};    ///< only for Field::quality: other values are left out
  std::vector<CategoryIndex> categories = {};  ///< empty: every category
  [[nodiscard]] bool applies_to(CategoryIndex category) const {
    return categories.empty() || std::find(categories.begin(), categories.end(), category) != categories.end();
  }
};

}  // namespace crossroads::law
