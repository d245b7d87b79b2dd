#include "law/cases/world.hpp"

#include <algorithm>

namespace crossroads::law::cases {
namespace {

struct Numbered {
  domain::Niss niss;
  std::size_t place;  ///< in the case
};

/// The persons in the order that a population keeps.
std::vector<Numbered> numbered(const std::vector<PersonFacts>& persons) {
  std::vector<Numbered> order;
  for (std::size_t i = 0; i < persons.size(); ++i) order.push_back({synthetic_niss(persons[i].born, static_cast<unsigned>(i) + 1), i});
  std::ranges::sort(order, {}, &Numbered::niss);
  return order;
}

domain::PersonIndex found(const std::vector<Numbered>& order, std::size_t place) {
  const auto at = std::ranges::find(order, place, &Numbered::place);
  return domain::PersonIndex{static_cast<std::uint32_t>(at - order.begin())};
}

/// `order` is the source's at both stages: the hub knows the persons by the same numbers.
domain::Population population(const std::vector<PersonFacts>& persons, const std::vector<Numbered>& order) {
  domain::Population::Columns columns;
  for (const auto& [niss, place] : order) {
    const auto& person = persons[place];
    columns.niss.push_back(niss);
    columns.nationalities.insert(columns.nationalities.end(), person.nationalities.begin(), person.nationalities.end());
    for (auto row : person.stays) {
      if (domain::is_person(row.sponsor)) row.sponsor = found(order, domain::position(row.sponsor));
      columns.stays.push_back(row);
    }
    columns.grants.insert(columns.grants.end(), person.grants.begin(), person.grants.end());
    columns.nationalities_end.push_back(static_cast<std::uint32_t>(columns.nationalities.size()));
    columns.stays_end.push_back(static_cast<std::uint32_t>(columns.stays.size()));
    columns.grants_end.push_back(static_cast<std::uint32_t>(columns.grants.size()));
  }
  return domain::Population(std::move(columns));
}

}  // namespace

domain::Niss synthetic_niss(std::optional<domain::Date> born, unsigned serial) {
  std::uint64_t nine = born ? static_cast<std::uint64_t>(born->year() % 100) * 10'000 + born->month() * 100 + born->day() : 800'000;
  nine = nine * 1000 + serial;
  const std::uint64_t checked = nine + (born && born->year() >= 2000 ? 2'000'000'000 : 0);
  return domain::Niss::from_stored(nine * 100 + (97 - checked % 97));
}

World::World(const Case& of, const domain::UnionMembers& members) : members_(&members) {
  const auto order = numbered(of.persons);
  source_ = population(of.persons, order);
  hub_ = population(of.at_hub, order);
  person_ = found(order, 0);
}

}  // namespace crossroads::law::cases
