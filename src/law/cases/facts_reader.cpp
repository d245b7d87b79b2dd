#include "law/cases/facts_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/syntax/words.hpp"

namespace crossroads::law::cases {
namespace {

using domain::Date;
using domain::Month;
using Kind = Token::Kind;
using parse::listed;
using parse::suggestion;

constexpr std::array<std::string_view, 3> register_facts{"born", "nationality", "stay"};
constexpr std::array<std::string_view, 13> stay_items{"from",   "to",      "in",         "legal",   "not",        "register", "title",
                                                      "ground", "quality", "recognised", "applied", "applied-at", "sponsor"};
/// What a whole month of aid brings where a case does not say: it never matters to who is transmitted.
constexpr std::int64_t usual_monthly_cents = 900'00;

}  // namespace

PersonDraft PersonDraft::inherited() const {
  PersonDraft copy = *this;
  copy.said_nationality = copy.said_stay = copy.said_grant = false;
  return copy;
}

std::vector<std::string_view> FactsReader::fact_words() {
  std::vector<std::string_view> words(register_facts.begin(), register_facts.end());
  words.insert(words.end(), nature_words.begin(), nature_words.end());
  return words;
}

bool FactsReader::at_fact() const {
  const auto& token = reader_.peek();
  return token.is(Kind::word) &&
         (std::ranges::find(register_facts, token.text) != register_facts.end() || place_in(nature_words, token.text));
}

bool FactsReader::end_line(std::string_view expected) {
  if (line_ended()) return true;
  reader_.report({.code = "C010",
                  .message = fmt::format("{} does not fit here", described(reader_.peek())),
                  .span = reader_.peek().span,
                  .expected = std::string(expected)});
  return false;
}

void FactsReader::skip_line() {
  while (!line_ended()) reader_.take();
}

bool FactsReader::fact(PersonDraft& person, bool at_hub) {
  const auto& word = reader_.take();
  if (word.is_word("born")) return born(person);
  if (word.is_word("nationality")) return nationality(person);
  if (word.is_word("stay")) return stay(person);
  if (at_hub) {
    reader_.report({.code = "C011",
                    .message = "the hub knows the register, not the aid",
                    .span = word.span,
                    .expected = listed(register_facts),
                    .hint = "aid is the source's: say it above `at hub`"});
    return false;
  }
  return aid(person);
}

std::optional<Date> FactsReader::first_day() {
  if (!reader_.peek().is(Kind::month)) return reader_.date("a day or a month: 2011-05-16 or 2011-05");
  const auto& token = reader_.take();
  if (const auto month = Month::parse(token.text)) return month->first_day();
  reader_.report({.code = "C012", .message = fmt::format("there is no month `{}`", token.text), .span = token.span});
  return std::nullopt;
}

std::optional<Date> FactsReader::last_day() {
  const bool whole_month = reader_.peek().is(Kind::month);
  const auto day = first_day();
  return day && whole_month ? Month(*day).last_day() : day;
}

/// `from 2011-05-16 to 2011-10`, `from 2011-05`, `in 2011-05`; what is not said stays as it is.
bool FactsReader::period(domain::Period& period) {
  const auto start = reader_.peek().span;
  if (reader_.accept_word("in")) {
    if (!reader_.peek().is(Kind::month)) return reader_.fail("a month such as 2011-05");
    const auto day = first_day();
    if (!day) return false;
    period = {*day, Month(*day).last_day()};
    return true;
  }
  if (reader_.accept_word("from")) {
    const auto day = first_day();
    if (!day) return false;
    period.from = *day;
  }
  if (!line_ended() && reader_.accept_word("to")) {
    const auto day = last_day();
    if (!day) return false;
    period.to = *day;
  }
  if (period.to < period.from) {
    reader_.report({.code = "C013", .message = "it ends before it begins", .span = joined(start, reader_.last().span)});
    return false;
  }
  return true;
}

bool FactsReader::born(PersonDraft& person) {
  if (reader_.accept_word("unknown")) {
    person.born.reset();
    return end_line("nothing behind `unknown`");
  }
  const auto day = reader_.date("the day of birth, or `unknown`");
  if (!day) return false;
  person.born = day;
  return end_line("nothing behind the day of birth");
}

bool FactsReader::nationality(PersonDraft& person) {
  if (!person.said_nationality) person.nationalities.clear();
  person.said_nationality = true;
  if (reader_.accept_word("unknown")) return end_line("nothing behind `unknown`");
  const auto& token = reader_.peek();
  if (!token.is(Kind::word) || token.starts_line) return reader_.fail("a country such as FR, or `unknown`");
  reader_.take();
  const auto country = domain::Country::parse(token.text);
  if (!country) {
    reader_.report({.code = "C014",
                    .message = fmt::format("`{}` is no country", token.text),
                    .span = token.span,
                    .expected = "a code of two capital letters such as FR, XX for a stateless person, or `unknown`"});
    return false;
  }
  domain::NationalityRow row{*country, {Date(1900, 1, 1), Date::forever()}};
  if (!line_ended() && !period(row.period)) return false;
  person.nationalities.push_back(row);
  return end_line("`from` or `to` and a day");
}

template <class E>
bool FactsReader::field(StayField field, E& into) {
  const auto& token = reader_.peek();
  const auto words = value_words(field);
  const auto name = stay_field_words[static_cast<std::size_t>(field)];
  if (!token.is(Kind::word) || token.starts_line) return reader_.fail(fmt::format("a {}: {}", name, listed(words)));
  reader_.take();
  auto place = place_in(words, token.text);
  if (field == StayField::applied_at && token.text == "unknown") place = 0;
  if (!place) {
    reader_.report({.code = "C015",
                    .message = fmt::format("`{}` is no {}", token.text, name),
                    .span = token.span,
                    .expected = listed(words),
                    .hint = suggestion(token.text, words)});
    return false;
  }
  into = static_cast<E>(*place);
  return true;
}

bool FactsReader::sponsor(StayDraft& stay) {
  stay.sponsor.reset();
  if (reader_.accept_word("none")) {
    stay.row.sponsor = domain::no_sponsor;
    return true;
  }
  if (reader_.accept_word("unknown")) {
    stay.row.sponsor = domain::unknown_sponsor;
    return true;
  }
  stay.sponsor = reader_.used_name("the sponsor's name in this case, `unknown` or `none`");
  return stay.sponsor.has_value();
}

bool FactsReader::stay_item(StayDraft& stay, bool& from_said) {
  const auto& word = reader_.peek();
  auto& row = stay.row;
  if (word.is_word("from") || word.is_word("to") || word.is_word("in")) {
    from_said = true;
    if (!period(row.period)) return false;
    stay.open = row.period.to.is_forever();
    return true;
  }
  reader_.take();
  if (word.is_word("legal")) return row.legal = domain::Legal::yes, true;
  if (word.is_word("register")) return field(StayField::reg, row.reg);
  if (word.is_word("title")) return field(StayField::title, row.title);
  if (word.is_word("ground")) return field(StayField::ground, row.ground);
  if (word.is_word("quality")) return field(StayField::quality, row.quality);
  if (word.is_word("applied-at")) return field(StayField::applied_at, row.applied_at);
  if (word.is_word("sponsor")) return sponsor(stay);
  if (word.is_word("applied") && reader_.accept_word("unknown")) return row.applied_on = Date::never(), true;
  if (word.is_word("recognised") || word.is_word("applied")) {
    const auto day = reader_.date(word.is_word("recognised") ? "the day of recognition" : "the day of the application");
    if (!day) return false;
    (word.is_word("recognised") ? row.recognised_on : row.applied_on) = *day;
    return true;
  }
  if (word.is_word("not")) {
    if (reader_.accept_word("legal")) return row.legal = domain::Legal::no, true;
    if (reader_.accept_word("recognised")) return row.recognised_on = Date::never(), true;
    return reader_.fail("`not legal` or `not recognised`");
  }
  reader_.report({.code = "C016",
                  .message = fmt::format("{} says nothing about a stay", described(word)),
                  .span = word.span,
                  .expected = listed(stay_items),
                  .hint = word.is(Kind::word) ? suggestion(word.text, stay_items) : ""});
  return false;
}

bool FactsReader::stay(PersonDraft& person) {
  const auto start = reader_.last().span;
  // What a line does not say stands as in the line above it, or as inherited.
  StayDraft stay;
  stay.row.legal = domain::Legal::yes;
  stay.row.reg = domain::Register::foreigners;
  stay.row.period.from = Date::never();
  if (!person.stays.empty()) stay = person.stays.back();
  stay.row.period.to = Date::forever();
  stay.open = true;
  if (!person.said_stay) person.stays.clear();
  const bool first = !person.said_stay;
  person.said_stay = true;
  if (reader_.accept_word("none")) return end_line("nothing behind `none`");
  bool from_said = false;
  while (!line_ended()) {
    if (!stay_item(stay, from_said)) return false;
  }
  stay.span = joined(start, reader_.last().span);
  if (stay.row.period.from == Date::never() || (!first && !person.stays.empty() && !from_said)) {
    reader_.report({.code = "C017", .message = "since when?", .span = stay.span, .expected = "`from` and a day or a month"});
    return false;
  }
  if (!person.stays.empty()) {
    auto& above = person.stays.back();
    if (above.open) above.row.period.to = stay.row.period.from.plus_days(-1);
    if (above.row.period.to >= stay.row.period.from || above.row.period.to < above.row.period.from) {
      reader_.report({.code = "C018",
                      .message = "this stay begins before the one above it ends",
                      .span = stay.span,
                      .expected = "stays in the order of their days, none over another",
                      .note = Note{above.span, "the one above"}});
      return false;
    }
  }
  person.stays.push_back(std::move(stay));
  return true;
}

bool FactsReader::aid(PersonDraft& person) {
  const auto& word = reader_.last();
  if (!person.said_grant) person.grants.clear();
  person.said_grant = true;
  domain::GrantRow grant;
  grant.nature = static_cast<domain::Nature>(*place_in(nature_words, word.text));
  grant.category = domain::AidCategory::single;
  grant.monthly = domain::Cents(usual_monthly_cents);
  if (reader_.peek().is(Kind::money) && !line_ended()) {
    const auto& money = reader_.take();
    std::string cents(money.text);
    std::erase(cents, '.');
    const auto amount = domain::Cents::parse(cents);
    if (!amount || amount->count() == 0) {
      reader_.report({.code = "C019",
                      .message = fmt::format("`{}` is no monthly amount", money.text),
                      .span = money.span,
                      .expected = "euro and cents above zero: 900.00"});
      return false;
    }
    grant.monthly = *amount;
  }
  if (line_ended() || (!reader_.at_word("from") && !reader_.at_word("in"))) return reader_.fail("`from` and a day, or `in` and a month");
  grant.period = {Date::never(), Date::forever()};
  if (!period(grant.period)) return false;
  person.grants.push_back(grant);
  return end_line("`to` and a day or a month");
}

}  // namespace crossroads::law::cases
