#include "run/due.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace crossroads::run {
namespace {

using domain::Cents;
using domain::Month;

constexpr std::size_t natures = domain::names<domain::Nature>.size();

/// The aid of one month by nature; nothing where the nature aids no day of it.
std::array<std::optional<Cents>, natures> aid_in(std::span<const domain::GrantRow> grants, Month month) {
  std::array<std::optional<Cents>, natures> aid = {};
  for (const auto& grant : grants) {
    if (grant.period.days_in(month) == 0) continue;
    auto& sum = aid[static_cast<std::size_t>(grant.nature)];
    sum = sum.value_or(Cents()) + domain::prorated(grant.monthly, grant.period, month);
  }
  return aid;
}

/// What of one month's aid is disclosed. Amounts by nature without the nature would betray it: then their sum stands.
void disclose_month(const DisclosedFields& fields, std::span<const domain::GrantRow> grants, Month month, std::vector<MonthAmount>& to) {
  const auto aid = aid_in(grants, month);
  const bool by_nature = fields.nature && fields.amount == law::AmountMode::by_nature;
  if (!by_nature) {
    MonthAmount total{.month = month};
    if (fields.amount) {
      total.amount = Cents();
      for (const auto& of_nature : aid) total.amount = *total.amount + of_nature.value_or(Cents());
    }
    // Natures with an amount of all aid stand beside it, without one of their own.
    if (fields.amount || !fields.nature) to.push_back(total);
    if (!fields.nature) return;
  }
  for (std::size_t n = 0; n < natures; ++n) {
    if (aid[n]) to.push_back({.month = month, .amount = by_nature ? aid[n] : std::nullopt, .nature = static_cast<domain::Nature>(n)});
  }
}

std::optional<domain::Quality> quality_on(std::span<const domain::StayRow> stays, domain::Date as_of) {
  for (const auto& row : stays) {
    if (row.legal == domain::Legal::yes && row.period.covers(as_of)) return row.quality;
  }
  return std::nullopt;
}

const law::Decision* decision_on(const law::fast::Course& course, Month month) {
  const auto found = std::ranges::lower_bound(course.decisions, month, {}, &law::Decision::month);
  return found != course.decisions.end() && found->month == month ? &*found : nullptr;
}

/// Whether the law said that nothing of the month may go out. A month that only waited for the duration is not held back.
bool held_back(const law::fast::Course& course, Month month) {
  const auto* decision = decision_on(course, month);
  if (decision == nullptr) return false;
  return decision->outcome == law::Outcome::outside || decision->outcome == law::Outcome::exclude ||
         decision->outcome == law::Outcome::withhold;
}

/// The first month of the spell that ends with the start: the months that the start rule counted belong to it.
Month spell_of_start(const law::fast::Course& course) {
  Month first = *course.started;
  for (std::size_t i = course.counted.size(); i-- > 0;) {
    const Month month = course.counted[i];
    if (month == first) continue;
    if (month.plus(1) != first || held_back(course, month)) break;
    first = month;
  }
  return first;
}

}  // namespace

std::vector<DueMessage> Due::messages(const law::Subject& subject, const law::fast::Course& course, law::Stage stage) const {
  std::vector<DueMessage> due;
  const auto grants = subject.view.population.grants(subject.person);
  const auto stays = subject.view.population.stays(subject.person);
  std::optional<domain::MonthSpan> spell;
  std::optional<Month> before;
  for (const Month month : course.handed_over) {
    const auto* decision = decision_on(course, month);
    const bool follows = std::exchange(before, month) == month.plus(-1);
    if (stage == law::Stage::hub && decision->outcome != law::Outcome::transmit) {
      spell.reset();  // struck at the hub: what is let through later begins anew
      continue;
    }
    const bool unbroken = spell && spell->to.plus(1) == month;
    const bool starts = course.started == month;
    spell = domain::MonthSpan{unbroken ? spell->from : starts ? spell_of_start(course) : month, month};

    const auto& fields = fields_[decision->category];
    Content content;
    const bool tells_aid = fields.amount || fields.nature || fields.periods;
    if (tells_aid && starts && !course.counted.empty()) {
      for (const Month counted : course.counted) disclose_month(fields, grants, counted, content.months);
    } else {
      disclose_month(fields, grants, month, content.months);
    }
    if (fields.periods) content.periods.push_back(*spell);
    if (fields.qualities != 0) {
      const auto quality = quality_on(stays, month.as_of_day());
      if (quality && (fields.qualities & law::bit(static_cast<std::size_t>(*quality))) != 0) content.quality = quality;
    }
    const law::RuleRef rule =
        starts ? course.start_rule : law::RuleRef{follows ? law::RuleRef::Kind::continue_ : law::RuleRef::Kind::resume};
    due.push_back({.month = month, .category = decision->category, .rule = rule, .content = pack(content)});
  }
  return due;
}

}  // namespace crossroads::run
