#include "law/cases/text.hpp"

#include <fmt/format.h>

#include "law/cases/disclosed.hpp"
#include "law/cases/runner.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::cases {
namespace {

using domain::Date;

std::string_view word(StayField field, auto value) { return value_words(field)[static_cast<std::size_t>(value)]; }

std::string to(domain::Period period) { return period.to.is_forever() ? "" : fmt::format(" to {}", to_string(period.to)); }

/// Every field that is not as a stay line without it would have it; a line below another says all that may differ from it.
std::string stay(const domain::StayRow& row, const std::vector<PersonFacts>& persons, bool first) {
  std::string text = fmt::format("  stay from {}{}", to_string(row.period.from), to(row.period));
  if (row.legal == domain::Legal::no) text += " not legal";
  else if (!first) text += " legal";
  text += fmt::format(" ground {} quality {} register {} title {}", word(StayField::ground, row.ground),
                      word(StayField::quality, row.quality), word(StayField::reg, row.reg), word(StayField::title, row.title));
  if (row.recognised_on != Date::never()) text += fmt::format(" recognised {}", to_string(row.recognised_on));
  else if (!first) text += " not recognised";
  if (row.applied_on != Date::never()) text += fmt::format(" applied {}", to_string(row.applied_on));
  else if (!first) text += " applied unknown";
  if (row.applied_at != domain::AppliedAt::unknown) text += fmt::format(" applied-at {}", word(StayField::applied_at, row.applied_at));
  else if (!first) text += " applied-at unknown";
  if (row.sponsor == domain::unknown_sponsor) text += " sponsor unknown";
  else if (row.sponsor != domain::no_sponsor) text += fmt::format(" sponsor {}", persons[domain::position(row.sponsor)].name);
  else if (!first) text += " sponsor none";
  return text + "\n";
}

/// `at_hub`: the lines stand below what the source knows, which they would otherwise take over.
std::string register_facts(const PersonFacts& person, const std::vector<PersonFacts>& persons, bool at_hub) {
  std::string text;
  if (at_hub || person.born != PersonFacts{}.born) text += fmt::format("  born {}\n", person.born ? to_string(*person.born) : "unknown");
  if (person.nationalities.empty()) text += "  nationality unknown\n";
  for (const auto& row : person.nationalities)
    text += fmt::format("  nationality {} from {}{}\n", to_string(row.country), to_string(row.period.from), to(row.period));
  if (person.stays.empty()) text += "  stay none\n";
  for (const auto& row : person.stays) text += stay(row, persons, !at_hub && &row == person.stays.data());
  return text;
}

std::string facts(const PersonFacts& person, const std::vector<PersonFacts>& persons) {
  std::string text = register_facts(person, persons, false);
  for (const auto& grant : person.grants) {
    text += fmt::format("  {} {} from {}{}\n", nature_words[static_cast<std::size_t>(grant.nature)], to_string(grant.monthly),
                        to_string(grant.period.from), to(grant.period));
  }
  return text;
}

}  // namespace

std::string to_text(const Case& written) {
  std::string text = fmt::format("case {}", written.name.text);
  if (!written.citations.empty()) text += fmt::format(" [{}]", to_string(written.citations));
  text += '\n';
  if (!written.sentence.empty()) text += fmt::format("  \"{}\"\n", written.sentence);
  for (const auto& person : written.persons) {
    if (!person.name.empty()) text += fmt::format("  sponsor {}\n", person.name);
    text += facts(person, written.persons);
  }
  if (written.hub_differs()) {
    text += "  at hub\n";
    for (std::size_t i = 0; i < written.persons.size(); ++i) {
      if (written.persons[i] == written.at_hub[i]) continue;
      if (i > 0) text += fmt::format("  sponsor {}\n", written.persons[i].name);
      text += register_facts(written.at_hub[i], written.persons, true);
    }
  }
  text += "  expect\n";
  for (const auto& row : written.expectations) {
    text += fmt::format("    {}{} {}\n", to_string(row.from), row.to == row.from ? "" : fmt::format(" to {}", to_string(row.to)),
                        to_string(row));
  }
  for (const auto& said : written.disclosures) {
    text += fmt::format("  disclose {}{}\n", said.month ? fmt::format("in {} ", to_string(*said.month)) : "",
                        to_string(Disclosed{said.fields, said.amount}));
  }
  return text;
}

}  // namespace crossroads::law::cases
