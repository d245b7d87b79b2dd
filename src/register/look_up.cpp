#include "register/look_up.hpp"

#include <algorithm>
#include <set>

namespace crossroads::national_register {
namespace {

Result<std::vector<domain::NationalityRow>> nationalities_of(facts::FactStore& store, const std::vector<domain::Niss>& numbers) {
  std::vector<domain::NationalityRow> rows;
  for (const auto number : numbers) {
    for (const auto& version : CROSSROADS_TRY(store.nationalities_of(number))) rows.push_back(version.fact.nationality);
  }
  return rows;
}

Result<std::vector<RegisterStay>> stays_of(facts::FactStore& store, const facts::StoredChains& chains,
                                           const std::vector<domain::Niss>& numbers) {
  std::vector<RegisterStay> stays;
  for (const auto number : numbers) {
    for (const auto& [id, fact, recorded_in, ended_in] : CROSSROADS_TRY(store.stays_of(number))) {
      stays.push_back({fact.stay, fact.sponsor ? std::optional(chains.newest(*fact.sponsor)) : std::nullopt});
    }
  }
  std::ranges::sort(stays, {}, [](const RegisterStay& stay) { return stay.row.period.from; });
  return stays;
}

Result<RegisterPerson> person_of(facts::FactStore& store, const facts::StoredChains& chains, domain::Niss niss, Elements elements) {
  RegisterPerson person{.niss = niss, .newest = chains.newest(niss), .numbers = chains.numbers(niss)};
  auto identity = CROSSROADS_TRY(facts::identity_of(store, chains, niss));
  person.known = identity.has_value();
  if (!person.known) return person;
  if (elements.identity) person.identity = std::move(identity);
  if (elements.nationalities) person.nationalities = CROSSROADS_TRY(nationalities_of(store, person.numbers));
  if (elements.stays) person.stays = CROSSROADS_TRY(stays_of(store, chains, person.numbers));
  return person;
}

}  // namespace

Result<RegisterAnswer> look_up(facts::FactStore& store, const facts::StoredChains& chains, const Question& question) {
  RegisterAnswer answer;
  std::set<domain::Niss> sponsors;
  for (const auto niss : question.persons) {
    answer.items.push_back(CROSSROADS_TRY(person_of(store, chains, niss, question.elements)));
    for (const auto& stay : answer.items.back().stays) {
      if (stay.sponsor) sponsors.insert(*stay.sponsor);
    }
  }
  auto of_sponsors = question.elements;
  of_sponsors.identity = false;
  for (const auto niss : sponsors) {
    auto& sponsor = answer.sponsors.emplace_back(CROSSROADS_TRY(person_of(store, chains, niss, of_sponsors)));
    for (auto& stay : sponsor.stays) {
      stay.sponsor.reset();
      stay.row.sponsor = domain::no_sponsor;
    }
  }
  return answer;
}

}  // namespace crossroads::national_register
