#include "by_hand/law_11_031.hpp"

#include <algorithm>
#include <vector>

namespace crossroads::by_hand {
namespace {

using domain::Country;
using domain::Date;
using domain::Ground;
using domain::Legal;
using domain::Nature;
using domain::Period;
using domain::PersonIndex;
using domain::Population;
using domain::Quality;
using domain::Register;

constexpr std::int32_t clamp(std::int32_t position) { return std::min(position, words * 64); }

/// The months on whose as-of days the period lies.
Months read_on(Period period) {
  const std::int32_t from = period.from.month_index() - (period.from.day() == 1) - origin;
  const std::int32_t to = period.to.month_index() - 1 - origin;
  return Months::between(clamp(from), clamp(to));
}

struct Member {
  const char* countries;
  Period period;
};
const std::vector<Months>& union_months() {
  static const std::vector<Months> by_country = [] {
    std::vector<Months> months(Country::count);
    const Member members[] = {
        {"FRDEITNLLUDKIEGRESPTATFISECYCZEEHULVLTMTPLSKSIBGRO", {Date(1952, 7, 23), Date::forever()}},  // all before 2011
        {"GB", {Date(1973, 1, 1), Date(2020, 1, 31)}},
        {"HR", {Date(2013, 7, 1), Date::forever()}},
    };
    for (const auto& member : members) {
      for (const char* c = member.countries; *c != '\0'; c += 2) months[Country::from_letters(c[0], c[1]).index()] = read_on(member.period);
    }
    return months;
  }();
  return by_country;
}

struct Nations {
  Months belgian, in_union, known;
};
Nations read_nations(const std::vector<Months>& members, std::span<const domain::NationalityRow> rows) {
  Nations nations;
  for (const auto& row : rows) {
    const Months months = read_on(row.period);
    nations.known = nations.known | months;
    if (row.country == domain::belgium) nations.belgian = nations.belgian | months;
    else nations.in_union = nations.in_union | (months & members[row.country.index()]);
  }
  nations.in_union = nations.in_union - nations.belgian;
  return nations;
}

constexpr bool is_work(Quality quality) {
  return quality == Quality::employee || quality == Quality::self_employed || quality == Quality::jobseeker;
}

/// The months in which a sponsor gives the right: a Union citizen, not Belgian, of art. 40, working or looking for work.
Months sponsoring(const Population& population, PersonIndex sponsor, const std::vector<Months>& members) {
  Months working;
  for (const auto& row : population.stays(sponsor)) {
    if (row.legal == Legal::yes && row.ground == Ground::art40 && is_work(row.quality)) working = working | read_on(row.period);
  }
  if (!working.any()) return working;
  return working & read_nations(members, population.nationalities(sponsor)).in_union;
}

struct Stay {
  Months worker, family, recognised, three_years, three_years_in_population;
};

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  for (std::size_t c = 0; c < 2; ++c) {
    for (std::size_t i = 0; i < line_count; ++i) by_category[c][i] += other.by_category[c][i];
  }
  outside += other.outside;
  pause += other.pause;
  return *this;
}

void count(const Population& population, std::size_t begin, std::size_t end, domain::Month from, domain::Month to, Counts& counts) {
  const auto& members = union_months();
  const Months decided = Months::between(months_before, to.index() - origin);  // from the first month of the law on, whatever is asked
  const Months asked = Months::between(std::max(months_before, from.index() - origin), to.index() - origin);

  for (std::size_t i = begin; i < end; ++i) {
    const PersonIndex person{static_cast<std::uint32_t>(i)};
    Months ris, ris_from_first_day, sa;
    bool sa_before = false;
    for (const auto& grant : population.grants(person)) {
      const std::int32_t first = grant.period.from.month_index() - origin;
      const std::int32_t last = clamp(grant.period.to.month_index() - origin);
      const Months months = Months::between(clamp(first), last);
      if (grant.nature == Nature::ris) {
        ris = ris | months;
        ris_from_first_day = ris_from_first_day | Months::between(clamp(first + (grant.period.from.day() != 1)), last);
      } else {
        sa = sa | months;
        sa_before |= first < 0;
      }
    }
    const Months all_aided = ris | sa;
    const Months aided = all_aided & decided;
    if (!aided.any()) continue;

    Stay stay;
    bool any_family = false, any_worker = false;
    for (const auto& row : population.stays(person)) {
      any_worker |= row.ground == Ground::art40;
      any_family |= row.ground == Ground::art40bis;
    }
    if (!any_worker && !any_family) {  // four in five
      counts.outside += (aided & asked).count();
      continue;
    }
    Date chain_start = Date::never(), chain_end = Date::never();
    for (const auto& row : population.stays(person)) {
      if (row.legal != Legal::yes) continue;
      if (chain_end == Date::never() || chain_end.next_day() < row.period.from) chain_start = row.period.from;
      chain_end = row.period.to;
      const Months months = read_on(row.period);
      const Months long_enough = months & Months::from_on(clamp(chain_start.month_index() + 36 - (chain_start.day() == 1) - origin));
      stay.three_years = stay.three_years | long_enough;
      if (row.reg == Register::population) stay.three_years_in_population = stay.three_years_in_population | long_enough;
      if (row.recognised_on != Date::never()) {
        stay.recognised =
            stay.recognised | (months & Months::from_on(clamp(row.recognised_on.month_index() - (row.recognised_on.day() == 1) - origin)));
      }
      if (row.ground == Ground::art40 && is_work(row.quality)) stay.worker = stay.worker | months;
      if (row.ground == Ground::art40bis && domain::is_person(row.sponsor) && (months & aided).any()) {
        stay.family = stay.family | (months & sponsoring(population, row.sponsor, members));
      }
    }
    const Nations nations = read_nations(members, population.nationalities(person));
    const std::array<Months, 2> category{aided & stay.worker & (nations.belgian | nations.in_union), aided & stay.family};
    const Months covered = category[0] | category[1];
    counts.outside += ((aided - covered) & asked).count();
    if (!covered.any()) continue;

    const Months belgian = covered & nations.belgian;
    const Months unknown = covered - nations.known;
    const Months in_register = (covered & stay.three_years_in_population) - belgian - unknown;
    const Months eligible = covered - belgian - unknown - in_register;

    Months handed, at_hub, wait, gap;
    Line start_line = Line::transmit_three_months_living_wage;
    std::int32_t started = words * 64;
    if (eligible.any()) {
      const Months sa_so_far = sa_before ? ~Months() : sa.any() ? Months::from_on(sa.first()) : Months();
      const Months run = ris & ris.later(1) & ris.later(2);
      const Months before_recognition = sa - stay.recognised;
      const Months after_aid = ris & sa_so_far & stay.recognised;
      const Months three_months = (run & (ris.later(3) | ris_from_first_day.later(2))) - sa_so_far;
      const Months starts = eligible & (before_recognition | after_aid | three_months);
      Months not_yet = eligible;
      if (starts.any()) {
        started = starts.first();
        const Months at_start = Months::between(started, started);
        if ((before_recognition & at_start).any()) start_line = Line::transmit_aid_before_recognition;
        else if ((after_aid & at_start).any()) start_line = Line::transmit_living_wage_after_aid;
        not_yet = eligible - Months::from_on(started);
        handed = eligible - not_yet;
        at_hub = handed & stay.three_years;
        counts.pause += ((handed.later(1) & decided & asked) - all_aided).count();
      }
      wait = (not_yet & ris) - sa_so_far;
      gap = not_yet - wait;
    }
    const Months sent = handed - at_hub;
    const Months starting = sent & Months::between(started, started);
    const Months continuing = (sent & handed.later(1)) - starting;
    const Months resuming = sent - starting - continuing;
    for (std::size_t c = 0; c < 2; ++c) {
      const Months here = category[c] & asked;
      if (!here.any()) continue;
      counts.add(c, Line::exclude_belgian, belgian & here);
      counts.add(c, Line::withhold_belgian, unknown & here);
      counts.add(c, Line::exclude_permanent_register, in_register & here);
      counts.add(c, Line::exclude_permanent_stay, at_hub & here);
      counts.add(c, Line::wait, wait & here);
      counts.add(c, Line::withhold, gap & here);
      counts.add(c, start_line, starting & here);
      counts.add(c, Line::transmit_continue, continuing & here);
      counts.add(c, Line::transmit_resume, resuming & here);
    }
  }
}

}  // namespace crossroads::by_hand
