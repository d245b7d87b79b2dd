#include "world_register.hpp"

#include <algorithm>
#include <set>

namespace crossroads::exchange::push::test {

using domain::Niss;

national_register::RegisterPerson WorldRegister::person(Niss niss) const {
  national_register::RegisterPerson person{.niss = niss, .newest = world_.newest(niss), .numbers = {}};
  std::set<Niss> numbers{niss, person.newest};
  for (const auto& [old, successor] : world_.successors) {
    if (world_.newest(old) == person.newest) numbers.insert(old);
  }
  person.numbers.assign(numbers.begin(), numbers.end());
  for (const auto number : numbers) {
    const auto recorded = world_.persons.find(number);
    if (recorded == world_.persons.end()) continue;
    person.known = true;
    const auto& rows = recorded->second.nationalities;
    person.nationalities.insert(person.nationalities.end(), rows.begin(), rows.end());
    for (const auto& stay : recorded->second.stays) {
      national_register::RegisterStay told{.row = stay.row, .sponsor = std::nullopt};
      if (stay.sponsor) {
        told.row.sponsor = domain::unknown_sponsor;
        told.sponsor = world_.newest(*stay.sponsor);
      }
      person.stays.push_back(told);
    }
  }
  std::ranges::stable_sort(person.stays, {}, [](const auto& stay) { return stay.row.period.from; });
  // Rows of one person don't overlap (SPEC §2); two numbers may have brought such. As the world itself has it.
  domain::Date end = domain::Date::never();
  std::erase_if(person.stays, [&](const auto& stay) {
    if (stay.row.period.from <= end) return true;
    end = stay.row.period.to;
    return false;
  });
  return person;
}

Result<national_register::RegisterAnswer> WorldRegister::consult(const national_register::Question& question,
                                                                 const net::Headers& /*onward*/, Waiting& /*waiting*/) {
  if (!up) return failure({.what = "the register is down"});
  national_register::RegisterAnswer answer;
  std::set<Niss> sponsors;
  for (const auto niss : question.persons) {
    answer.items.push_back(person(niss));
    for (const auto& stay : answer.items.back().stays) {
      if (stay.sponsor) sponsors.insert(*stay.sponsor);
    }
  }
  for (const auto niss : sponsors) {
    auto sponsor = person(niss);
    if (sponsor.known) answer.sponsors.push_back(std::move(sponsor));
  }
  return answer;
}

}  // namespace crossroads::exchange::push::test
