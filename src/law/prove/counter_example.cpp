#include "law/prove/counter_example.hpp"

#include <algorithm>
#include <array>

#include "law/cases/runner.hpp"
#include "law/evaluate/plain.hpp"

namespace crossroads::law::prove {
namespace {

using domain::Country;
using domain::Date;
using domain::Month;

/// A first day from which, on the as-of day, a time has lasted what its place among the durations says.
Date first_day(DurationPlace place, const std::vector<std::int32_t>& durations, Date as_of) {
  if (durations.empty()) return as_of.plus_months(-6);
  if (place % 2 == 1) return as_of.plus_months(-durations[place / 2U]);
  if (place == 0) return as_of.plus_days(-1);
  return as_of.plus_months(-durations[place / 2U - 1U]).plus_days(-1);
}

class Builder {
 public:
  Builder(const Space& space, const Authorisation& law, const domain::UnionMembers& members)
      : space_(space), month_(law.first_month()), as_of_(month_.as_of_day()), members_(members) {}

  cases::Case build(const RegisterState& source, const AidState& aid, const std::optional<RegisterState>& hub) {
    cases::Case made;
    made.name.text = "missing";
    cases::PersonFacts person;
    register_facts(person, source, space_.distinctions().person);
    made.persons.push_back(person);
    sponsor(made.persons, source);
    grants(made.persons.front(), aid);
    made.at_hub = made.persons;
    if (hub) { at_hub(made, *hub); }
    return made;
  }

 private:
  [[nodiscard]] Country country(KnownNationality nationality) const {
    if (nationality == KnownNationality::belgian) return domain::belgium;
    constexpr std::array likely{"FR", "DE", "NL", "IT", "LU", "MA", "TR", "XX"};
    for (const auto* code : likely) {
      const auto one = *Country::parse(code);
      if (members_.member(one, as_of_) == (nationality == KnownNationality::union_)) return one;
    }
    return *Country::parse("XX");
  }

  void register_facts(cases::PersonFacts& person, const RegisterState& state, const RegisterDistinctions& among) const {
    if (among.age_asked) {
      person.born.reset();
      if (state.age_known) person.born = first_day(state.age, among.age, as_of_);
    }
    person.nationalities.clear();
    if (state.nationality != KnownNationality::unknown)
      person.nationalities.push_back({country(state.nationality), {Date(1970, 1, 1), Date::forever()}});
    person.stays.clear();
    if (!state.row) return;
    domain::StayRow row;
    row.period = {first_day(state.stay, among.stay, as_of_), Date::forever()};
    row.legal = domain::Legal::yes;
    row.ground = static_cast<domain::Ground>(state.values[static_cast<std::size_t>(StayField::ground)]);
    row.quality = static_cast<domain::Quality>(state.values[static_cast<std::size_t>(StayField::quality)]);
    row.reg = static_cast<domain::Register>(state.values[static_cast<std::size_t>(StayField::reg)]);
    row.title = static_cast<domain::Title>(state.values[static_cast<std::size_t>(StayField::title)]);
    row.applied_at = static_cast<domain::AppliedAt>(state.values[static_cast<std::size_t>(StayField::applied_at)]);
    if (state.recognised) row.recognised_on = row.period.from;
    person.stays.push_back(row);
  }

  /// Adds the sponsor to the persons, if anybody, and names them on the person's stay.
  void sponsor(std::vector<cases::PersonFacts>& persons, const RegisterState& state) const {
    if (!state.row || !space_.sponsors()[state.sponsor].known) return;
    cases::PersonFacts other;
    other.name = persons.size() == 1 ? "first-sponsor" : "second-sponsor";
    register_facts(other, space_.sponsors()[state.sponsor].state, space_.distinctions().sponsor);
    persons.front().stays.front().sponsor = domain::PersonIndex{static_cast<std::uint32_t>(persons.size())};
    persons.push_back(std::move(other));
  }

  /// The same persons, with the register as the hub sees it. A sponsor whom only the hub sees is a person of the case with no stay that matters to the source.
  void at_hub(cases::Case& made, const RegisterState& hub) const {
    auto& person = made.at_hub.front();
    const auto born = person.born;
    register_facts(person, hub, space_.distinctions().person);
    person.born = born;  // the number that tells it is the same at both
    const auto before = made.at_hub.size();
    sponsor(made.at_hub, hub);
    if (made.at_hub.size() > before) made.persons.push_back(made.at_hub.back());
  }

  void grant(cases::PersonFacts& person, std::size_t nature, Date from, Date to) const {
    domain::GrantRow row;
    row.nature = static_cast<domain::Nature>(nature);
    row.monthly = domain::Cents(900'00);
    row.category = domain::AidCategory::single;
    row.period = {from, to};
    person.grants.push_back(row);
  }

  /// The first day that a run must have for what it has reached: exactly the last duration reached, or too late for the first.
  [[nodiscard]] Date run_start(const std::vector<std::int32_t>& months, std::uint8_t reached) const {
    return reached == 0 ? month_.first_day().plus_days(1) : as_of_.plus_months(-months[reached - 1U]);
  }

  void grants(cases::PersonFacts& person, const AidState& aid) const {
    const auto& runs = space_.distinctions().aid.runs;
    Date earliest = month_.first_day();
    const auto note = [&](Date day) { earliest = std::min(earliest, day); };
    std::array<Date, 3> start{};
    for (std::size_t nature = 0; nature < start.size(); ++nature) {
      if ((aid.now & bit(nature)) == 0) continue;
      // As late as the youngest run that it belongs to allows.
      start[nature] = Date::never();
      for (std::size_t r = 0; r < runs.size(); ++r) {
        if ((runs[r].natures & bit(nature)) != 0) start[nature] = std::max(start[nature], run_start(runs[r].months, aid.reached[r]));
      }
      if (start[nature] == Date::never()) start[nature] = month_.first_day().plus_days(1);
      grant(person, nature, start[nature], month_.last_day());
      note(start[nature]);
    }
    ValueSet used = aid.now;
    for (std::size_t r = 0; r < runs.size(); ++r) {
      if ((aid.now & runs[r].natures) == 0 || aid.reached[r] == 0) continue;
      const Date must = run_start(runs[r].months, aid.reached[r]);
      bool met = false;
      for (std::size_t nature = 0; nature < start.size(); ++nature)
        met |= (aid.now & runs[r].natures & bit(nature)) != 0 && start[nature] <= must;
      if (met) continue;
      // Another nature of the run came before, up to the month before this one.
      for (std::size_t nature = 0; nature < start.size(); ++nature) {
        if ((aid.so_far & ~aid.now & runs[r].natures & bit(nature)) == 0) continue;
        grant(person, nature, must, month_.plus(-1).last_day());
        used |= bit(nature);
        note(must);
        break;
      }
    }
    for (std::size_t nature = 0; nature < start.size(); ++nature) {
      if ((aid.so_far & ~used & bit(nature)) == 0) continue;
      const Month long_ago = Month(earliest).plus(-4);  // with months without aid behind it
      grant(person, nature, long_ago.first_day(), long_ago.last_day());
    }
  }

  const Space& space_;
  Month month_;
  Date as_of_;
  const domain::UnionMembers& members_;
};

}  // namespace

cases::Case somebody(const Space& space, const Authorisation& law, const RegisterState& source, const AidState& aid,
                     const std::optional<RegisterState>& hub, const domain::UnionMembers& members) {
  return Builder(space, law, members).build(source, aid, hub);
}

void expect_what_is_decided(cases::Case& made, const Authorisation& law, Month last, const domain::UnionMembers& members) {
  const cases::World world(made, members);
  const auto decisions = plain::decide(law, world.at_source(), world.at_hub(), law.first_month(), last);
  made.expectations.clear();
  for (Month month = law.first_month(); month <= last; month = month.plus(1)) {
    cases::Expectation row{.from = month, .to = month};
    const auto decision = std::ranges::find(decisions, month, &Decision::month);
    if (decision != decisions.end()) {
      row.outcome = decision->outcome;
      if (decision->category != no_category) row.category = law.categories[decision->category].name.text;
      row.rule = rule_name(law, decision->rule);
      row.stage = decision->stage;
    }
    made.expectations.push_back(std::move(row));
  }
}

std::optional<cases::Case> counter_example(const Space& space, const Difference& difference, const Authorisation& original,
                                           const Authorisation& changed, const domain::UnionMembers& members) {
  auto made = somebody(space, original, difference.source, difference.aid, difference.hub, members);
  const Month month = original.first_month();
  expect_what_is_decided(made, original, month, members);
  if (difference.of_message) {
    const cases::World world(made, members);
    const auto decisions = plain::decide(original, world.at_source(), world.at_hub(), month, month);
    if (decisions.empty() || decisions.front().category == no_category) return std::nullopt;
    const auto shown = cases::disclosed(original, decisions.front().category, cases::quality_of(world.at_source(), month));
    made.disclosures.push_back({.month = {}, .fields = shown.fields, .amount = shown.amount});
  }
  const cases::Examination examination(made, members);
  if (!examination.run(original).passed() || !examination.fails(changed)) return std::nullopt;
  return made;
}

}  // namespace crossroads::law::prove
