#include "synth/draft.hpp"

#include <algorithm>
#include <array>

#include "synth/proportions.hpp"

namespace crossroads::synth {
namespace {

using domain::Date;

constexpr std::uint64_t purpose_draft = 1;

bool belgian_born(Life life) { return life == Life::belgian; }

bool by_family(Life life) {
  switch (life) {
    case Life::family_of_eu:
    case Life::family_of_belgian:
    case Life::other_family:
    case Life::family_of_settled:
    case Life::family_of_limited:
    case Life::family_of_student: return true;
    default: return false;
  }
}

domain::Country country_for(Life life, const Draft* sponsor, Random& random) {
  switch (life) {
    case Life::belgian: return domain::belgium;
    case Life::naturalised_eu:
    case Life::eu_worker:
    case Life::eu_jobseeker:
    case Life::eu_means:
    case Life::eu_student:
    case Life::eu_visitor: return pick(union_countries, random);
    case Life::refugee:
    case Life::asylum_seeker: return pick(protection_countries, random);
    case Life::student: return pick(student_countries, random);
    case Life::family_of_eu:
    case Life::other_family:
      // Most have the sponsor's nationality, many one of the Union, some none of it.
      if (random.chance(450)) return sponsor->country;
      return random.chance(450) ? pick(union_countries, random) : pick(third_countries, random);
    case Life::family_of_belgian: return random.chance(120) ? pick(union_countries, random) : pick(third_countries, random);
    case Life::family_of_settled:
    case Life::family_of_limited:
    case Life::family_of_student: return random.chance(850) ? sponsor->country : pick(third_countries, random);
    default: return pick(third_countries, random);
  }
}

/// Six in ten arrive in the span of the history, the others in the fifteen years before; the war in Ukraine has its date.
Date arrival_for(const Draft& draft, const Calendar& calendar, Random& random) {
  const Date latest = calendar.last.plus_days(-30);
  const Date war = Date(2022, 3, 1);
  if (draft.country == land("UA") && war < latest) return random.day(war, latest);
  if (random.chance(400)) return random.day(calendar.first.plus_months(-15 * 12), calendar.first);
  return random.day(calendar.first.plus_months(-12), latest);
}

Date adult_birth(Date on_day, std::int32_t least_age, std::int32_t most_age, Random& random) {
  return random.day(on_day.plus_months(-12 * most_age), on_day.plus_months(-12 * least_age));
}

Date belgian_birth(const Calendar& calendar, Random& random) {
  // The young weigh more: many a first aid begins with coming of age.
  if (random.chance(330)) return random.day(calendar.first.plus_months(-12 * 23), calendar.last.plus_months(-12 * 18));
  return random.day(calendar.first.plus_months(-12 * 62), calendar.last.plus_months(-12 * 20));
}

void draw_numbers(Draft& draft, Random& random) {
  if (belgian_born(draft.life)) return;
  if (random.chance(share::birth_year_only)) {
    draft.birth_known = BirthKnown::year;
  } else if (random.chance(share::birth_month_only)) {
    draft.birth_known = BirthKnown::month;
  }
  if (random.chance(share::bis_before_register)) draft.numbers = random.chance(share::bis_twice) ? 3 : 2;
}

Draft draw_first(const HouseholdKind& kind, const Calendar& calendar, Random& random) {
  Draft first{.life = kind.first};
  first.country = country_for(kind.first, nullptr, random);
  if (belgian_born(kind.first)) {
    first.birth = belgian_birth(calendar, random);
    first.arrival = first.birth;
  } else {
    first.arrival = arrival_for(first, calendar, random);
    const bool studies = kind.first == Life::student || kind.first == Life::eu_student;
    first.birth =
        studies ? adult_birth(first.arrival, 18, 29, random) : adult_birth(first.arrival, 18, random.chance(750) ? 40 : 64, random);
  }
  first.aided = random.chance(kind.with_family ? share::sponsor_aided : share::others_aided);
  draw_numbers(first, random);
  return first;
}

Draft draw_member(Life life, PersonNumber sponsor_number, const Draft& sponsor, const Calendar& calendar, Random& random) {
  Draft member{.life = life};
  member.sponsor = sponsor_number;
  member.country = country_for(life, &sponsor, random);
  const Date latest = calendar.last.plus_days(-30);
  if (life == Life::family_of_belgian) {
    member.arrival = std::max(random.day(calendar.first.plus_months(-60), latest), sponsor.arrival);
  } else {
    member.arrival = std::min(latest, sponsor.arrival.plus_days(random.between(0, 5 * 365)));
  }
  const bool child = random.chance(420);
  if (child) {
    const Date oldest = std::max(member.arrival.plus_months(-12 * 18), sponsor.birth.plus_months(12 * 16));
    member.birth = std::min(random.day(oldest, member.arrival), member.arrival);
  } else {
    member.birth = adult_birth(member.arrival, 20, 52, random);
  }
  const bool of_age_in_time = member.birth.plus_months(12 * 18) < calendar.last.plus_days(-60);
  member.aided = random.chance(share::family_aided) && of_age_in_time;
  draw_numbers(member, random);
  return member;
}

/// A Belgian child whose parents hold their right of stay from it.
void make_minor(Draft& sponsor, const Calendar& calendar, Random& random) {
  sponsor.birth = random.day(calendar.first.plus_months(-24), calendar.last.plus_days(-200));
  sponsor.arrival = sponsor.birth;
  sponsor.aided = false;
}

}  // namespace

Calendar calendar_of(const Options& options) {
  return {.first = options.months.from.first_day(),
          .last = options.months.to.last_day(),
          .today = options.today == Date::never() ? options.months.to.as_of_day() : options.today};
}

std::vector<Draft> draft_population(const Options& options) {
  const Calendar calendar = calendar_of(options);
  std::vector<Draft> drafts;
  drafts.reserve(options.persons);
  std::array<PersonNumber, 32> last_of_life;
  last_of_life.fill(nobody);

  for (std::uint64_t household = 0; drafts.size() < options.persons; ++household) {
    Random random(options.seed, household, purpose_draft);
    const auto& kind = pick(household_kinds, random);
    const auto number = static_cast<PersonNumber>(drafts.size());
    drafts.push_back(draw_first(kind, calendar, random));
    if (!kind.with_family) continue;
    if (kind.family == Life::family_of_belgian && kind.first == Life::belgian && random.chance(share::minor_sponsor)) {
      make_minor(drafts.back(), calendar, random);
    }
    const std::uint32_t size = pick(family_sizes, random);
    for (std::uint32_t i = 0; i < size && drafts.size() < options.persons; ++i) {
      Draft member = draw_member(kind.family, number, drafts[number], calendar, random);
      // Another sponsor later: of the same kind as a rule, of any kind now and then.
      const auto other = random.chance(850) ? kind.first : static_cast<Life>(random.below(static_cast<std::uint32_t>(Life::student) + 1));
      const PersonNumber candidate = last_of_life[static_cast<std::size_t>(other)];
      if (random.chance(share::sponsor_changes) && candidate != nobody && by_family(member.life)) member.later_sponsor = candidate;
      drafts.push_back(member);
    }
    last_of_life[static_cast<std::size_t>(kind.first)] = number;
  }
  return drafts;
}

}  // namespace crossroads::synth
