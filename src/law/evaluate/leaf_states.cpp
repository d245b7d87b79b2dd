#include "law/evaluate/leaf_states.hpp"

namespace crossroads::law::fast {
namespace {

using domain::Date;

/// What the register says of a person on one day, as far as conditions ask.
struct Standing {
  const domain::StayRow* row = nullptr;
  Date stay_start = Date::never();
  bool nationality_known = false, belgian = false, in_union = false;
  std::optional<Date> born = {};
};

Standing standing(const View& view, domain::PersonIndex person, Date as_of, bool with_birth) {
  Standing standing;
  Date chain_start = Date::never(), chain_end = Date::never();
  for (const auto& row : view.population.stays(person)) {
    if (row.legal != domain::Legal::yes) continue;
    if (chain_end == Date::never() || chain_end.next_day() < row.period.from) chain_start = row.period.from;
    chain_end = row.period.to;
    if (row.period.covers(as_of)) {
      standing.row = &row;
      standing.stay_start = chain_start;
      break;
    }
  }
  for (const auto& row : view.population.nationalities(person)) {
    if (!row.period.covers(as_of)) continue;
    standing.nationality_known = true;
    if (row.country == domain::belgium) standing.belgian = true;
    else standing.in_union = standing.in_union || view.members.member(row.country, as_of);
  }
  if (with_birth) standing.born = view.population.niss(person).birth_date();
  return standing;
}

Tri tri(bool value) { return value ? Tri::yes : Tri::no; }

Tri compared(Date start, const Lasts& lasts, Date as_of) {
  const Date reached = start.plus_months(lasts.duration.in_months());
  switch (lasts.comparison) {
    case Comparison::less: return tri(as_of < reached);
    case Comparison::at_most: return tri(as_of <= reached);
    case Comparison::at_least: return tri(as_of >= reached);
    case Comparison::more: return tri(as_of > reached);
  }
  return Tri::unknown;
}

Tri state(const Condition& condition, const Standing& person, bool of_sponsor, Date as_of) {
  if (const auto* is = std::get_if<NationalityIs>(&condition.node)) {
    if (!person.nationality_known) return Tri::unknown;
    return tri(is->which == NationalityClass::belgian  ? person.belgian
               : is->which == NationalityClass::union_ ? person.in_union && !person.belgian
                                                       : !person.in_union && !person.belgian);
  }
  if (const auto* lasts = std::get_if<Lasts>(&condition.node)) {
    if (lasts->measure == Measure::age) return person.born ? compared(*person.born, *lasts, as_of) : Tri::unknown;
    return person.row != nullptr ? compared(person.stay_start, *lasts, as_of) : Tri::unknown;
  }
  if (std::holds_alternative<Recognised>(condition.node)) {
    if (person.row == nullptr) return Tri::unknown;
    return tri(person.row->recognised_on != Date::never() && person.row->recognised_on <= as_of);
  }
  if (const auto* in = std::get_if<FieldIn>(&condition.node)) {
    if (person.row == nullptr) return of_sponsor ? Tri::no : Tri::unknown;
    const auto& row = *person.row;
    std::size_t value = 0;
    switch (in->field) {
      case StayField::ground: value = static_cast<std::size_t>(row.ground); break;
      case StayField::quality: value = static_cast<std::size_t>(row.quality); break;
      case StayField::reg: value = static_cast<std::size_t>(row.reg); break;
      case StayField::title: value = static_cast<std::size_t>(row.title); break;
      case StayField::applied_at:
        if (row.applied_at == domain::AppliedAt::unknown) return Tri::unknown;
        value = static_cast<std::size_t>(row.applied_at);
    }
    return tri((in->values & bit(value)) != 0);
  }
  return Tri::yes;
}

}  // namespace

LeafStates register_states(const Plan& plan, const Subject& subject, Date as_of) {
  const bool with_birth = !plan.leaves.age.empty();
  const auto person = standing(subject.view, subject.person, as_of, with_birth);
  Standing sponsor;
  if (!plan.sponsors.empty() && person.row != nullptr && domain::is_person(person.row->sponsor)) {
    sponsor = standing(subject.view, person.row->sponsor, as_of, true);
  }
  LeafStates states;
  for (std::size_t i = 0; i < plan.leaf_bits.size(); ++i) {
    const auto& leaf = plan.leaf_bits[i];
    // Without a current row nobody is named as sponsor: all that is asked of one is unknown.
    const Tri value = leaf.of_sponsor && person.row == nullptr
                          ? Tri::unknown
                          : state(*leaf.condition, leaf.of_sponsor ? sponsor : person, leaf.of_sponsor, as_of);
    if (value == Tri::no) states.failed[i / 64] |= std::uint64_t{1} << (i % 64);
    if (value == Tri::unknown) states.unknown[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return states;
}

}  // namespace crossroads::law::fast
