#include "law/cases/disclosed.hpp"

#include <algorithm>

#include "law/syntax/words.hpp"

namespace crossroads::law::cases {

Disclosed disclosed(const Authorisation& law, CategoryIndex category, std::optional<domain::Quality> quality) {
  Disclosed result;
  if (!law.push) return result;
  for (const auto& disclosure : law.push->disclosures) {
    if (!disclosure.applies_to(category)) continue;
    if (disclosure.field == Field::quality) {
      if (!quality) continue;
      if (disclosure.only_values && (*disclosure.only_values & bit(static_cast<std::size_t>(*quality))) == 0) continue;
    }
    if (disclosure.field == Field::amount) result.amount = disclosure.amount;
    result.fields.push_back(disclosure.field);
  }
  std::ranges::sort(result.fields);
  const auto twice = std::ranges::unique(result.fields);
  result.fields.erase(twice.begin(), twice.end());
  return result;
}

std::optional<domain::Quality> quality_of(const Subject& subject, domain::Month month) {
  for (const auto& row : subject.view.population.stays(subject.person)) {
    if (row.legal == domain::Legal::yes && row.period.covers(month.as_of_day())) return row.quality;
  }
  return std::nullopt;
}

std::string to_string(const Disclosed& disclosed) {
  std::string text;
  for (const auto field : disclosed.fields) {
    if (!text.empty()) text += ", ";
    text += field_words[static_cast<std::size_t>(field)];
    if (field == Field::amount) text += disclosed.amount == AmountMode::by_nature ? " by nature" : " of all aid";
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace crossroads::law::cases
