#include <algorithm>

#include "synth/biography.hpp"
#include "synth/living_wage.hpp"
#include "synth/proportions.hpp"

namespace crossroads::synth {
namespace {

using domain::AidStatus;
using domain::Date;
using domain::Month;
using domain::Nature;

/// The course of one person's aid: spells that follow at once, after a pause, or overlap.
class Aid {
 public:
  Aid(const World& world, PersonNumber person, Biography& biography)
      : world_(world),
        draft_(world.drafts[person]),
        random_(world.seed, person, static_cast<std::uint64_t>(Purpose::grants)),
        biography_(biography),
        belgian_since_(belgian_since(world, person)) {}

  void write() {
    if (!draft_.aided) return;
    centre_ = draw_centre();
    category_ = pick(aid_categories, random_);
    Date from = first_day();
    for (int spell = 0; spell < most_spells && from <= world_.calendar.last; ++spell) {
      const Date last_day = grant(from, spell);
      if (last_day.is_forever() || !random_.chance(share::follows)) return;
      from = next_first_day(from, last_day);
      if (random_.chance(60)) centre_ = draw_centre();  // moved house
      if (random_.chance(90)) category_ = pick(aid_categories, random_);
    }
  }

 private:
  static constexpr int most_spells = 14;

  /// Large towns have most of the aided: the smaller of three draws.
  std::uint32_t draw_centre() { return std::min({random_.below(centres), random_.below(centres), random_.below(centres)}); }

  Date first_day() {
    const Date of_age = draft_.birth.plus_months(18 * 12);
    const Date earliest = std::max({draft_.arrival, of_age, world_.calendar.first.plus_months(-5 * 12)});
    const Date latest = world_.calendar.last.plus_days(-3);
    const bool comes_for_aid = draft_.life == Life::asylum_seeker || draft_.life == Life::eu_visitor;
    if (comes_for_aid) return std::min(latest, earliest.plus_days(random_.between(0, 80)));
    const bool foreigner = draft_.life != Life::belgian;
    if (foreigner && random_.chance(share::aid_after_arrival)) {
      const std::int32_t delay = std::min(random_.between(0, 1400), random_.between(0, 1400));
      return on_first_of_month(std::min(latest, earliest.plus_days(delay)));
    }
    // The earlier of two days, as often as not: the number of the aided grew by half in these years, not by five times.
    const Date day = random_.day(earliest, latest);
    return on_first_of_month(random_.chance(share::early_start) ? std::min(day, random_.day(earliest, latest)) : day);
  }

  /// Most grants begin with a month, but never before the person was there.
  Date on_first_of_month(Date day) {
    if (!random_.chance(share::from_first_day)) return day;
    const Date first = Month(day).plus(1).first_day();
    return first <= world_.calendar.last ? first : day;
  }

  Date next_first_day(Date from, Date last_day) {
    if (random_.chance(share::follows_over) && from.plus_days(40) < last_day) return last_day.plus_days(-random_.between(1, 30));
    if (random_.chance(share::follows_at_once)) return last_day.next_day();
    const MonthBand& band = pick(pauses, random_);
    return on_first_of_month(last_day.plus_days(random_.between(band.least * 30 + 2, band.most * 30 + 27)));
  }

  Date draw_last_day(Date from) {
    const MonthBand& band = pick(grant_lengths, random_);
    const Month month = Month(from).plus(random_.between(band.least, band.most));
    if (random_.chance(share::to_last_day)) return month.last_day();
    return random_.day(std::max(from, month.first_day()), month.last_day());
  }

  Nature draw_nature(Date from, int spell) {
    const std::int32_t years = (from.days() - draft_.arrival.days()) / 365;
    const auto of = [&](PerMille ris, PerMille equivalent) {
      const std::uint32_t at = random_.below(1000);
      return at < ris ? Nature::ris : at < ris + equivalent ? Nature::ris_equivalent : Nature::social_aid;
    };
    if (from >= belgian_since_) return of(950, 10);
    switch (draft_.life) {
      case Life::eu_visitor: return of(20, 380);
      case Life::asylum_seeker: return of(0, 550);
      case Life::refugee: return years < 1 && spell == 0 ? of(500, 400) : of(950, 25);
      case Life::student: return of(60, 440);
      case Life::eu_worker:
      case Life::eu_jobseeker:
      case Life::eu_means:
      case Life::eu_student:
      case Life::naturalised_eu: return years < 1 ? of(480, 240) : years < 3 ? of(700, 130) : of(860, 60);
      case Life::family_of_eu:
      case Life::family_of_belgian:
      case Life::other_family: return years < 2 ? of(520, 250) : of(830, 80);
      default: return years < 5 ? of(280, 520) : of(620, 270);
    }
  }

  std::int64_t draw_amount(Date from, Nature nature) {
    const std::int64_t whole = living_wage(from, category_);
    if (nature == Nature::social_aid && random_.chance(450)) return random_.between(5'000, 60'000);
    return random_.chance(share::amount_in_part) ? whole * random_.between(8, 95) / 100 : whole;
  }

  /// Adds a grant and returns its last day; forever() if it goes on.
  Date grant(Date from, int spell) {
    GrantFact fact{.period = {from, draw_last_day(from)}, .nature = draw_nature(from, spell), .category = category_, .centre = centre_};
    fact.monthly_cents = draw_amount(from, fact.nature);
    const Date last_day = fact.period.to > world_.calendar.last ? Date::forever() : fact.period.to;
    if (last_day.is_forever() && !random_.chance(share::end_announced)) fact.period.to = Date::forever();
    draw_fate(fact);
    return last_day;
  }

  void draw_fate(GrantFact fact) {
    const std::uint32_t at = random_.below(1000);
    if (at < share::cancelled) {
      fact.status = AidStatus::cancelled;
    } else if (at < share::cancelled + share::cancelled_and_again) {
      GrantFact mistaken = fact;
      mistaken.status = AidStatus::cancelled;
      mistaken.monthly_cents = std::max<std::int64_t>(1, fact.monthly_cents * random_.between(40, 160) / 100);
      biography_.grants.push_back(mistaken);
    } else if (at >= 1000 - share::known_later) {
      fact.known_later = static_cast<KnownLater>(random_.between(1, 3));
      if (fact.known_later == KnownLater::cancelled) fact.status = AidStatus::cancelled;
      fact.cents_before = std::max<std::int64_t>(1, fact.monthly_cents * random_.between(40, 160) / 100);
    } else if (random_.chance(share::reimbursed)) {
      add_reimbursements(fact);
    }
    biography_.grants.push_back(fact);
  }

  void add_reimbursements(GrantFact& fact) {
    const std::int32_t rows = random_.chance(600) ? 1 : random_.between(2, 4);
    Date paid_on = std::min(fact.period.to, fact.period.from.plus_days(120));
    for (std::int32_t i = 0; i < rows; ++i) {
      paid_on = paid_on.plus_days(random_.between(15, 120));
      if (paid_on > world_.calendar.last) return;
      biography_.reimbursements.push_back({paid_on, random_.between(1'000, 80'000)});
      ++fact.reimbursements;
    }
  }

  const World& world_;
  const Draft& draft_;
  Random random_;
  Biography& biography_;
  Date belgian_since_;
  std::uint32_t centre_ = 0;
  domain::AidCategory category_ = domain::AidCategory::single;
};

}  // namespace

void add_grants(const World& world, PersonNumber person, Biography& biography) { Aid(world, person, biography).write(); }

}  // namespace crossroads::synth
