#include "run/disclosed_fields.hpp"

namespace crossroads::run {
namespace {

constexpr law::ValueSet all_qualities = (law::ValueSet{1} << domain::names<domain::Quality>.size()) - 1;

void disclose(DisclosedFields& fields, const law::Disclosure& disclosure) {
  using law::Field;
  switch (disclosure.field) {
    case Field::niss: fields.niss = true; break;
    case Field::last_name: fields.last_name = true; break;
    case Field::first_names: fields.first_names = true; break;
    case Field::country_of_origin: fields.country_of_origin = true; break;
    case Field::nature: fields.nature = true; break;
    case Field::amount: fields.amount = disclosure.amount; break;
    case Field::periods: fields.periods = true; break;
    case Field::quality: fields.qualities |= disclosure.only_values.value_or(all_qualities); break;
    default: break;  // the other fields are those of an attestation, which no push sends
  }
}

}  // namespace

std::vector<DisclosedFields> disclosed_fields(const law::Authorisation& authorisation) {
  std::vector<DisclosedFields> by_category(authorisation.categories.size());
  if (!authorisation.push) return by_category;
  for (const auto& disclosure : authorisation.push->disclosures) {
    for (std::size_t c = 0; c < by_category.size(); ++c) {
      if (disclosure.applies_to(static_cast<law::CategoryIndex>(c))) disclose(by_category[c], disclosure);
    }
  }
  return by_category;
}

}  // namespace crossroads::run
