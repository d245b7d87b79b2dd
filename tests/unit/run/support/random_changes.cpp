#include "random_changes.hpp"

#include <fmt/format.h>

#include <iterator>

namespace crossroads::run::test {
namespace {

int below(Random& random, int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n)); }
bool chance(Random& random, int percent) { return below(random, 100) < percent; }

Grant random_grant(Random& random, Month middle) {
  const Month month = middle.plus(below(random, 14) - 7);
  Date from = chance(random, 60) ? month.first_day() : month.first_day().plus_days(below(random, month.days()));
  Date to = month.plus(below(random, 5)).last_day();
  if (chance(random, 20)) to = from.plus_days(below(random, 40));
  if (chance(random, 10)) to = Date::forever();
  // One draw a statement: the order of arguments is the compiler's, and the same seed must mean the same facts everywhere.
  const auto nature = static_cast<Nature>(chance(random, 60) ? 0 : below(random, 3));
  const auto monthly = 1 + below(random, 99'999);
  return grant(nature, monthly, from, to);
}

Stay random_stay(Random& random, unsigned persons, Month middle) {
  Stay stay = recognised_worker(middle.plus(-below(random, 80)).first_day().plus_days(below(random, 28))).stays[0];
  auto& row = stay.row;
  if (chance(random, 20)) row.ground = static_cast<domain::Ground>(below(random, 9));
  if (chance(random, 30)) row.quality = static_cast<domain::Quality>(below(random, 7));
  if (chance(random, 20)) row.reg = static_cast<domain::Register>(below(random, 4));
  if (chance(random, 30))
    row.recognised_on = chance(random, 50) ? Date::never() : middle.plus(below(random, 8) - 4).first_day().plus_days(below(random, 20));
  if (chance(random, 25)) row.period.to = middle.plus(below(random, 12) - 6).first_day().plus_days(below(random, 28));
  if (chance(random, 40)) {
    row.ground = domain::Ground::art40bis;
    stay.sponsor = number(1 + static_cast<unsigned>(below(random, static_cast<int>(persons) + 1)));
  }
  return stay;
}

/// The stay, and sometimes another after a gap of some days or none.
std::vector<Stay> random_stays(Random& random, unsigned persons, Month middle) {
  std::vector<Stay> stays{random_stay(random, persons, middle)};
  if (chance(random, 40)) {
    const Date end = middle.plus(below(random, 10) - 5).first_day().plus_days(below(random, 28));
    if (stays[0].row.period.from < end) {
      auto next = random_stay(random, persons, middle);
      stays[0].row.period.to = end;
      next.row.period = {end.plus_days(1 + (chance(random, 50) ? 0 : below(random, 3)))};
      stays.push_back(next);
    }
  }
  return stays;
}

constexpr const char* countries[] = {"FR", "FR", "RO", "BE", "MA", "GB"};

Recorded random_person(Random& random, unsigned persons, Month middle) {
  Recorded person;
  person.identity = {
      .last_name = fmt::format("Name{}", below(random, 90)), .first_names = "An", .country_of_origin = *Country::parse("FR")};
  if (chance(random, 92)) person.nationalities.push_back({*Country::parse(countries[below(random, 6)]), {Date(1985, 7, 30)}});
  if (chance(random, 95)) person.stays = random_stays(random, persons, middle);
  for (int n = below(random, 4); n > 0; --n) person.grants[fmt::format("g{}", below(random, 1000))] = random_grant(random, middle);
  return person;
}

}  // namespace

World random_facts(Random& random, unsigned persons, Month middle) {
  World world;
  for (unsigned n = 1; n <= persons; ++n) world.persons[number(n)] = random_person(random, persons, middle);
  return world;
}

void change_facts(Random& random, World& world, Month middle) {
  const auto persons = static_cast<unsigned>(world.persons.size());
  if (persons == 0) return;
  auto chosen = std::next(world.persons.begin(), below(random, static_cast<int>(persons)));
  auto& person = chosen->second;
  const auto some_grant = [&] { return std::next(person.grants.begin(), below(random, static_cast<int>(person.grants.size()))); };
  switch (below(random, 12)) {
    case 0:
    case 1:
    case 2: person.grants[fmt::format("g{}", below(random, 1000))] = random_grant(random, middle); break;
    case 3:
      if (!person.grants.empty()) some_grant()->second.row.monthly = Cents(1 + below(random, 99'999));
      break;
    case 4:
      if (!person.grants.empty()) some_grant()->second.row.period = random_grant(random, middle).row.period;
      break;
    case 5:
    case 6:
      if (!person.grants.empty()) some_grant()->second.cancelled ^= true;
      break;
    case 7: person.identity.last_name = fmt::format("Name{}", below(random, 90)); break;
    case 8: person.stays = random_stays(random, persons, middle); break;
    case 9:
      if (!person.stays.empty()) person.stays[0].row.quality = static_cast<domain::Quality>(below(random, 7));
      break;
    case 10: {  // a new number: of nobody yet, or sometimes of somebody who has messages too
      const auto to = chance(random, 70) ? number(400 + static_cast<unsigned>(below(random, 90)))
                                         : std::next(world.persons.begin(), below(random, static_cast<int>(persons)))->first;
      if (!world.successors.contains(chosen->first) && world.newest(to) != chosen->first) world.successors[chosen->first] = to;
      break;
    }
    case 11:
      if (chance(random, 30)) world.persons.erase(chosen);
      else if (chance(random, 50)) person.nationalities = {{*Country::parse(countries[below(random, 6)]), {Date(1985, 7, 30)}}};
      break;
  }
}

}  // namespace crossroads::run::test
