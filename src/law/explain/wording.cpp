#include "law/explain/wording.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

namespace crossroads::law::explain {
namespace {

using domain::Date;
using domain::Month;

// The runs of phrases that follow an enumeration must have its length.
constexpr bool follows(Phrase first, Phrase last, std::size_t length) { return after(first, length - 1) == last; }
static_assert(follows(Phrase::ground_short, Phrase::ground_other, domain::names<domain::Ground>.size()));
static_assert(follows(Phrase::quality_employee, Phrase::quality_other, domain::names<domain::Quality>.size()));
static_assert(follows(Phrase::register_population, Phrase::register_none, domain::names<domain::Register>.size()));
static_assert(follows(Phrase::applied_at_unknown, Phrase::applied_at_diplomatic_post, domain::names<domain::AppliedAt>.size()));
static_assert(follows(Phrase::nature_ris, Phrase::nature_social_aid, domain::names<domain::Nature>.size()));
static_assert(follows(Phrase::legal_no, Phrase::legal_yes, domain::names<domain::Legal>.size()));
static_assert(follows(Phrase::field_name_niss, Phrase::field_name_period_to, field_names.size()));
static_assert(follows(Phrase::outcome_outside, Phrase::outcome_pause, outcome_names.size()));
static_assert(follows(Phrase::month_january, Phrase::month_december, 12) && follows(Phrase::short_january, Phrase::short_december, 12));

/// Words each kind of condition.
struct ConditionWords {
  const Wording& words;
  const Authorisation& authorisation;

  std::string operator()(const All&) const { return words.say(Phrase::all_of); }
  std::string operator()(const Any&) const { return words.say(Phrase::any_of); }
  std::string operator()(const Not& no) const { return words.say(Phrase::negated, words.condition(*no.part)); }
  std::string operator()(const NationalityIs& is) const {
    return words.say(after(Phrase::nationality_belgian, static_cast<std::size_t>(is.which)));
  }
  std::string operator()(const FieldIn& in) const {
    std::vector<std::string> values;
    for (std::size_t value = 0; value < 32; ++value) {
      if ((in.values & bit(value)) != 0) values.push_back(words.value(in.field, value));
    }
    return words.say(Phrase::field_is, words.say(after(Phrase::field_ground, static_cast<std::size_t>(in.field))), words.one_of(values));
  }
  std::string operator()(const Recognised&) const { return words.say(Phrase::recognised); }
  std::string operator()(const Lasts& lasts) const {
    const Phrase first = lasts.measure == Measure::stay ? Phrase::stay_less : Phrase::age_less;
    return words.say(after(first, static_cast<std::size_t>(lasts.comparison)), words.duration_after_preposition(lasts.duration));
  }
  std::string operator()(const OfSponsor&) const { return words.say(Phrase::of_sponsor); }
  std::string operator()(const Aided& aid) const { return words.say(Phrase::aided, words.natures(aid.natures)); }
  std::string operator()(const SoFar& so_far) const { return words.say(Phrase::so_far, aid(*so_far.aid)); }
  std::string operator()(const For& lasting) const {
    return words.say(Phrase::for_duration, aid(*lasting.aid), words.duration_after_preposition(lasting.duration));
  }
  std::string operator()(const TermUse& use) const { return words.label(authorisation.terms[use.term].name.text); }

 private:
  /// The operand of `so far` and `for`: the document's own word for it, or its natures.
  [[nodiscard]] std::string aid(const Condition& operand) const {
    if (std::holds_alternative<TermUse>(operand.node)) return words.condition(operand);
    return words.natures(natures_of(authorisation, operand));
  }
};

/// Words each kind of fact.
struct FactWords {
  const Wording& words;
  Month month;

  std::string operator()(const NationalitiesOnRecord& known) const {
    if (known.rows.empty()) return words.say(Phrase::fact_no_nationality, words.date(month.as_of_day()));
    std::string text;
    for (const auto& row : known.rows) {
      if (!text.empty()) text += "; ";
      text += words.say(Phrase::fact_nationality, to_string(row.country), words.period(row.period));
      text += fmt::format(" ({})", words.say(row.member ? Phrase::fact_member : Phrase::fact_not_member));
    }
    return text;
  }
  std::string operator()(const NoCurrentStay& none) const {
    auto text = words.say(Phrase::fact_no_stay, words.date(month.as_of_day()));
    if (none.ended) text += "; " + words.say(Phrase::fact_stay_ended, words.date(*none.ended));
    return text;
  }
  std::string operator()(const FieldOnRecord& known) const {
    return words.say(Phrase::fact_field, words.value(known.field, known.value), words.period(known.row));
  }
  std::string operator()(const RecognitionOnRecord& recognition) const {
    if (recognition.on == Date::never()) return words.say(Phrase::fact_claimed);
    const bool already = recognition.on <= month.as_of_day();
    return words.say(already ? Phrase::fact_recognised : Phrase::fact_recognised_later, words.date(recognition.on));
  }
  std::string operator()(const LengthOnRecord& length) const {
    const Phrase phrase = length.measure == Measure::stay ? Phrase::fact_stay : Phrase::fact_age;
    return words.say(phrase, words.date(length.since), words.duration(length.duration), words.date(length.reached));
  }
  std::string operator()(const BirthUnknown&) const { return words.say(Phrase::fact_birth_unknown); }
  std::string operator()(const AidInMonth& aid) const {
    if (!aid.amount) return words.say(Phrase::fact_not_aided, words.month(month));
    return words.say(Phrase::fact_aided, words.month(month), words.amount(*aid.amount));
  }
  std::string operator()(const AidSoFar& aid) const {
    return aid.first ? words.say(Phrase::fact_so_far, words.month(*aid.first)) : words.say(Phrase::fact_not_so_far, words.month(month));
  }
  std::string operator()(const AidRun& aid) const {
    if (!aid.run) return words.say(Phrase::fact_no_run, words.month(month));
    return words.say(Phrase::fact_run, words.date(aid.run->since), words.duration(aid.duration), words.date(aid.run->reached),
                     words.date(month.as_of_day()));
  }
  std::string operator()(const SponsorOnRecord& sponsor) const {
    switch (sponsor.which) {
      case SponsorOnRecord::Which::none: return words.say(Phrase::fact_no_sponsor);
      case SponsorOnRecord::Which::unknown: return words.say(Phrase::fact_sponsor_unknown);
      case SponsorOnRecord::Which::with_stay: return words.say(Phrase::fact_sponsor, words.niss(*sponsor.niss));
      case SponsorOnRecord::Which::without_stay:
        return words.say(Phrase::fact_sponsor, words.niss(*sponsor.niss)) + ", " +
               words.say(Phrase::fact_sponsor_no_stay, words.date(month.as_of_day()));
    }
    return {};
  }
};

/// How a language writes 1234567.89.
struct Separators {
  std::string_view thousands, decimals;
};
constexpr std::array<Separators, language_count> separators{{{",", "."}, {"\u202f", ","}, {".", ","}, {".", ","}}};  // by Language

}  // namespace

std::string Wording::filled(Phrase phrase, const std::vector<std::string>& arguments) const {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const auto& argument : arguments) store.push_back(argument);
  return fmt::vformat(explain::phrase(language_, phrase), store);
}

std::string Wording::date(Date date) const {
  const auto name = say(after(Phrase::month_january, date.month() - 1));
  const auto year = fmt::to_string(date.year());
  return date.day() == 1 ? say(Phrase::date_first, name, year) : say(Phrase::date_other, fmt::to_string(date.day()), name, year);
}

std::string Wording::month(Month month) const {
  return say(Phrase::month_of_year, say(after(Phrase::month_january, month.month() - 1)), fmt::to_string(month.year()));
}

std::string Wording::months(Month from, Month to) const {
  return from == to ? month(from) : say(Phrase::period_transmitted, month(from), month(to));
}

std::string Wording::period(domain::Period period) const {
  return period.to.is_forever() ? say(Phrase::since, date(period.from)) : say(Phrase::from_to, date(period.from), date(period.to));
}

std::string Wording::amount(domain::Cents cents) const {
  const auto [thousands, decimals] = separators[static_cast<std::size_t>(language_)];
  const auto count = cents.count() < 0 ? -cents.count() : cents.count();
  const auto euro = fmt::to_string(count / 100);
  std::string figures = cents.count() < 0 ? "-" : "";
  for (std::size_t i = 0; i < euro.size(); ++i) {
    if (i != 0 && (euro.size() - i) % 3 == 0) figures += thousands;
    figures += euro[i];
  }
  figures += decimals;
  return say(Phrase::amount, fmt::format("{}{:02}", figures, count % 100));
}

std::string Wording::days(std::int32_t count) const { return say(count == 1 ? Phrase::day_one : Phrase::day_other, fmt::to_string(count)); }

std::string Wording::counted(Duration duration, Phrase month_one, Phrase year_one) const {
  const Phrase one = duration.unit == Unit::months ? month_one : year_one;
  return say(duration.amount == 1 ? one : after(one, 1), fmt::to_string(duration.amount));
}
std::string Wording::duration(Duration duration) const { return counted(duration, Phrase::month_one, Phrase::year_one); }
std::string Wording::duration_after_preposition(Duration duration) const {
  return counted(duration, Phrase::of_month_one, Phrase::of_year_one);
}

std::string Wording::natures(ValueSet natures) const {
  if (natures == all_natures) return say(Phrase::nature_any);
  std::vector<std::string> names;
  for (std::size_t n = 0; n < domain::names<domain::Nature>.size(); ++n) {
    if ((natures & bit(n)) != 0) names.push_back(nature(static_cast<domain::Nature>(n)));
  }
  return one_of(names);
}

std::string Wording::value(StayField field, std::size_t value) const {
  switch (field) {
    case StayField::ground: return say(after(Phrase::ground_short, value));
    case StayField::quality: return say(after(Phrase::quality_employee, value));
    case StayField::reg: return say(after(Phrase::register_population, value));
    case StayField::title:
      return value == 0 ? say(Phrase::title_none) : say(Phrase::title_card, std::string(domain::names<domain::Title>[value]));
    case StayField::applied_at: return say(after(Phrase::applied_at_unknown, value));
  }
  return {};
}

std::string Wording::one_of(const std::vector<std::string>& texts) const {
  if (texts.empty()) return {};
  std::string text = texts.front();
  for (std::size_t i = 1; i + 1 < texts.size(); ++i) text += ", " + texts[i];
  return texts.size() == 1 ? text : say(Phrase::list_or, text, texts.back());
}

std::string Wording::label(const std::string& name) const {
  const auto found = authorisation_.labels.find(name);
  return found == authorisation_.labels.end() || found->second.in(language_).empty() ? name : found->second.in(language_);
}

std::string Wording::rule(RuleRef rule) const {
  switch (rule.kind) {
    case RuleRef::Kind::none: return {};
    case RuleRef::Kind::exclusion:
    case RuleRef::Kind::start: return label(std::string(rule_name(authorisation_, rule)));
    case RuleRef::Kind::at_once: return say(Phrase::rule_at_once);
    case RuleRef::Kind::continue_: return say(Phrase::rule_continue);
    case RuleRef::Kind::resume: return say(Phrase::rule_resume);
  }
  return {};
}

std::string Wording::institution(Stage stage) const {
  if (stage == Stage::none) return {};
  return label(stage == Stage::source ? authorisation_.source.text : authorisation_.hub.text);
}

std::string Wording::condition(const Condition& condition) const {
  return std::visit(ConditionWords{*this, authorisation_}, condition.node);
}

std::string Wording::fact(const Fact& fact, Month month) const { return std::visit(FactWords{*this, month}, fact); }

std::string Wording::sentence(const std::optional<Decision>& decision, Month month) const {
  const auto name = this->month(month);
  if (!decision) {
    if (month < authorisation_.first_month()) return say(Phrase::says_not_in_force, name, date(authorisation_.in_force_from));
    return say(Phrase::says_nothing, name);
  }
  switch (decision->outcome) {
    case Outcome::outside: return say(Phrase::says_outside, name);
    case Outcome::exclude: return say(Phrase::says_exclude, name, rule(decision->rule), institution(decision->stage));
    case Outcome::withhold:
      if (decision->rule.kind == RuleRef::Kind::none) return say(Phrase::says_gap, name);
      return say(Phrase::says_withhold_unknown, name, rule(decision->rule), institution(decision->stage));
    case Outcome::wait: return say(Phrase::says_wait, name);
    case Outcome::pause: return say(Phrase::says_pause, name);
    case Outcome::transmit:
      if (decision->rule.kind == RuleRef::Kind::continue_) return say(Phrase::says_continue, name);
      if (decision->rule.kind == RuleRef::Kind::resume) return say(Phrase::says_resume, name);
      return say(Phrase::says_start, name, rule(decision->rule));
  }
  return {};
}

std::string to_string(const Basis& basis) {
  if (basis.paragraphs.empty()) return {};
  std::string text = "[" + to_string(basis.paragraphs);
  for (const auto& interpretation : basis.interpretations) text += " " + interpretation;
  return text + "]";
}

}  // namespace crossroads::law::explain
