#include "decide/as_of.hpp"

#include <algorithm>

namespace crossroads::bench {
namespace {

using domain::Date;
using domain::Ground;
using domain::Month;
using domain::Nature;
using domain::Population;
using domain::Quality;

/// How many whole months lie between the two days.
std::int32_t whole_months(Date from, Date to) { return to.month_index() - from.month_index() - (to.day() < from.day() ? 1 : 0); }

void read_nationality(const Population& population, const domain::UnionMembers& members, domain::PersonIndex person, Date day,
                      AsOf& facts) {
  for (const auto& row : population.nationalities(person)) {
    if (!row.period.covers(day)) continue;
    facts.nationality_known = true;
    facts.belgian |= row.country == domain::belgium;
    facts.in_union |= members.member(row.country, day);
  }
  facts.in_union = facts.in_union && !facts.belgian;
}

/// The current stay row, and the first day of the chain that ends in it.
struct Current {
  const domain::StayRow* row = nullptr;
  Date start = Date::never();
};
Current current_stay(const Population& population, domain::PersonIndex person, Date day) {
  Current current;
  Date start = Date::never(), end = Date::never();
  for (const auto& row : population.stays(person)) {
    if (row.legal != domain::Legal::yes) continue;
    if (end == Date::never() || end.next_day() < row.period.from) start = row.period.from;
    end = row.period.to;
    if (row.period.covers(day)) current = {&row, start};
  }
  return current;
}

bool works(Quality quality) { return quality == Quality::employee || quality == Quality::self_employed || quality == Quality::jobseeker; }

bool sponsor_fits(const Population& population, const domain::UnionMembers& members, domain::PersonIndex sponsor, Date day) {
  if (!domain::is_person(sponsor)) return false;
  AsOf facts;
  read_nationality(population, members, sponsor, day, facts);
  const auto current = current_stay(population, sponsor, day);
  return facts.in_union && current.row != nullptr && current.row->ground == Ground::art40 && works(current.row->quality);
}

void read_aid(const Population& population, domain::PersonIndex person, Month month, AsOf& facts) {
  // The first day that the living wage covers in a month; never() where it covers none.
  const auto first_ris_day = [&](Month m) {
    Date first = Date::never();
    for (const auto& grant : population.grants(person)) {
      if (grant.nature != Nature::ris || grant.period.days_in(m) == 0) continue;
      const Date day = std::max(grant.period.from, m.first_day());
      if (first == Date::never() || day < first) first = day;
    }
    return first;
  };
  for (const auto& grant : population.grants(person)) {
    if (grant.nature == Nature::ris) continue;
    facts.social_aid |= grant.period.days_in(month) > 0;
    facts.social_aid_so_far |= Month(grant.period.from) <= month;
  }
  Month begun = month;
  facts.ris = first_ris_day(month) != Date::never();
  if (!facts.ris) return;
  while (first_ris_day(begun.plus(-1)) != Date::never()) begun = begun.plus(-1);
  facts.ris_months = whole_months(first_ris_day(begun), month.as_of_day());
}

}  // namespace

AsOf as_of(const Population& population, const domain::UnionMembers& members, domain::PersonIndex person, Month month,
           const law::fast::Course& course) {
  const Date day = month.as_of_day();
  AsOf facts;
  read_nationality(population, members, person, day, facts);
  if (const auto current = current_stay(population, person, day); current.row != nullptr) {
    const auto& row = *current.row;
    facts.has_stay = true;
    facts.ground = row.ground;
    facts.quality = row.quality;
    facts.reg = row.reg;
    facts.recognised = row.recognised_on != Date::never() && row.recognised_on <= day;
    facts.stay_months = whole_months(current.start, day);
    facts.sponsor_fits = sponsor_fits(population, members, row.sponsor, day);
  }
  read_aid(population, person, month, facts);
  facts.started = course.started && *course.started < month;
  facts.handed_before = std::ranges::find(course.handed_over, month.plus(-1)) != course.handed_over.end();
  return facts;
}

}  // namespace crossroads::bench
