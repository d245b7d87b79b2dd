#include "law/explain/fact.hpp"

#include <algorithm>

#include "law/syntax/parts.hpp"

namespace crossroads::law::explain {
namespace {

using domain::Date;
using domain::Month;

bool counts(const domain::GrantRow& grant, ValueSet natures, Month month) {
  return (natures & bit(static_cast<std::size_t>(grant.nature))) != 0 && grant.period.days_in(month) > 0;
}

/// The first day of the unbroken chain of legal rows that ends in the current one.
Date stay_start(const Subject& subject, const domain::StayRow& current) {
  Date start = current.period.from, end = Date::never();
  for (const auto& row : subject.view.population.stays(subject.person)) {
    if (row.legal != domain::Legal::yes) continue;
    if (end == Date::never() || end.next_day() < row.period.from) start = row.period.from;
    end = row.period.to;
    if (row == current) break;
  }
  return start;
}

std::size_t value_of(const domain::StayRow& row, StayField field) {
  switch (field) {
    case StayField::ground: return static_cast<std::size_t>(row.ground);
    case StayField::quality: return static_cast<std::size_t>(row.quality);
    case StayField::reg: return static_cast<std::size_t>(row.reg);
    case StayField::title: return static_cast<std::size_t>(row.title);
    case StayField::applied_at: return static_cast<std::size_t>(row.applied_at);
  }
  return 0;
}

/// Reads the fact behind each kind of condition.
struct Reader {
  const Authorisation& authorisation;
  const Subject& subject;
  Month month;
  Date as_of = month.as_of_day();

  [[nodiscard]] std::span<const domain::GrantRow> grants() const { return subject.view.population.grants(subject.person); }

  [[nodiscard]] Fact no_stay() const {
    NoCurrentStay none;
    for (const auto& row : subject.view.population.stays(subject.person)) {
      if (row.legal == domain::Legal::yes && row.period.to < as_of)
        none.ended = std::max(none.ended.value_or(Date::never()), row.period.to);
    }
    return none;
  }

  std::optional<Fact> operator()(const NationalityIs&) const {
    NationalitiesOnRecord known;
    for (const auto& row : subject.view.population.nationalities(subject.person)) {
      if (row.period.covers(as_of)) known.rows.push_back({row.country, row.period, subject.view.members.member(row.country, as_of)});
    }
    std::ranges::sort(known.rows, {}, [](const auto& one) { return std::pair(one.period.from, one.country); });
    return known;
  }
  std::optional<Fact> operator()(const FieldIn& in) const {
    const auto* row = current_stay(subject, as_of);
    return row == nullptr ? no_stay() : FieldOnRecord{in.field, value_of(*row, in.field), row->period};
  }
  std::optional<Fact> operator()(const Recognised&) const {
    const auto* row = current_stay(subject, as_of);
    return row == nullptr ? no_stay() : RecognitionOnRecord{row->recognised_on};
  }
  std::optional<Fact> operator()(const Lasts& lasts) const {
    const auto length = [&](Date since) {
      return LengthOnRecord{lasts.measure, since, lasts.duration, since.plus_months(lasts.duration.in_months())};
    };
    if (lasts.measure == Measure::age) {
      const auto born = subject.view.population.niss(subject.person).birth_date();
      return born ? Fact(length(*born)) : BirthUnknown{};
    }
    const auto* row = current_stay(subject, as_of);
    return row == nullptr ? no_stay() : length(stay_start(subject, *row));
  }
  std::optional<Fact> operator()(const OfSponsor&) const {
    const auto* row = current_stay(subject, as_of);
    if (row == nullptr) return no_stay();
    using Which = SponsorOnRecord::Which;
    if (row->sponsor == domain::no_sponsor) return SponsorOnRecord{Which::none};
    if (!domain::is_person(row->sponsor)) return SponsorOnRecord{Which::unknown};
    const auto* stay = current_stay({subject.view, row->sponsor}, as_of);
    return SponsorOnRecord{stay == nullptr ? Which::without_stay : Which::with_stay, subject.view.population.niss(row->sponsor)};
  }
  std::optional<Fact> operator()(const Aided& aid) const {
    if (!is_aided(grants(), aid.natures, month)) return AidInMonth{};
    return AidInMonth{amount_in(grants(), aid.natures, month)};
  }
  std::optional<Fact> operator()(const SoFar& so_far) const {
    const ValueSet natures = natures_of(authorisation, *so_far.aid);
    AidSoFar fact;
    for (const auto& grant : grants()) {
      const Month first(grant.period.from);
      if ((natures & bit(static_cast<std::size_t>(grant.nature))) != 0 && first <= month)
        fact.first = std::min(fact.first.value_or(first), first);
    }
    return fact;
  }
  std::optional<Fact> operator()(const For& lasting) const {
    const ValueSet natures = natures_of(authorisation, *lasting.aid);
    if (!is_aided(grants(), natures, month)) return AidRun{{}, lasting.duration};
    Month first = month;
    while (is_aided(grants(), natures, first.plus(-1))) first = first.plus(-1);
    Date since = first.last_day();
    for (const auto& grant : grants()) {
      if (counts(grant, natures, first)) since = std::min(since, std::max(grant.period.from, first.first_day()));
    }
    return AidRun{AidRun::Run{since, since.plus_months(lasting.duration.in_months())}, lasting.duration};
  }
  template <class Composite>
  std::optional<Fact> operator()(const Composite&) const {
    return std::nullopt;
  }
};

}  // namespace

ValueSet natures_of(const Authorisation& authorisation, const Condition& aid) {
  if (const auto* one = std::get_if<Aided>(&aid.node)) return one->natures;
  if (const auto* use = std::get_if<TermUse>(&aid.node)) return natures_of(authorisation, *authorisation.terms[use->term].means);
  ValueSet natures = 0;
  if (std::holds_alternative<Any>(aid.node)) {
    for (const auto& part : parts_of(aid)) natures |= natures_of(authorisation, *part);
  }
  return natures;
}

bool is_aided(std::span<const domain::GrantRow> grants, ValueSet natures, Month month) {
  return std::ranges::any_of(grants, [&](const domain::GrantRow& grant) { return counts(grant, natures, month); });
}

domain::Cents amount_in(std::span<const domain::GrantRow> grants, ValueSet natures, Month month) {
  domain::Cents amount;
  for (const auto& grant : grants) {
    if (counts(grant, natures, month)) amount += domain::prorated(grant.monthly, grant.period, month);
  }
  return amount;
}

const domain::StayRow* current_stay(const Subject& subject, Date as_of) {
  for (const auto& row : subject.view.population.stays(subject.person)) {
    if (row.legal == domain::Legal::yes && row.period.covers(as_of)) return &row;
  }
  return nullptr;
}

std::optional<Fact> fact_behind(const Authorisation& authorisation, const Condition& condition, const Subject& subject, Month month) {
  return std::visit(Reader{authorisation, subject, month}, condition.node);
}

}  // namespace crossroads::law::explain
