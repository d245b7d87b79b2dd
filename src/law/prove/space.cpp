#include "law/prove/space.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "law/syntax/parts.hpp"

namespace crossroads::law::prove {
namespace {

Tri tri(bool value) { return value ? Tri::yes : Tri::no; }
Tri negated(Tri value) { return value == Tri::unknown ? value : tri(value == Tri::no); }

constexpr std::array every_nationality{KnownNationality::belgian, KnownNationality::union_, KnownNationality::third_country,
                                       KnownNationality::unknown};

/// The places among durations that a time which is never negative can have.
std::vector<DurationPlace> places(const std::vector<std::int32_t>& durations) {
  std::vector<DurationPlace> found;
  for (std::size_t place = 0; place <= 2 * durations.size(); ++place) found.push_back(static_cast<DurationPlace>(place));
  return found;
}

/// How many registers of a subject there are, with so many sponsors.
std::size_t count(const RegisterDistinctions& of, std::size_t sponsors) {
  std::size_t rows = (of.recognised ? 2 : 1) * places(of.stay).size() * sponsors;
  for (const auto& values : of.values) rows *= std::max<std::size_t>(values.size(), 1);
  const std::size_t ages = of.age_asked ? places(of.age).size() + 1 : 1;
  return (of.nationality ? every_nationality.size() : 1) * ages * (rows + 1);
}

/// Calls `visit` with each combination; `state` has the sponsor already.
void with_fields(const RegisterDistinctions& of, RegisterState state, std::size_t field,
                 const std::function<void(const RegisterState&)>& visit) {
  if (field == stay_field_count) return visit(state);
  for (const auto value : of.values[field]) {
    state.values[field] = value;
    with_fields(of, state, field + 1, visit);
  }
}

void each_register(const RegisterDistinctions& of, std::size_t sponsors, const std::function<void(const RegisterState&)>& visit) {
  const auto with_row = [&](RegisterState state) {
    state.row = true;
    for (const bool recognised : {false, true}) {
      if (recognised && !of.recognised) continue;
      state.recognised = recognised;
      for (const auto stay : places(of.stay)) {
        state.stay = stay;
        for (std::size_t sponsor = 0; sponsor < sponsors; ++sponsor) {
          state.sponsor = static_cast<std::uint16_t>(sponsor);
          with_fields(of, state, 0, visit);
        }
      }
    }
  };
  for (const auto nationality : every_nationality) {
    if (!of.nationality && nationality != KnownNationality::union_) continue;
    for (const bool age_known : {true, false}) {
      if (!age_known && !of.age_asked) continue;
      for (const auto age : age_known ? places(of.age) : std::vector<DurationPlace>{0}) {
        RegisterState state{.nationality = nationality, .age_known = age_known, .row = false, .age = age};
        visit(state);
        with_row(state);
      }
    }
  }
}

/// A condition's value in one state.
struct Evaluation {
  const Space& space;
  const Authorisation& law;
  const RegisterState& state;
  const RegisterDistinctions& among;
  const AidState* aid;
  bool is_sponsor;
  bool but_for_duration;

  [[nodiscard]] Tri of(const ConditionPtr& part) const { return std::visit(*this, part->node); }

  Tri operator()(const All& all) const {
    Tri value = Tri::yes;
    for (const auto& part : all.parts) {
      value = std::min(value, of(part));
      if (value == Tri::no) break;
    }
    return value;
  }
  Tri operator()(const Any& any) const {
    Tri value = Tri::no;
    for (const auto& part : any.parts) {
      value = std::max(value, of(part));
      if (value == Tri::yes) break;
    }
    return value;
  }
  Tri operator()(const Not& no) const { return negated(of(no.part)); }
  Tri operator()(const NationalityIs& is) const {
    if (state.nationality == KnownNationality::unknown) return Tri::unknown;
    return tri(static_cast<std::size_t>(state.nationality) == static_cast<std::size_t>(is.which));
  }
  Tri operator()(const FieldIn& in) const {
    if (!state.row) return is_sponsor ? Tri::no : Tri::unknown;
    const auto value = state.values[static_cast<std::size_t>(in.field)];
    if (in.field == StayField::applied_at && value == 0) return Tri::unknown;
    return tri((in.values & bit(value)) != 0);
  }
  Tri operator()(const Recognised&) const { return state.row ? tri(state.recognised) : Tri::unknown; }
  Tri operator()(const Lasts& lasts) const {
    const bool stay = lasts.measure == Measure::stay;
    if (stay ? !state.row : !state.age_known) return Tri::unknown;
    const auto& durations = stay ? among.stay : among.age;
    const auto index = std::ranges::lower_bound(durations, lasts.duration.in_months()) - durations.begin();
    const int reached = (stay ? state.stay : state.age) - static_cast<int>(2 * index + 1);  // negative: not yet, 0: to the day
    switch (lasts.comparison) {
      case Comparison::less: return tri(reached < 0);
      case Comparison::at_most: return tri(reached <= 0);
      case Comparison::at_least: return tri(reached >= 0);
      case Comparison::more: return tri(reached > 0);
    }
    return Tri::unknown;
  }
  Tri operator()(const OfSponsor& sponsor) const {
    if (!state.row) return Tri::unknown;
    const auto& other = space.sponsors()[state.sponsor].state;
    return std::visit(Evaluation{space, law, other, space.distinctions().sponsor, nullptr, true, false}, sponsor.part->node);
  }
  Tri operator()(const Aided& aided) const { return tri((aid->now & aided.natures) != 0); }
  Tri operator()(const SoFar& so_far) const { return tri((aid->so_far & natures_of(law, *so_far.aid)) != 0); }
  Tri operator()(const For& lasting) const {
    const auto natures = natures_of(law, *lasting.aid);
    if ((aid->now & natures) == 0) return Tri::no;
    if (but_for_duration) return Tri::yes;
    const auto& runs = space.distinctions().aid.runs;
    const auto run = static_cast<std::size_t>(std::ranges::find(runs, natures, &AidDistinctions::Run::natures) - runs.begin());
    const auto place = std::ranges::lower_bound(runs[run].months, lasting.duration.in_months()) - runs[run].months.begin();
    return tri(aid->reached[run] > place);
  }
  Tri operator()(const TermUse& use) const { return of(law.terms[use.term].means); }
};

/// Whether the running times fit together: who has had aid of a wider set of natures has had it at least as long, and exactly as long if none
/// of the other natures ever came.
bool consistent(const AidState& aid, const std::vector<AidDistinctions::Run>& runs) {
  const auto lasted = [&](std::size_t r, std::int32_t months) {
    return aid.reached[r] > 0 && runs[r].months[aid.reached[r] - 1U] >= months;
  };
  for (std::size_t a = 0; a < runs.size(); ++a) {
    if ((aid.now & runs[a].natures) == 0) {
      if (aid.reached[a] != 0) return false;
      continue;
    }
    for (std::size_t b = 0; b < runs.size(); ++b) {
      if ((aid.now & runs[b].natures) == 0 || a == b) continue;
      // Every run of a's natures that ever came lies inside one of b's.
      if ((runs[a].natures & aid.so_far & ~runs[b].natures) != 0) continue;
      for (std::size_t i = 0; i < runs[b].months.size(); ++i) {
        if (lasted(a, runs[b].months[i]) && aid.reached[b] <= i) return false;
      }
    }
  }
  return true;
}

}  // namespace

Space::Space(std::vector<const Authorisation*> laws) : distinctions_(prove::distinctions(laws)) {
  enumerate_sponsors();
  enumerate_aid();
  if (!enumerable_ || count(distinctions_.person, sponsors_.size()) > most_states) {
    enumerable_ = false;
    return;
  }
  each_register(distinctions_.person, sponsors_.size(), [this](const RegisterState& state) { registers_.push_back(state); });
}

/// Sponsors about whom every condition says the same are one.
void Space::enumerate_sponsors() {
  sponsors_ = {SponsorState{}};
  const auto& conditions = distinctions_.sponsor_conditions;
  if (conditions.empty()) return;
  if (count(distinctions_.sponsor, 1) > most_states) {
    enumerable_ = false;
    return;
  }
  std::set<std::vector<Tri>> told_apart;
  const auto values = [&](const RegisterState& state) {
    std::vector<Tri> found;
    for (const auto& [law, condition] : conditions) {
      found.push_back(std::visit(Evaluation{*this, *law, state, distinctions_.sponsor, nullptr, true, false}, condition->node));
    }
    return found;
  };
  told_apart.insert(values(sponsors_.front().state));
  // Those with a row first: a counter-example is better read with a sponsor who is somebody.
  for (const bool row : {true, false}) {
    each_register(distinctions_.sponsor, 1, [&](const RegisterState& state) {
      if (state.row == row && told_apart.insert(values(state)).second) sponsors_.push_back({true, state});
    });
  }
}

void Space::enumerate_aid() {
  const auto& runs = distinctions_.aid.runs;
  if (!distinctions_.aid.asked) {
    aids_ = {AidState{}};
    return;
  }
  for (ValueSet now = 1; now <= all_natures; ++now) {
    for (ValueSet so_far = now; so_far <= all_natures; ++so_far) {
      if ((now & ~so_far) != 0) continue;
      AidState aid{now, so_far, std::vector<std::uint8_t>(runs.size(), 0)};
      for (bool more = true; more;) {
        if (consistent(aid, runs)) aids_.push_back(aid);
        more = false;
        for (std::size_t r = 0; r < runs.size() && !more; ++r) {  // count up, as an odometer does
          more = aid.reached[r] < runs[r].months.size();
          aid.reached[r] = more ? static_cast<std::uint8_t>(aid.reached[r] + 1) : std::uint8_t{0};
        }
      }
    }
  }
}

Tri Space::truth(const Authorisation& law, const Condition& condition, const RegisterState& state, const AidState* aid) const {
  return std::visit(Evaluation{*this, law, state, distinctions_.person, aid, false, false}, condition.node);
}

Tri Space::truth_but_for_duration(const Authorisation& law, const Condition& condition, const RegisterState& state,
                                  const AidState& aid) const {
  return std::visit(Evaluation{*this, law, state, distinctions_.person, &aid, false, true}, condition.node);
}

}  // namespace crossroads::law::prove
