// Which fields a message on a person of some category may hold (SPEC §5, §6): looked up once a run, not once a message.
#pragma once

#include <optional>
#include <vector>

#include "law/syntax/authorisation.hpp"

namespace crossroads::run {

struct DisclosedFields {
  bool niss = false, last_name = false, first_names = false, country_of_origin = false;
  bool nature = false, periods = false;
  std::optional<law::AmountMode> amount = {};  ///< nothing where no amount is disclosed
  law::ValueSet qualities = 0;                 ///< the values that are disclosed; none where the field is not
  friend bool operator==(const DisclosedFields&, const DisclosedFields&) = default;
};

/// By CategoryIndex. Nothing is disclosed that the push doesn't name for the category.
[[nodiscard]] std::vector<DisclosedFields> disclosed_fields(const law::Authorisation& authorisation);

}  // namespace crossroads::run
