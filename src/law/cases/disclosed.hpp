// What an authorisation lets the message of one month hold.
#pragma once

#include <optional>
#include <vector>

#include "domain/vocabulary.hpp"
#include "law/evaluate/view.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::law::cases {

struct Disclosed {
  std::vector<Field> fields = {};              ///< in the order of Field
  AmountMode amount = AmountMode::of_all_aid;  ///< only where `amount` is one of them
  friend bool operator==(const Disclosed&, const Disclosed&) = default;
};

/// About a person of the category who stays in that quality; without a quality on record, none is disclosed.
[[nodiscard]] Disclosed disclosed(const Authorisation& law, CategoryIndex category, std::optional<domain::Quality> quality);

/// The quality on the stay row that is current in the run of that month (SPEC §3).
[[nodiscard]] std::optional<domain::Quality> quality_of(const Subject& subject, domain::Month month);

/// `niss, amount of all aid, periods`
[[nodiscard]] std::string to_string(const Disclosed& disclosed);

}  // namespace crossroads::law::cases
