#include <algorithm>
#include <optional>

#include "synth/biography.hpp"
#include "synth/proportions.hpp"

namespace crossroads::synth {
namespace {

using domain::AppliedAt;
using domain::Date;
using domain::Ground;
using domain::Legal;
using domain::Quality;
using domain::Register;
using domain::Title;

/// On that day the letters C, D, E, E+ gave way to K, L, EU, EU+.
constexpr Date new_titles = Date(2021, 10, 11);

Title current_title(Title title, Date on) {
  if (on < new_titles) return title;
  switch (title) {
    case Title::C: return Title::K;
    case Title::D: return Title::L;
    case Title::E: return Title::EU;
    case Title::E_plus: return Title::EU_plus;
    default: return title;
  }
}

/// Writes a person's stay row after row: each begins where the one before was closed.
class Course {
 public:
  Course(const World& world, PersonNumber person, std::vector<StayFact>& facts)
      : world_(world),
        person_(person),
        draft_(world.drafts[person]),
        random_(world.seed, person, static_cast<std::uint64_t>(Purpose::stays)),
        facts_(facts),
        cursor_(draft_.arrival) {}

  void write();

 private:
  void belgian();
  void union_citizen();
  void visitor();
  void third_country();
  void protection();
  void student();
  void family();
  void close_as_belgian(Date since);

  /// A row from the cursor for so many days, or for as long as the history lasts; in two, if the title changes on the way.
  void row(StayFact fact, std::int32_t days) {
    if (done()) return;
    const Date end = cursor_.plus_days(days);
    if (cursor_ < new_titles && new_titles < end && current_title(fact.title, new_titles) != fact.title) {
      const bool at_once = random_.chance(share::title_changed_in_october_2021);
      const Date renewed = at_once ? new_titles.plus_days(random_.between(0, 20)) : new_titles.plus_days(random_.between(21, 9 * 365));
      if (renewed < end && renewed <= world_.calendar.last) write_row(fact, renewed);
    }
    write_row(fact, end);
  }
  void write_row(StayFact fact, Date end) {
    fact.period = {cursor_, end <= world_.calendar.last ? end.plus_days(-1) : Date::forever()};
    fact.title = current_title(fact.title, cursor_);
    fact.applied_on = applied_on_;
    fact.applied_at = applied_at_;
    facts_.push_back(fact);
    cursor_ = end;
  }
  void lasting(const StayFact& fact) { row(fact, 200 * 365); }
  void gap() { cursor_ = cursor_.plus_days(random_.chance(500) ? random_.between(1, 3) : random_.between(4, 700)); }
  void maybe_break() {
    if (!done() && random_.chance(share::stay_break)) gap();
  }
  void maybe_illegal() {
    if (done() || !random_.chance(share::stay_illegal)) return;
    row({.legal = Legal::no, .reg = Register::none}, random_.between(20, 900));
  }
  [[nodiscard]] bool done() const { return cursor_ > world_.calendar.last; }
  [[nodiscard]] std::int32_t until(Date day) const { return std::max(1, day.days() - cursor_.days()); }
  /// Days until the person has stayed so many years, and some months more that an application takes.
  [[nodiscard]] std::int32_t until_years(std::int32_t years) {
    return until(draft_.arrival.plus_months(12 * years).plus_days(random_.between(0, 300)));
  }

  [[nodiscard]] std::uint64_t named_sponsor() {
    if (draft_.sponsor == nobody || random_.chance(share::sponsor_left_out)) return 0;
    if (random_.chance(share::sponsor_stranger)) return stranger(draft_.birth, random_.below(15));
    return world_.numbers.on(draft_.sponsor, cursor_);
  }
  void leave();

  const World& world_;
  PersonNumber person_;
  const Draft& draft_;
  Random random_;
  std::vector<StayFact>& facts_;
  Date cursor_;
  Date applied_on_ = Date::never();
  AppliedAt applied_at_ = AppliedAt::unknown;
};

void Course::belgian() {
  cursor_ = draft_.birth;
  if (random_.chance(25)) {  // years abroad
    row({.reg = Register::population}, until(random_.day(draft_.birth.plus_months(18 * 12), world_.calendar.last)));
    cursor_ = cursor_.plus_days(random_.between(90, 1500));
  }
  row({.reg = Register::population}, 200 * 365);
}

void Course::visitor() {
  // Drawn before the call: compilers differ in the order of arguments.
  const Quality quality = random_.chance(600) ? Quality::jobseeker : Quality::other;
  row({.reg = Register::waiting, .ground = Ground::brief, .quality = quality}, random_.between(20, 92));
  if (random_.chance(400)) row({.legal = Legal::no, .reg = Register::none}, random_.between(10, 400));
}

void Course::union_citizen() {
  Quality quality = draft_.life == Life::eu_jobseeker ? Quality::jobseeker
                    : draft_.life == Life::eu_means   ? Quality::sufficient_means
                    : draft_.life == Life::eu_student ? Quality::student
                    : random_.chance(180)             ? Quality::self_employed
                                                      : Quality::employee;
  if (random_.chance(160)) row({.reg = Register::waiting, .ground = Ground::brief, .quality = quality}, random_.between(30, 92));
  StayFact fact{.reg = Register::foreigners, .title = Title::E, .ground = Ground::art40, .quality = quality};
  if (random_.chance(380)) {  // claimed first
    StayFact claimed = fact;
    claimed.reg = random_.chance(600) ? Register::waiting : Register::foreigners;
    claimed.title = Title::none;
    row(claimed, random_.between(60, 420));
    maybe_illegal();
    fact.recognised_on = cursor_;
  } else if (random_.chance(930)) {
    fact.recognised_on = random_.chance(500) ? cursor_ : cursor_.plus_days(random_.between(1, 240));
  }
  maybe_break();
  if (random_.chance(240)) {  // work found or lost
    row(fact, random_.between(90, 1000));
    fact.quality = fact.quality == Quality::jobseeker ? Quality::employee : Quality::jobseeker;
    if (random_.chance(450)) fact.recognised_on = random_.chance(400) ? Date::never() : cursor_;
  }
  if (random_.chance(90)) {  // in the population register before the five years are over
    row(fact, until_years(random_.between(1, 4)));
    fact.reg = Register::population;
  }
  if (random_.chance(430)) {
    row(fact, until_years(5));
    fact.reg = Register::population;
    fact.title = Title::E_plus;
  }
  lasting(fact);
}

void Course::third_country() {
  StayFact fact{.reg = Register::foreigners,
                .title = draft_.life == Life::labour_migrant ? Title::A : Title::B,
                .quality = random_.chance(700) ? Quality::employee : Quality::other};
  fact.recognised_on = cursor_;
  maybe_break();
  if (random_.chance(450)) {
    row(fact, until_years(5));
    fact.reg = Register::population;
    fact.title = random_.chance(880) ? Title::C : Title::D;
  }
  lasting(fact);
}

void Course::protection() {
  row({.reg = Register::waiting}, random_.between(90, 900));
  if (draft_.life == Life::asylum_seeker) {
    maybe_illegal();
    if (random_.chance(350)) row({.reg = Register::waiting}, random_.between(60, 1200));
    return;
  }
  StayFact fact{.reg = Register::foreigners, .title = random_.chance(700) ? Title::A : Title::B};
  fact.recognised_on = cursor_;
  if (random_.chance(330)) {
    row(fact, until_years(5));
    fact.title = Title::B;
  }
  lasting(fact);
}

void Course::student() {
  StayFact fact{.reg = Register::foreigners, .title = Title::A, .ground = Ground::art58, .quality = Quality::student};
  fact.recognised_on = cursor_;
  row(fact, random_.between(300, 2200));
  if (random_.chance(150)) return;  // went home
  maybe_break();
  maybe_illegal();
  if (random_.chance(450)) return lasting({.title = Title::A, .quality = Quality::employee, .recognised_on = cursor_});
  lasting(fact);
}

void Course::family() {
  const Ground ground = draft_.life == Life::family_of_eu        ? Ground::art40bis
                        : draft_.life == Life::family_of_belgian ? Ground::art40ter
                        : draft_.life == Life::other_family      ? Ground::art47_1
                        : draft_.life == Life::family_of_settled ? Ground::art10
                                                                 : Ground::art10bis;
  const bool of_citizen = ground == Ground::art40bis || ground == Ground::art40ter || ground == Ground::art47_1;
  StayFact fact{
      .reg = Register::foreigners, .title = of_citizen ? Title::F : Title::A, .ground = ground, .quality = Quality::family_member};
  if (random_.chance(60)) fact.quality = random_.chance(500) ? Quality::employee : Quality::jobseeker;
  fact.sponsor = named_sponsor();
  if (random_.chance(400)) {  // applied for
    StayFact claimed = fact;
    claimed.title = Title::none;
    claimed.reg = random_.chance(500) ? Register::waiting : Register::foreigners;
    row(claimed, random_.between(60, 400));
    maybe_illegal();
    fact.recognised_on = cursor_;
  } else if (random_.chance(920)) {
    fact.recognised_on = cursor_.plus_days(random_.chance(500) ? 0 : random_.between(1, 200));
  }
  maybe_break();
  if (draft_.later_sponsor != nobody) {
    row(fact, random_.between(60, 2500));
    fact.sponsor = world_.numbers.on(draft_.later_sponsor, cursor_);
  }
  if (random_.chance(420)) {
    row(fact, until_years(5));
    if (of_citizen) {
      // The register and the card as a rule together; some have only the one or the other.
      if (random_.chance(940)) fact.reg = Register::population;
      if (random_.chance(930)) fact.title = Title::F_plus;
    } else {
      fact.title = random_.chance(600) ? Title::B : Title::C;
      fact.reg = fact.title == Title::C ? Register::population : Register::foreigners;
    }
  }
  lasting(fact);
}

/// The row of a foreigner ends with the nationality; a register that lags behind keeps it open.
void Course::close_as_belgian(Date since) {
  if (since > world_.calendar.today || random_.chance(share::keeps_old_stay_row)) return;
  while (!facts_.empty() && facts_.back().period.from >= since) facts_.pop_back();
  if (!facts_.empty() && facts_.back().period.to >= since) facts_.back().period.to = since.plus_days(-1);
  facts_.push_back({.period = {since, Date::forever()}, .reg = Register::population, .applied_on = Date::never()});
}

/// Some leave, or are struck off: the open row ends, now and then in illegal stay.
void Course::leave() {
  if (facts_.empty() || !facts_.back().period.to.is_forever() || !random_.chance(share::stay_left)) return;
  StayFact& open = facts_.back();
  const Date earliest = open.period.from.plus_days(30);
  if (earliest >= world_.calendar.last) return;
  open.period.to = random_.day(earliest, world_.calendar.last.plus_days(-1));
  cursor_ = open.period.to.next_day();
  if (random_.chance(350)) row({.legal = Legal::no, .reg = Register::none}, random_.between(30, 1200));
}

void Course::write() {
  if (draft_.life == Life::belgian) return belgian();
  if (random_.chance(930)) {
    const bool abroad = draft_.life == Life::student || draft_.sponsor != nobody ? random_.chance(550) : random_.chance(30);
    applied_at_ = abroad ? AppliedAt::diplomatic_post : AppliedAt::territory;
    applied_on_ = draft_.arrival.plus_days(abroad ? -random_.between(30, 400) : random_.between(0, 20));
    if (applied_on_ > world_.calendar.today) applied_on_ = Date::never();
    if (random_.chance(60)) applied_at_ = AppliedAt::unknown;
  }
  switch (draft_.life) {
    case Life::eu_visitor: visitor(); break;
    case Life::eu_worker:
    case Life::eu_jobseeker:
    case Life::eu_means:
    case Life::eu_student:
    case Life::naturalised_eu: union_citizen(); break;
    case Life::refugee:
    case Life::asylum_seeker: protection(); break;
    case Life::student: student(); break;
    case Life::naturalised:
    case Life::settled:
    case Life::labour_migrant: third_country(); break;
    default: family();
  }
  leave();
  close_as_belgian(belgian_since(world_, person_));
  for (StayFact& fact : facts_) {
    if (fact.recognised_on > world_.calendar.today) fact.recognised_on = Date::never();
  }
}

}  // namespace

void add_stays(const World& world, PersonNumber person, std::vector<StayFact>& facts) { Course(world, person, facts).write(); }

}  // namespace crossroads::synth
