// The fast evaluator's inner loop: one person's whole history as sets of months. Private to this folder.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "law/evaluate/plan.hpp"
#include "law/evaluate/view.hpp"
#include "timeline/month_set.hpp"
#include "timeline/threshold.hpp"

namespace crossroads::law::fast {

using timeline::MonthSet;
using timeline::Truth;
using timeline::Window;

/// The months of as-of days at which each country is a member of the Union, Belgium left out; and which country is Belgium.
struct MemberMonths {
  MemberMonths(const domain::UnionMembers& members, Window window);
  struct Span {
    std::int32_t from, to;
  };
  std::vector<std::vector<Span>> by_country;
};

/// The first position whose as-of day is not before `day`, and the last whose as-of day is not after it.
[[nodiscard]] constexpr std::int32_t first_as_of(domain::Date day, std::int32_t origin) {
  return day.month_index() - (day.day() == 1) - origin;
}
[[nodiscard]] constexpr std::int32_t last_as_of(domain::Date day, std::int32_t origin) { return day.month_index() - 1 - origin; }

template <std::size_t words, class Build>
class Machine {
 public:
  using Set = MonthSet<words, Build>;
  using Timeline = Truth<words, Build>;
  struct Keyed {
    KeyIndex key;
    Set months;
  };
  /// How one person's transmission runs.
  struct Course {
    std::vector<Keyed> keyed;  ///< every decision up to the last month, each month under one key
    Set handed_over = {};
    std::int32_t started = Set::capacity;  ///< position, or capacity
    std::size_t start_rule = 0;            ///< place of the start rule; starts.size() for at-once
    Set aided = {};
  };

  Machine(const Plan& plan, const domain::UnionMembers& members, Window window, std::int32_t first)
      : plan_(plan),
        member_months_(members, window),
        origin_(window.first.index()),
        first_(first),
        last_(window.length - 1),
        decided_range_(Set::between(first, window.length - 1)),
        slots_(plan.slots) {
    std::size_t widest = 0;
    for (const auto& sponsor : plan.sponsors) widest = std::max<std::size_t>(widest, sponsor.slots);
    sponsor_slots_.resize(widest);
    active_.reserve(plan.categories.size());
    find_necessary_classes();
    for (std::int32_t i = 0; i <= Set::capacity; ++i) starting_.push_back(Set::from_on(i));
    course_.keyed.reserve(64);
  }

  /// Decides on every month of the person. Nothing is decided, and false returned, for one who is never aided in range.
  [[nodiscard]] bool run(const Subject& source, const Subject& hub) {
    course_.keyed.clear();
    const auto& population = source.view.population;
    const auto grants = population.grants(source.person);
    // Of most persons no row fits any category: then only the months of aid are asked for.
    if (!fits_some_category(population.stays(source.person))) return all_outside(aided_months(grants));
    read_grants(grants);
    const Set all_aided = natures_[0] | natures_[1] | natures_[2];
    scope_ = all_aided & decided_range_;
    if (scope_.empty()) return false;
    read_stays(plan_.leaves, population, source.person, slots_.data());
    if (!any_category_possible()) return all_outside(all_aided);
    course_.aided = all_aided & Set::between(0, last_);
    read_nationality(plan_.leaves, population.nationalities(source.person), slots_.data());
    fill_aid_leaves();
    decide(scope_, source, hub);
    return true;
  }

  [[nodiscard]] const Course& course() const { return course_; }

  /// The leaves on aid of the person whose grants were read.
  void fill_aid_leaves() {
    for (const auto& [leaf, slot] : plan_.aid) {
      Set months, first_days;
      for (std::size_t n = 0; n < 3; ++n) {
        if ((leaf.natures & bit(n)) == 0) continue;
        months |= natures_[n];
        first_days |= first_days_[n];
      }
      if (leaf.kind == AidLeaf::Kind::so_far) months = (before_ & leaf.natures) != 0 ? Set::all() : months.so_far();
      if (leaf.kind == AidLeaf::Kind::lasting) months = timeline::lasting(months, first_days, leaf.months);
      slots_[slot] = {months, months};
    }
  }

  /// Whether something new may be said in the last month (SPEC §8, I20), whatever the aid. Call after nothing else of the person.
  struct Speakable {
    bool at_source = false, at_hub = false;
  };
  [[nodiscard]] Speakable speakable(const Subject& source, const Subject& hub) {
    scope_ = Set::only(last_);
    read_grants(source.view.population.grants(source.person));
    read_register(source);
    fill_aid_leaves();
    const auto c = category_at_last(source);
    if (c == plan_.categories.size()) return {};
    if (!none_speaks(c, Stage::source, source)) return {};
    const bool same = same_subject(source, hub);
    if (!same) read_register(hub);
    return {true, none_speaks(c, Stage::hub, hub)};
  }

 private:
  [[nodiscard]] static bool same_subject(const Subject& a, const Subject& b) {
    return &a.view.population == &b.view.population && a.person == b.person;
  }

  /// Says that every month of aid is outside.
  bool all_outside(const Set& aided_months) {
    const Set aided = aided_months & decided_range_;
    if (aided.empty()) return false;
    course_.handed_over = Set();
    course_.started = Set::capacity;
    say(plan_.outside, aided);
    return true;
  }

  [[nodiscard]] Set aided_months(std::span<const domain::GrantRow> grants) const {
    Set months;
    for (const auto& grant : grants) months |= between(grant.period.from.month_index() - origin_, grant.period.to.month_index() - origin_);
    return months;
  }

  void read_grants(std::span<const domain::GrantRow> grants) {
    for (int n = 0; n < 3; ++n) natures_[n] = first_days_[n] = Set();
    before_ = 0;
    for (const auto& grant : grants) {
      const auto n = static_cast<std::size_t>(grant.nature);
      const std::int32_t from = grant.period.from.month_index() - origin_;
      const std::int32_t to = grant.period.to.month_index() - origin_;
      natures_[n] |= between(from, to);
      first_days_[n] |= between(from + (grant.period.from.day() != 1), to);
      if (from < 0) before_ |= bit(n);
    }
  }

  /// The months from `from` to `to` that lie in the window; none if `to` < `from`.
  [[nodiscard, gnu::always_inline]] Set between(std::int32_t from, std::int32_t to) const {
    return starting_[static_cast<std::size_t>(std::clamp(from, 0, Set::capacity))] -
           starting_[static_cast<std::size_t>(std::clamp(to + 1, 0, Set::capacity))];
  }

  void read_register(const Subject& subject) {
    read_nationality(plan_.leaves, subject.view.population.nationalities(subject.person), slots_.data());
    read_stays(plan_.leaves, subject.view.population, subject.person, slots_.data());
  }

  /// What a stay row must be for any category to hold: a set of predicates, if every category has a necessary one.
  void find_necessary_classes() {
    std::uint64_t necessary = 0;
    for (const auto& category : plan_.categories) {
      const auto found = std::ranges::find(plan_.leaves.predicates, category.necessary, &RegisterLeaves::Predicate::slot);
      if (found == plan_.leaves.predicates.end()) return;
      necessary |= std::uint64_t{1} << (found - plan_.leaves.predicates.begin());
    }
    necessary_ = necessary;
  }
  /// A look at the rows before anything is read off them: most persons are in no category at all.
  [[nodiscard]] bool fits_some_category(std::span<const domain::StayRow> rows) const {
    return !necessary_ || std::ranges::any_of(rows, [&](const domain::StayRow& row) {
      return (plan_.leaves.classes[stay_class(row.ground, row.quality, row.reg, row.title)] & *necessary_) != 0;
    });
  }

  /// Whether some category's test on the stay row holds in some month that matters.
  [[nodiscard]] bool any_category_possible() const {
    return std::ranges::any_of(plan_.categories, [&](const Plan::CompiledCategory& category) {
      return category.necessary == RegisterLeaves::unused || !(slots_[category.necessary].holds & scope_).empty();
    });
  }

  /// Reads the leaves of one subject off its stay rows, for the months that matter. Gives the months with a current row.
  Set read_stays(const RegisterLeaves& leaves, const domain::Population& population, domain::PersonIndex person, Timeline* slots) {
    for (const auto& leaf : leaves.predicates) slots[leaf.slot] = {};
    for (const auto& leaf : leaves.applied_at) slots[leaf.slot] = {};
    for (const auto& leaf : leaves.stay) slots[leaf.slot] = {};
    if (leaves.recognised != RegisterLeaves::unused) slots[leaves.recognised] = {};
    Set covered;
    domain::Date chain_start = domain::Date::never(), chain_end = domain::Date::never();
    for (const auto& row : population.stays(person)) {
      if (row.legal != domain::Legal::yes) continue;
      if (chain_end == domain::Date::never() || chain_end.next_day() < row.period.from) chain_start = row.period.from;
      chain_end = row.period.to;
      const std::int32_t from = first_as_of(row.period.from, origin_), to = last_as_of(row.period.to, origin_);
      const Set months = between(from, to);
      covered |= months;
      if ((months & scope_).empty()) continue;
      if (!leaves.predicates.empty()) {
        const std::uint64_t classes = leaves.classes[stay_class(row.ground, row.quality, row.reg, row.title)];
        for (std::size_t i = 0; i < leaves.predicates.size(); ++i) {
          if ((classes >> i) & 1) slots[leaves.predicates[i].slot].holds |= months;
        }
      }
      for (const auto& leaf : leaves.applied_at) {
        if (row.applied_at == domain::AppliedAt::unknown) slots[leaf.slot].may_hold |= months;
        else if ((leaf.values & bit(static_cast<std::size_t>(row.applied_at))) != 0) slots[leaf.slot].holds |= months;
      }
      if (leaves.recognised != RegisterLeaves::unused && row.recognised_on != domain::Date::never()) {
        slots[leaves.recognised].holds |= between(std::max(from, first_as_of(row.recognised_on, origin_)), to);
      }
      for (const auto& leaf : leaves.stay) slots[leaf.slot].holds |= reached(leaf, chain_start, from, to);
    }
    const Set unknown = ~covered;
    for (const auto& leaf : leaves.predicates) slots[leaf.slot].may_hold = slots[leaf.slot].holds | unknown;
    for (const auto& leaf : leaves.applied_at) slots[leaf.slot].may_hold |= slots[leaf.slot].holds | unknown;
    for (const auto& leaf : leaves.stay) slots[leaf.slot].may_hold = slots[leaf.slot].holds | unknown;
    if (leaves.recognised != RegisterLeaves::unused) slots[leaves.recognised].may_hold = slots[leaves.recognised].holds | unknown;

    if (!leaves.age.empty()) {
      const auto born = population.niss(person).birth_date();
      for (const auto& leaf : leaves.age) {
        const Set months = born ? reached(leaf, *born, 0, Set::capacity) : Set();
        slots[leaf.slot] = {months, born ? months : Set::all()};
      }
    }
    return covered;
  }

  [[nodiscard]] Set reached(const RegisterLeaves::Threshold& leaf, domain::Date start, std::int32_t from, std::int32_t to) const {
    const bool strict = leaf.comparison == Comparison::more || leaf.comparison == Comparison::at_most;
    const auto month = strict ? timeline::first_month_exceeding(start, leaf.months) : timeline::first_month_reaching(start, leaf.months);
    const std::int32_t position = month.index() - origin_;
    const bool after = leaf.comparison == Comparison::at_least || leaf.comparison == Comparison::more;
    return after ? between(std::max(from, position), to) : between(from, std::min(to, position - 1));
  }

  void read_nationality(const RegisterLeaves& leaves, std::span<const domain::NationalityRow> rows, Timeline* slots) const {
    Set belgian, in_union, known;
    for (const auto& row : rows) {
      const std::int32_t from = first_as_of(row.period.from, origin_), to = last_as_of(row.period.to, origin_);
      const Set months = between(from, to);
      known |= months;
      if (row.country == domain::belgium) {
        belgian |= months;
        continue;
      }
      for (const auto& member : member_months_.by_country[row.country.index()]) in_union |= months & between(member.from, member.to);
    }
    const Set unknown = ~known;
    const auto say = [&](NationalityClass which, const Set& months) {
      const Slot slot = leaves.nationality[static_cast<std::size_t>(which)];
      if (slot != RegisterLeaves::unused) slots[slot] = {months, months | unknown};
    };
    say(NationalityClass::belgian, belgian);
    say(NationalityClass::union_, in_union - belgian);
    say(NationalityClass::third_country, known - belgian - in_union);
  }

  void execute(const Program& program, Timeline* slots, const Subject& subject) {
    for (std::size_t i = 0; i < program.size(); ++i) {
      const Op& op = program[i];
      switch (op.code) {
        case Op::Code::conjunction: slots[op.to] = slots[op.a] & slots[op.b]; break;
        case Op::Code::disjunction: slots[op.to] = slots[op.a] | slots[op.b]; break;
        case Op::Code::negation: slots[op.to] = ~slots[op.a]; break;
        case Op::Code::of_sponsor: slots[op.to] = of_sponsor(plan_.sponsors[op.a], subject); break;
        case Op::Code::skip_if_impossible:
          if ((slots[op.a].may_hold & scope_).empty()) {
            slots[op.to] = {};
            i += op.n;
          }
          break;
      }
    }
  }

  [[nodiscard]] Timeline of_sponsor(const SponsorPlan& sponsor, const Subject& subject) {
    const auto& population = subject.view.population;
    Timeline truth;
    Set covered;
    for (const auto& row : population.stays(subject.person)) {
      if (row.legal != domain::Legal::yes) continue;
      const Set months = between(first_as_of(row.period.from, origin_), last_as_of(row.period.to, origin_));
      covered |= months;
      if ((months & scope_).empty()) continue;
      if (!domain::is_person(row.sponsor)) {
        if (sponsor.of_nobody == Tri::yes) truth.holds |= months;
        if (sponsor.of_nobody != Tri::no) truth.may_hold |= months;
        continue;
      }
      read_nationality(sponsor.leaves, population.nationalities(row.sponsor), sponsor_slots_.data());
      const Set with_row = read_stays(sponsor.leaves, population, row.sponsor, sponsor_slots_.data());
      // A sponsor without a current stay row has no ground, quality, register or title: known to be none of the asked (SPEC §6).
      for (std::size_t p = 0; p < sponsor.leaves.predicates.size(); ++p) {
        const auto none = row_test_of_none(sponsor.leaves, p) ? ~with_row : Set();
        auto& slot = sponsor_slots_[sponsor.leaves.predicates[p].slot];
        slot.holds |= none;
        slot.may_hold = slot.holds;
      }
      for (const auto& leaf : sponsor.leaves.applied_at) sponsor_slots_[leaf.slot].may_hold &= with_row;
      execute(sponsor.program, sponsor_slots_.data(), subject);
      const auto& result = sponsor_slots_[sponsor.result];
      truth.holds |= result.holds & months;
      truth.may_hold |= result.may_hold & months;
    }
    truth.may_hold |= ~covered;
    return truth;
  }

  [[nodiscard]] static bool row_test_of_none(const RegisterLeaves& leaves, std::size_t predicate) {
    return ((leaves.of_none >> predicate) & 1) != 0;
  }

  void say(KeyIndex key, const Set& months) {
    if (!months.empty()) course_.keyed.push_back({key, months});
  }

  void decide(const Set& aided, const Subject& source, const Subject& hub) {
    Set live;
    Set remaining = aided;
    active_.clear();
    for (std::size_t c = 0; c < plan_.categories.size() && !remaining.empty(); ++c) {
      const auto& category = plan_.categories[c];
      if (category.necessary != RegisterLeaves::unused && (slots_[category.necessary].holds & remaining).empty()) continue;
      execute(category.program, slots_.data(), source);
      const Set months = slots_[category.result].holds & remaining;
      if (months.empty()) continue;
      active_.push_back({static_cast<CategoryIndex>(c), months});
      remaining = remaining - months;
      live |= months;
    }
    say(plan_.outside, remaining);
    if (!live.empty()) live = exclude(live, Stage::source, source);
    const Set eligible = live;

    course_.handed_over = Set();
    course_.started = Set::capacity;
    if (!eligible.empty()) start(eligible, source);
    const Set handed = course_.handed_over;
    if (!handed.empty()) {
      transmit(handed, source, hub);
      Set pausing = handed.later(plan_.authorisation->push->pause_after_months) & between(first_, last_);
      for (std::int32_t k = 0; k < plan_.authorisation->push->pause_after_months; ++k) pausing = pausing - course_.aided.later(k);
      say(plan_.pause, pausing);
    }
  }

  /// Takes away the months in which an exclusion of the stage is true or unknown, and says so.
  [[nodiscard]] Set exclude(Set live, Stage stage, const Subject& subject) {
    for (std::size_t e = 0; e < plan_.exclusions.size() && !live.empty(); ++e) {
      const auto& exclusion = plan_.exclusions[e];
      if (!(stage == Stage::source ? exclusion.at_source : exclusion.at_hub)) continue;
      Set applicable;
      for (const auto& [category, months] : active_) {
        if (exclusion.applies[category]) applicable |= months;
      }
      applicable &= live;
      if (applicable.empty()) continue;
      execute(exclusion.program, slots_.data(), subject);
      const Set spoken = slots_[exclusion.result].may_hold & applicable;
      if (spoken.empty()) continue;
      const Set holds = slots_[exclusion.result].holds;
      for (const auto& [category, months] : active_) {
        if (!exclusion.applies[category]) continue;
        const Set here = spoken & months;
        say(plan_.exclusion_key(e, stage, false, category), here & holds);
        say(plan_.exclusion_key(e, stage, true, category), here - holds);
      }
      live = live - spoken;
    }
    return live;
  }

  void start(const Set& eligible, const Subject& source) {
    const auto& push = *plan_.authorisation->push;
    Set could_start;
    if (push.starts_at_once) {
      course_.started = eligible.first();
      course_.start_rule = plan_.starts.size();
    } else {
      for (std::size_t s = 0; s < plan_.starts.size(); ++s) {
        execute(plan_.starts[s].program, slots_.data(), source);
        const std::int32_t first = (slots_[plan_.starts[s].result].holds & eligible).first();
        if (first < course_.started) {  // the earliest month; of one month, the first rule
          course_.started = first;
          course_.start_rule = s;
        }
      }
    }
    const Set before = eligible - Set::from_on(course_.started);
    course_.handed_over = eligible - before;
    if (before.empty()) return;
    for (const auto& rule : plan_.starts) {
      if (!rule.has_duration) continue;
      execute(rule.program_but_for_duration, slots_.data(), source);
      could_start |= slots_[rule.result_but_for_duration].holds;
    }
    for (const auto& [category, months] : active_) {
      const Set here = before & months;
      say(plan_.wait[category], here & could_start);
      say(plan_.gap[category], here - could_start);
    }
  }

  void transmit(const Set& handed, const Subject& source, const Subject& hub) {
    if (!same_subject(source, hub)) {
      source_slots_ = slots_;
      read_register(hub);
    }
    const Set sent = exclude(handed, Stage::hub, hub);
    if (!same_subject(source, hub)) slots_.swap(source_slots_);
    if (sent.empty()) return;
    const Set starting = Set::only(course_.started) & sent;
    Set recent;
    for (std::int32_t k = 1; k <= plan_.authorisation->push->pause_after_months; ++k) recent |= handed.later(k);
    const Set continuing = (sent - starting) & recent;
    const Set resuming = sent - starting - recent;
    const std::size_t at_once = plan_.starts.size();
    for (const auto& [category, here] : active_) {
      say(plan_.transmit_key(category, course_.start_rule), starting & here);
      say(plan_.transmit_key(category, at_once + 1), continuing & here);
      say(plan_.transmit_key(category, at_once + 2), resuming & here);
    }
  }

  [[nodiscard]] std::size_t category_at_last(const Subject& source) {
    for (std::size_t c = 0; c < plan_.categories.size(); ++c) {
      execute(plan_.categories[c].program, slots_.data(), source);
      if (slots_[plan_.categories[c].result].holds.contains(last_)) return c;
    }
    return plan_.categories.size();
  }

  [[nodiscard]] bool none_speaks(std::size_t category, Stage stage, const Subject& subject) {
    for (const auto& exclusion : plan_.exclusions) {
      if (!(stage == Stage::source ? exclusion.at_source : exclusion.at_hub) || !exclusion.applies[category]) continue;
      execute(exclusion.program, slots_.data(), subject);
      if (slots_[exclusion.result].may_hold.contains(last_)) return false;
    }
    return true;
  }

  const Plan& plan_;
  MemberMonths member_months_;
  std::int32_t origin_, first_, last_;
  Set decided_range_;
  Set scope_ = {};  ///< the months that matter for this person
  Set natures_[3] = {}, first_days_[3] = {};
  ValueSet before_ = 0;                     ///< natures aided before the window
  std::optional<std::uint64_t> necessary_;  ///< predicates of which a stay row must meet one for any category to hold
  std::vector<Set> starting_;               ///< by position: every month from there on
  std::vector<Timeline> slots_, source_slots_, sponsor_slots_;
  struct Active {
    CategoryIndex category;
    Set months;
  };
  std::vector<Active> active_;  ///< the categories that the person is in, and when
  Course course_;
};

}  // namespace crossroads::law::fast
