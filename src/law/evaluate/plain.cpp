#include "law/evaluate/plain.hpp"

#include <algorithm>
#include <optional>

namespace crossroads::law::plain {
namespace {

using domain::Date;
using domain::GrantRow;
using domain::Month;
using domain::StayRow;

Tri tri(bool value) { return value ? Tri::yes : Tri::no; }
Tri negated(Tri value) { return value == Tri::unknown ? Tri::unknown : tri(value == Tri::no); }

/// Of whom a condition speaks: the person, or the sponsor, who may be nobody we know.
struct Who {
  const View& view;
  std::optional<domain::PersonIndex> person;
  bool is_sponsor;
};

bool is_of(const GrantRow& grant, ValueSet natures) { return (natures & bit(static_cast<std::size_t>(grant.nature))) != 0; }

bool aided(const Who& who, ValueSet natures, Month month) {
  return std::ranges::any_of(who.view.population.grants(*who.person),
                             [&](const GrantRow& grant) { return is_of(grant, natures) && grant.period.days_in(month) > 0; });
}

bool aided_so_far(const Who& who, ValueSet natures, Month month) {
  return std::ranges::any_of(who.view.population.grants(*who.person),
                             [&](const GrantRow& grant) { return is_of(grant, natures) && grant.period.from <= month.last_day(); });
}

/// The first day of the run of consecutive aided months that ends in `month`, which is aided.
Date first_day_of_run(const Who& who, ValueSet natures, Month month) {
  Month first = month;
  while (aided(who, natures, first.plus(-1))) first = first.plus(-1);
  Date day = first.last_day();
  for (const auto& grant : who.view.population.grants(*who.person)) {
    if (is_of(grant, natures) && grant.period.days_in(first) > 0) day = std::min(day, std::max(grant.period.from, first.first_day()));
  }
  return day;
}

const StayRow* current_stay(const Who& who, Date as_of) {
  if (!who.person) return nullptr;
  for (const auto& row : who.view.population.stays(*who.person)) {
    if (row.legal == domain::Legal::yes && row.period.covers(as_of)) return &row;
  }
  return nullptr;
}

/// The first day of the unbroken chain of legal rows that ends in the current one.
Date stay_start(const Who& who, const StayRow& current) {
  Date start = current.period.from;
  for (bool found = true; found;) {
    found = false;
    for (const auto& row : who.view.population.stays(*who.person)) {
      if (row.legal == domain::Legal::yes && row.period.from < start && row.period.to.next_day() >= start) {
        start = row.period.from;
        found = true;
      }
    }
  }
  return start;
}

Tri compare(Date start, Comparison comparison, Duration duration, Date as_of) {
  const Date reached = start.plus_months(duration.in_months());
  switch (comparison) {
    case Comparison::less: return tri(reached > as_of);
    case Comparison::at_most: return tri(reached >= as_of);
    case Comparison::at_least: return tri(reached <= as_of);
    case Comparison::more: return tri(reached < as_of);
  }
  return Tri::unknown;
}

Tri nationality(const Who& who, NationalityClass which, Date as_of) {
  if (!who.person) return Tri::unknown;
  bool known = false, belgian = false, in_union = false;
  for (const auto& row : who.view.population.nationalities(*who.person)) {
    if (!row.period.covers(as_of)) continue;
    known = true;
    if (row.country == domain::belgium) belgian = true;
    else if (who.view.members.member(row.country, as_of)) in_union = true;
  }
  if (!known) return Tri::unknown;
  switch (which) {
    case NationalityClass::belgian: return tri(belgian);
    case NationalityClass::union_: return tri(!belgian && in_union);
    case NationalityClass::third_country: return tri(!belgian && !in_union);
  }
  return Tri::unknown;
}

std::size_t field_value(const StayRow& row, StayField field) {
  switch (field) {
    case StayField::ground: return static_cast<std::size_t>(row.ground);
    case StayField::quality: return static_cast<std::size_t>(row.quality);
    case StayField::reg: return static_cast<std::size_t>(row.reg);
    case StayField::title: return static_cast<std::size_t>(row.title);
    case StayField::applied_at: return static_cast<std::size_t>(row.applied_at);
  }
  return 0;
}

ValueSet natures_of(const Authorisation& authorisation, const Condition& aid) {
  if (const auto* one = std::get_if<Aided>(&aid.node)) return one->natures;
  if (const auto* term = std::get_if<TermUse>(&aid.node)) return natures_of(authorisation, *authorisation.terms[term->term].means);
  ValueSet natures = 0;
  if (const auto* any = std::get_if<Any>(&aid.node)) {
    for (const auto& part : any->parts) natures |= natures_of(authorisation, *part);
  }
  return natures;
}

/// When a condition is asked: of a month, whose register facts are read on its as-of day; or of a day.
struct Moment {
  Month month;
  Date as_of;
  Moment(Month of) : month(of), as_of(of.as_of_day()) {}  // NOLINT(google-explicit-constructor): a month is a moment
  explicit Moment(Date day) : month(day), as_of(day) {}
};

Tri truth(const Authorisation& authorisation, const Condition& condition, const Who& who, const Moment& moment);

struct Evaluation {
  const Authorisation& authorisation;
  const Who& who;
  const Moment& moment;
  Month month = moment.month;
  Date as_of = moment.as_of;

  Tri of(const ConditionPtr& part) const { return truth(authorisation, *part, who, moment); }

  Tri operator()(const All& all) const {
    Tri result = Tri::yes;
    for (const auto& part : all.parts) result = std::min(result, of(part));
    return result;
  }
  Tri operator()(const Any& any) const {
    Tri result = Tri::no;
    for (const auto& part : any.parts) result = std::max(result, of(part));
    return result;
  }
  Tri operator()(const Not& no) const { return negated(of(no.part)); }
  Tri operator()(const NationalityIs& is) const { return nationality(who, is.which, as_of); }
  Tri operator()(const FieldIn& in) const {
    const auto* row = current_stay(who, as_of);
    if (row == nullptr) return who.is_sponsor ? Tri::no : Tri::unknown;
    if (in.field == StayField::applied_at && row->applied_at == domain::AppliedAt::unknown) return Tri::unknown;
    return tri((in.values & bit(field_value(*row, in.field))) != 0);
  }
  Tri operator()(const Recognised&) const {
    const auto* row = current_stay(who, as_of);
    if (row == nullptr) return Tri::unknown;
    return tri(row->recognised_on != Date::never() && row->recognised_on <= as_of);
  }
  Tri operator()(const Lasts& lasts) const {
    if (lasts.measure == Measure::age) {
      const auto born = who.person ? who.view.population.niss(*who.person).birth_date() : std::nullopt;
      return born ? compare(*born, lasts.comparison, lasts.duration, as_of) : Tri::unknown;
    }
    const auto* row = current_stay(who, as_of);
    return row == nullptr ? Tri::unknown : compare(stay_start(who, *row), lasts.comparison, lasts.duration, as_of);
  }
  Tri operator()(const OfSponsor& of_sponsor) const {
    const auto* row = current_stay(who, as_of);
    if (row == nullptr) return Tri::unknown;
    const Who sponsor{who.view, domain::is_person(row->sponsor) ? std::optional(row->sponsor) : std::nullopt, true};
    return truth(authorisation, *of_sponsor.part, sponsor, moment);
  }
  Tri operator()(const Aided& aid) const { return tri(aided(who, aid.natures, month)); }
  Tri operator()(const SoFar& so_far) const { return tri(aided_so_far(who, natures_of(authorisation, *so_far.aid), month)); }
  Tri operator()(const For& lasting) const {
    const auto natures = natures_of(authorisation, *lasting.aid);
    if (!aided(who, natures, month)) return Tri::no;
    return tri(first_day_of_run(who, natures, month).plus_months(lasting.duration.in_months()) <= as_of);
  }
  Tri operator()(const TermUse& use) const { return of(authorisation.terms[use.term].means); }
};

Tri truth(const Authorisation& authorisation, const Condition& condition, const Who& who, const Moment& moment) {
  return std::visit(Evaluation{authorisation, who, moment}, condition.node);
}

/// The condition with `X for N months` read as `X`: what would hold but for its duration.
Tri truth_but_for_duration(const Authorisation& authorisation, const Condition& condition, const Who& who, Month month) {
  const auto of = [&](const ConditionPtr& part) { return truth_but_for_duration(authorisation, *part, who, month); };
  if (const auto* all = std::get_if<All>(&condition.node)) {
    Tri result = Tri::yes;
    for (const auto& part : all->parts) result = std::min(result, of(part));
    return result;
  }
  if (const auto* any = std::get_if<Any>(&condition.node)) {
    Tri result = Tri::no;
    for (const auto& part : any->parts) result = std::max(result, of(part));
    return result;
  }
  if (const auto* no = std::get_if<Not>(&condition.node)) return negated(of(no->part));
  if (const auto* lasting = std::get_if<For>(&condition.node)) return of(lasting->aid);
  if (const auto* use = std::get_if<TermUse>(&condition.node)) return of(authorisation.terms[use->term].means);
  return truth(authorisation, condition, who, month);
}

CategoryIndex category_of(const Authorisation& authorisation, const Who& who, Month month) {
  for (std::size_t c = 0; c < authorisation.categories.size(); ++c) {
    if (truth(authorisation, *authorisation.categories[c].when, who, month) == Tri::yes) return static_cast<CategoryIndex>(c);
  }
  return no_category;
}

struct Spoken {
  std::size_t exclusion;
  Tri value;
};

/// The first exclusion of the stage that is true or unknown.
std::optional<Spoken> excluded(const Authorisation& authorisation, CategoryIndex category, Stage stage, const Who& who, Month month) {
  for (std::size_t e = 0; e < authorisation.exclusions.size(); ++e) {
    const auto& exclusion = authorisation.exclusions[e];
    if (!(stage == Stage::source ? exclusion.at_source : exclusion.at_hub) || !exclusion.applies_to(category)) continue;
    const Tri value = truth(authorisation, *exclusion.when, who, month);
    if (value != Tri::no) return Spoken{e, value};
  }
  return std::nullopt;
}

}  // namespace

Tri holds(const Authorisation& authorisation, const Condition& condition, const Subject& subject, Month month) {
  return truth(authorisation, condition, Who{subject.view, subject.person, false}, month);
}

Tri holds_on(const Authorisation& authorisation, const Condition& condition, const Subject& subject, Date day, bool as_sponsor) {
  return truth(authorisation, condition, Who{subject.view, subject.person, as_sponsor}, Moment(day));
}

Speakable speakable(const Authorisation& authorisation, const Subject& source, const Subject& hub, Month month) {
  const Who at_source{source.view, source.person, false}, at_hub{hub.view, hub.person, false};
  const auto category = category_of(authorisation, at_source, month);
  if (category == no_category) return {};
  Speakable result;
  result.at_source = !excluded(authorisation, category, Stage::source, at_source, month);
  result.at_hub = result.at_source && !excluded(authorisation, category, Stage::hub, at_hub, month);
  return result;
}

Decision at_hub(const Authorisation& authorisation, const Subject& hub, Month month) {
  const Who who{hub.view, hub.person, false};
  Decision decision{.month = month, .category = category_of(authorisation, who, month)};
  if (decision.category == no_category) return decision;
  decision.outcome = Outcome::transmit;
  if (const auto spoken = excluded(authorisation, decision.category, Stage::hub, who, month)) {
    decision.outcome = spoken->value == Tri::yes ? Outcome::exclude : Outcome::withhold;
    decision.rule = {RuleRef::Kind::exclusion, static_cast<std::uint16_t>(spoken->exclusion)};
    decision.stage = Stage::hub;
  }
  return decision;
}

std::vector<Decision> decide(const Authorisation& authorisation, const Subject& source, const Subject& hub, Month from, Month to) {
  std::vector<Decision> decisions;
  if (!authorisation.push) return decisions;
  const auto& push = *authorisation.push;
  const Who who{source.view, source.person, false}, at_hub{hub.view, hub.person, false};

  bool started = false;
  std::optional<Month> last_handed_over;
  for (Month month = authorisation.first_month(); month <= to; month = month.plus(1)) {
    Decision decision{.month = month};
    const auto say = [&] {
      if (month >= from) decisions.push_back(decision);
    };
    if (!aided(who, all_natures, month)) {
      // So many months without aid since a month that was handed over: that long and no longer, so the pause is said once.
      if (last_handed_over && month - *last_handed_over == push.pause_after_months) {
        bool aid_since = false;
        for (Month between = last_handed_over->plus(1); between < month; between = between.plus(1)) {
          aid_since = aid_since || aided(who, all_natures, between);
        }
        if (!aid_since) {
          decision.outcome = Outcome::pause;
          say();
        }
      }
      continue;
    }

    decision.category = category_of(authorisation, who, month);
    if (decision.category == no_category) {
      decision.outcome = Outcome::outside;
      say();
      continue;
    }
    const auto exclude = [&](const Spoken& spoken, Stage stage) {
      decision.outcome = spoken.value == Tri::yes ? Outcome::exclude : Outcome::withhold;
      decision.rule = {RuleRef::Kind::exclusion, static_cast<std::uint16_t>(spoken.exclusion)};
      decision.stage = stage;
      say();
    };
    if (const auto spoken = excluded(authorisation, decision.category, Stage::source, who, month)) {
      exclude(*spoken, Stage::source);
      continue;
    }

    RuleRef rule{RuleRef::Kind::resume};
    if (!started) {
      rule = {};
      if (push.starts_at_once) rule = {RuleRef::Kind::at_once};
      for (std::size_t s = 0; s < push.starts.size() && rule.kind == RuleRef::Kind::none; ++s) {
        if (truth(authorisation, *push.starts[s].when, who, month) == Tri::yes)
          rule = {RuleRef::Kind::start, static_cast<std::uint16_t>(s)};
      }
      if (rule.kind == RuleRef::Kind::none) {
        const bool waits = std::ranges::any_of(push.starts, [&](const StartRule& start) {
          return truth_but_for_duration(authorisation, *start.when, who, month) == Tri::yes;
        });
        decision.outcome = waits ? Outcome::wait : Outcome::withhold;
        say();
        continue;
      }
      started = true;
    } else if (last_handed_over && month - *last_handed_over <= push.pause_after_months) {
      rule = {RuleRef::Kind::continue_};
    }
    last_handed_over = month;

    if (const auto spoken = excluded(authorisation, decision.category, Stage::hub, at_hub, month)) {
      exclude(*spoken, Stage::hub);
      continue;
    }
    decision.outcome = Outcome::transmit;
    decision.rule = rule;
    say();
  }
  return decisions;
}

}  // namespace crossroads::law::plain
