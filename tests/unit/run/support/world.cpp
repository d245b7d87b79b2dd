#include "world.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "law/syntax/parser.hpp"

namespace crossroads::run::test {

Niss World::newest(Niss niss) const {
  for (auto next = successors.find(niss); next != successors.end(); next = successors.find(niss)) niss = next->second;
  return niss;
}

std::optional<domain::Identity> World::identity(Niss newest_niss) const {
  if (const auto own = persons.find(newest_niss); own != persons.end()) return own->second.identity;
  for (const auto& [niss, recorded] : persons) {
    if (newest(niss) == newest_niss) return recorded.identity;
  }
  return std::nullopt;
}

domain::Population World::population() const {
  std::map<Niss, Recorded> merged;
  for (const auto& [niss, recorded] : persons) {
    auto& person = merged[newest(niss)];
    person.nationalities.insert(person.nationalities.end(), recorded.nationalities.begin(), recorded.nationalities.end());
    person.stays.insert(person.stays.end(), recorded.stays.begin(), recorded.stays.end());
    person.grants.insert(recorded.grants.begin(), recorded.grants.end());
  }
  domain::Population::Columns columns;
  std::map<Niss, domain::PersonIndex> places;
  for (const auto& [niss, person] : merged) {
    places[niss] = domain::PersonIndex{static_cast<std::uint32_t>(columns.niss.size())};
    columns.niss.push_back(niss);
  }
  for (auto& [niss, person] : merged) {
    columns.nationalities.insert(columns.nationalities.end(), person.nationalities.begin(), person.nationalities.end());
    std::ranges::sort(person.stays, {}, [](const Stay& stay) { return stay.row.period.from; });
    Date end = Date::never();
    for (auto& [row, sponsor] : person.stays) {
      if (row.period.from <= end) continue;  // rows of one person don't overlap (SPEC §2); two numbers may have brought such
      end = row.period.to;
      if (sponsor) {
        const auto place = places.find(newest(*sponsor));
        row.sponsor = place == places.end() ? domain::unknown_sponsor : place->second;
      }
      columns.stays.push_back(row);
    }
    for (const auto& [id, grant] : person.grants) {
      if (!grant.cancelled) columns.grants.push_back(grant.row);
    }
    columns.nationalities_end.push_back(static_cast<std::uint32_t>(columns.nationalities.size()));
    columns.stays_end.push_back(static_cast<std::uint32_t>(columns.stays.size()));
    columns.grants_end.push_back(static_cast<std::uint32_t>(columns.grants.size()));
  }
  return domain::Population(std::move(columns));
}

Niss number(unsigned n) {
  const std::uint64_t first_nine = 850'730'000ULL + n;
  const auto niss = Niss::from_digits(first_nine * 100 + (97 - first_nine % 97), Date(2020, 1, 1));
  if (!niss) throw std::logic_error("no such number");
  return *niss;
}

domain::UnionMembers union_members() {
  const auto of = [](const char* country, Period period) { return domain::UnionMembers::Membership{*Country::parse(country), period}; };
  return domain::UnionMembers({of("FR", {Date(1952, 7, 23)}), of("BE", {Date(1952, 7, 23)}), of("RO", {Date(2007, 1, 1)}),
                               of("GB", {Date(1973, 1, 1), Date(2020, 1, 31)}), of("HR", {Date(2013, 7, 1)})});
}

law::Authorisation document(const std::string& name) {
  const std::string file = CROSSROADS_ROOT "/authorisations/" + name + ".law";
  std::ifstream stream(file, std::ios::binary);
  auto parsed = law::parse_authorisation(law::Source(file, {std::istreambuf_iterator<char>(stream), {}}));
  if (!parsed.authorisation) throw std::logic_error(file + " can't be read");
  return std::move(*parsed.authorisation);
}

Recorded recognised_worker(Date since) {
  Recorded person;
  person.identity = {.last_name = "Peeters", .first_names = "Jeanne", .country_of_origin = *Country::parse("FR")};
  person.nationalities.push_back({*Country::parse("FR"), {Date(1985, 7, 30)}});
  Stay stay;
  stay.row.period = {since};
  stay.row.recognised_on = since;
  stay.row.legal = domain::Legal::yes;
  stay.row.reg = domain::Register::foreigners;
  stay.row.title = domain::Title::E;
  stay.row.ground = domain::Ground::art40;
  stay.row.quality = domain::Quality::employee;
  person.stays.push_back(stay);
  return person;
}

Grant grant(Nature nature, std::int64_t monthly_cents, Date from, Date to) {
  return {.row = {.monthly = Cents(monthly_cents), .period = {from, to}, .nature = nature, .category = domain::AidCategory::single}};
}

}  // namespace crossroads::run::test
