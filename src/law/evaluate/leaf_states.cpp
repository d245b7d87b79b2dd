#include "law/evaluate/leaf_states.hpp"

#include <algorithm>

#include "timeline/threshold.hpp"

namespace crossroads::law::fast {
namespace {

using domain::Date;
using domain::Month;

/// Whether the comparison holds in the month of a duration counted from `start`.
bool reached(Date start, Comparison comparison, std::int32_t months, Month month) {
  switch (comparison) {
    case Comparison::less: return month < timeline::first_month_reaching(start, months);
    case Comparison::at_most: return month < timeline::first_month_exceeding(start, months);
    case Comparison::at_least: return month >= timeline::first_month_reaching(start, months);
    case Comparison::more: return month >= timeline::first_month_exceeding(start, months);
  }
  return false;
}

bool is_of(const domain::GrantRow& grant, ValueSet natures) { return (natures & bit(static_cast<std::size_t>(grant.nature))) != 0; }

/// `… for N months`: the last N months are aided, and the run reaches back beyond them or begins with them on a first day.
bool lasts(std::span<const domain::GrantRow> grants, ValueSet natures, std::int32_t months, Month last) {
  // The first month of the run: each grant that touches it carries it further back.
  Month first = last.plus(1);
  for (bool moved = true; moved && last - first < months;) {
    moved = false;
    for (const auto& grant : grants) {
      const Month from(grant.period.from);
      if (is_of(grant, natures) && from < first && first.plus(-1) <= Month(grant.period.to)) {
        first = from;
        moved = true;
      }
    }
  }
  if (last - first >= months) return true;
  return last - first == months - 1 && std::ranges::any_of(grants, [&](const domain::GrantRow& grant) {
           return is_of(grant, natures) && grant.period.covers(first.first_day());
         });
}

/// The aid of the last months, the month asked about first, a bit each. Read without a branch: no processor foresees when a grant
/// begins and ends.
class AidBack {
 public:
  static constexpr std::int32_t months_looked_at = 63;

  AidBack(std::span<const domain::GrantRow> grants, Month month) {
    for (const auto& grant : grants) {
      const std::int32_t oldest = month.index() - grant.period.from.month_index();
      const std::uint64_t after = ~up_to(month.index() - grant.period.to.month_index() - 1);
      const auto nature = static_cast<std::size_t>(grant.nature);
      months_[nature] |= up_to(oldest) & after;
      first_days_[nature] |= up_to(oldest - static_cast<std::int32_t>(grant.period.from.day() != 1)) & after;
      so_far_ |= ValueSet{oldest >= 0} << nature;
    }
  }
  /// The natures given in the month asked about, and in it or before.
  [[nodiscard]] ValueSet now() const {
    ValueSet natures = 0;
    for (std::size_t n = 0; n < 3; ++n) natures |= static_cast<ValueSet>(months_[n] & 1) << n;
    return natures;
  }
  [[nodiscard]] ValueSet so_far() const { return so_far_; }
  /// `… for N months`, fewer than are looked at.
  [[nodiscard]] bool lasting(ValueSet natures, std::int32_t months) const {
    const std::uint64_t run = up_to(months - 1);
    const std::uint64_t aided = joined(months_, natures);
    return (aided & run) == run && ((aided >> months) & 1 || (joined(first_days_, natures) >> (months - 1)) & 1);
  }

 private:
  /// The bits 0 to `last`; none before 0.
  static constexpr std::uint64_t up_to(std::int32_t last) {
    return last < 0 ? 0 : ~std::uint64_t{0} >> (63 - std::min(last, months_looked_at));
  }
  static std::uint64_t joined(const std::array<std::uint64_t, 3>& by_nature, ValueSet natures) {
    std::uint64_t all = 0;
    for (std::size_t n = 0; n < 3; ++n) all |= by_nature[n] & (0 - std::uint64_t{(natures >> n) & 1});
    return all;
  }
  std::array<std::uint64_t, 3> months_ = {}, first_days_ = {};
  ValueSet so_far_ = 0;
};

/// The leaves of a closed list that fail of each value.
template <std::size_t values>
void add_failing(std::array<LeafSet, values>& by_value, std::size_t leaf, ValueSet asked) {
  for (std::size_t value = 0; value < values; ++value) {
    if ((asked & bit(value)) == 0) by_value[value].add(leaf);
  }
}

}  // namespace

LeafTables::LeafTables(std::span<const LeafBit> leaves, std::span<const AidBit> aid) {
  for (std::size_t i = 0; i < leaves.size(); ++i) (leaves[i].of_sponsor ? sponsor_ : person_).add(i, *leaves[i].condition);
  for (const auto& one : aid) {
    if (one.leaf.kind == AidLeaf::Kind::lasting) {
      lasting_.push_back(one);
      continue;
    }
    auto& by_natures = one.leaf.kind == AidLeaf::Kind::aided ? by_aid_now_ : by_aid_so_far_;
    for (ValueSet given = 0; given < by_natures.size(); ++given) {
      if ((given & one.leaf.natures) == 0) by_natures[given].add(one.bit);
    }
  }
}

void LeafTables::Register::add(std::size_t leaf, const Condition& condition) {
  if (const auto* is = std::get_if<NationalityIs>(&condition.node)) {
    nationality.add(leaf);
    add_failing(by_nationality, leaf, bit(static_cast<std::size_t>(is->which)));
  } else if (const auto* duration = std::get_if<Lasts>(&condition.node)) {
    const bool of_stay = duration->measure == Measure::stay;
    (of_stay ? stay : age).push_back({leaf, duration->comparison, duration->duration.in_months()});
    if (of_stay) on_row.add(leaf);
  } else if (std::holds_alternative<Recognised>(condition.node)) {
    recognised.add(leaf);
    on_row.add(leaf);
  } else if (const auto* in = std::get_if<FieldIn>(&condition.node)) {
    add(leaf, *in);
  } else {
    return;  // on aid: not of the register
  }
  all.add(leaf);
}

void LeafTables::Register::add(std::size_t leaf, const FieldIn& in) {
  fields.add(leaf);
  switch (in.field) {
    case StayField::ground: return add_failing(by_ground, leaf, in.values);
    case StayField::quality: return add_failing(by_quality, leaf, in.values);
    case StayField::reg: return add_failing(by_register, leaf, in.values);
    case StayField::title: return add_failing(by_title, leaf, in.values);
    case StayField::applied_at: applied_at.add(leaf); return add_failing(by_applied_at, leaf, in.values);
  }
}

const domain::StayRow* LeafTables::Register::read(const View& view, domain::PersonIndex person, Month month, LeafStates& states) const {
  const Date as_of = month.as_of_day();
  const domain::StayRow* current = nullptr;
  Date chain_start = Date::never(), chain_follows = Date::never();
  for (const auto& row : view.population.stays(person)) {
    if (row.period.from > as_of) break;
    if (row.legal != domain::Legal::yes) continue;
    chain_start = chain_follows < row.period.from ? row.period.from : chain_start;
    chain_follows = row.period.to.next_day();
    current = as_of <= row.period.to ? &row : current;
  }
  read_row(current, chain_start, month, states);

  if (!nationality.empty()) {
    bool known = false, belgian = false, in_union = false;
    for (const auto& row : view.population.nationalities(person)) {
      if (!row.period.covers(as_of)) continue;
      known = true;
      if (row.country == domain::belgium) belgian = true;
      else in_union = in_union || view.members.member(row.country, as_of);
    }
    const auto which = belgian ? NationalityClass::belgian : in_union ? NationalityClass::union_ : NationalityClass::third_country;
    if (known) states.failed |= by_nationality[static_cast<std::size_t>(which)];
    else states.unknown |= nationality;
  }
  if (!age.empty()) {
    const auto born = view.population.niss(person).birth_date();
    for (const auto& leaf : age) {
      if (!born) states.unknown.add(leaf.bit);
      else if (!reached(*born, leaf.comparison, leaf.months, month)) states.failed.add(leaf.bit);
    }
  }
  return current;
}

void LeafTables::Register::read_row(const domain::StayRow* row, Date stay_start, Month month, LeafStates& states) const {
  if (row == nullptr) {
    states.unknown |= on_row | fields;
    return;
  }
  states.failed |= by_ground[static_cast<std::size_t>(row->ground)] | by_quality[static_cast<std::size_t>(row->quality)] |
                   by_register[static_cast<std::size_t>(row->reg)] | by_title[static_cast<std::size_t>(row->title)];
  if (row->applied_at == domain::AppliedAt::unknown) states.unknown |= applied_at;
  else states.failed |= by_applied_at[static_cast<std::size_t>(row->applied_at)];
  if (row->recognised_on == Date::never() || month.as_of_day() < row->recognised_on) states.failed |= recognised;
  for (const auto& leaf : stay) {
    if (!reached(stay_start, leaf.comparison, leaf.months, month)) states.failed.add(leaf.bit);
  }
}

LeafTables::AtStages LeafTables::states(const Subject& source, const Subject& hub, Month month) const {
  AtStages at;
  // Read last, and asked for first: they come from memory while the register is read.
  const auto grants = source.view.population.grants(source.person);
  __builtin_prefetch(grants.data());
  __builtin_prefetch(source.view.population.nationalities(source.person).data());
  at.source = register_states(source, month);
  const bool same = &source.view.population == &hub.view.population && source.person == hub.person;
  at.hub = same ? at.source : register_states(hub, month);
  read_aid(grants, month, at);
  return at;
}

LeafStates LeafTables::register_states(const Subject& subject, Month month) const {
  LeafStates states;
  const auto* row = person_.read(subject.view, subject.person, month, states);
  if (sponsor_.all.empty()) return states;
  LeafStates of_sponsor;
  if (row == nullptr) {
    of_sponsor.unknown = sponsor_.all;  // without a current row nobody is named as sponsor
  } else {
    const domain::StayRow* sponsor_row = nullptr;
    if (domain::is_person(row->sponsor)) sponsor_row = sponsor_.read(subject.view, row->sponsor, month, of_sponsor);
    else of_sponsor.unknown = sponsor_.all;
    if (sponsor_row == nullptr) {  // then the sponsor is known to be none of the asked (SPEC §6)
      of_sponsor.unknown = of_sponsor.unknown - sponsor_.fields;
      of_sponsor.failed |= sponsor_.fields;
    }
  }
  states.failed |= of_sponsor.failed;
  states.unknown |= of_sponsor.unknown;
  return states;
}

void LeafTables::read_aid(std::span<const domain::GrantRow> grants, Month month, AtStages& states) const {
  const AidBack aid(grants, month);
  LeafSet failed = by_aid_now_[aid.now()] | by_aid_so_far_[aid.so_far()];
  for (const auto& [leaf, place] : lasting_) {
    const bool holds =
        leaf.months < AidBack::months_looked_at ? aid.lasting(leaf.natures, leaf.months) : lasts(grants, leaf.natures, leaf.months, month);
    if (!holds) failed.add(place);
  }
  states.source.failed |= failed;
  states.hub.failed |= failed;
  states.aid = aid.now();
}

LeafStates LeafTables::but_for_durations(LeafStates states, ValueSet aid) const {
  LeafSet aided;
  for (const auto& [leaf, place] : lasting_) {
    if ((leaf.natures & aid) != 0) aided.add(place);
  }
  states.failed = states.failed - aided;
  return states;
}

}  // namespace crossroads::law::fast
