#include <algorithm>

#include "synth/biography.hpp"
#include "synth/proportions.hpp"

namespace crossroads::synth {

using domain::Date;

domain::Date belgian_since(const World& world, PersonNumber person) {
  const Draft& draft = world.drafts[person];
  if (draft.life == Life::belgian) return draft.birth;
  if (draft.life != Life::naturalised && draft.life != Life::naturalised_eu) return Date::forever();
  Random random(world.seed, person, static_cast<std::uint64_t>(Purpose::belgian_since));
  const Date earliest = draft.arrival.plus_months(5 * 12);
  // Who arrived too late for it has not become Belgian yet.
  return earliest < world.calendar.last ? random.day(earliest, world.calendar.last) : Date::forever();
}

void add_nationalities(const World& world, PersonNumber person, std::vector<NationalityFact>& facts) {
  const Draft& draft = world.drafts[person];
  Random random(world.seed, person, static_cast<std::uint64_t>(Purpose::nationalities));
  if (random.chance(share::nationality_missing)) return;

  const Date becomes_belgian = belgian_since(world, person);
  const bool changes = draft.life != Life::belgian && becomes_belgian <= world.calendar.today;
  Date known_from = draft.birth;
  if (draft.life != Life::belgian && random.chance(share::nationality_late)) {
    known_from = std::min(draft.arrival.plus_days(random.between(1, 500)), world.calendar.today);
    if (changes && becomes_belgian <= known_from) known_from = draft.birth;
  }
  const bool keeps = !changes || random.chance(share::keeps_old_nationality);
  facts.push_back({draft.country, {known_from, keeps ? Date::forever() : becomes_belgian.plus_days(-1)}});

  if (!changes && random.chance(share::two_nationalities)) {
    const domain::Country other = draft.life == Life::belgian                                       ? pick(second_of_belgian, random)
                                  : draft.life >= Life::eu_worker && draft.life <= Life::eu_visitor ? pick(second_of_union, random)
                                                                                                    : pick(second_of_third, random);
    if (other != draft.country) {
      // From birth, or acquired on the way.
      const Date from = random.chance(600) ? known_from : std::max(known_from, random.day(draft.birth, world.calendar.last));
      facts.push_back({other, {from, Date::forever()}});
    }
  }
  if (changes) facts.push_back({domain::belgium, {becomes_belgian, Date::forever()}});
}

}  // namespace crossroads::synth
