#include "register/population.hpp"

#include <map>

namespace crossroads::national_register {

domain::Population to_population(const RegisterAnswer& answer, std::span<const OwnGrant> grants) {
  std::map<domain::Niss, const RegisterPerson*> persons;  // by newest number
  std::map<domain::Niss, domain::Niss> newest;            // by any number
  const auto add = [&](const RegisterPerson& person) {
    if (!person.known) return;
    if (!persons.emplace(person.newest, &person).second) return;
    for (const auto number : person.numbers) newest.emplace(number, person.newest);
  };
  // Who was asked about comes first: of a sponsor less is known.
  for (const auto& person : answer.items) add(person);
  for (const auto& sponsor : answer.sponsors) add(sponsor);

  domain::Population::Columns columns;
  std::map<domain::Niss, domain::PersonIndex> places;
  for (const auto& [niss, person] : persons) {
    places.emplace(niss, domain::PersonIndex{static_cast<std::uint32_t>(columns.niss.size())});
    columns.niss.push_back(niss);
  }
  std::multimap<domain::Niss, const domain::GrantRow*> aid;
  for (const auto& [niss, grant] : grants) {
    if (const auto found = newest.find(niss); found != newest.end()) aid.emplace(found->second, &grant);
  }
  for (const auto& [niss, person] : persons) {
    columns.nationalities.insert(columns.nationalities.end(), person->nationalities.begin(), person->nationalities.end());
    for (const auto& stay : person->stays) {
      auto row = stay.row;
      const auto sponsor = stay.sponsor ? places.find(*stay.sponsor) : places.end();
      if (sponsor != places.end()) row.sponsor = sponsor->second;
      columns.stays.push_back(row);
    }
    const auto [first, last] = aid.equal_range(niss);
    for (auto grant = first; grant != last; ++grant) columns.grants.push_back(*grant->second);
    columns.nationalities_end.push_back(static_cast<std::uint32_t>(columns.nationalities.size()));
    columns.stays_end.push_back(static_cast<std::uint32_t>(columns.stays.size()));
    columns.grants_end.push_back(static_cast<std::uint32_t>(columns.grants.size()));
  }
  return domain::Population(std::move(columns));
}

}  // namespace crossroads::national_register
