#include "ledger/report/words.hpp"

#include <algorithm>

#include <fmt/args.h>
#include <fmt/format.h>

#include "base/brussels_time.hpp"
#include "law/evaluate/decision.hpp"

namespace crossroads::ledger::report {
namespace {

using std::chrono::days;
using std::chrono::floor;

/// As many spans of days as a person reads.
constexpr std::size_t most_spans = 12;

template <class Point>
domain::Date date_of(Point time) {
  return domain::Date::from_days(static_cast<std::int32_t>(floor<days>(time).time_since_epoch().count()));
}

template <class Point>
std::string clock_of(Point time) {
  const std::chrono::hh_mm_ss clock(time - floor<days>(time));
  return fmt::format("{:02}:{:02}:{:02}", clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

/// The rules that every push has and no document names.
std::optional<law::RuleRef> unnamed_rule(const std::string& name) {
  using Kind = law::RuleRef::Kind;
  for (const auto kind : {Kind::at_once, Kind::continue_, Kind::resume}) {
    const law::RuleRef rule{.kind = kind};
    if (name == law::rule_name({}, rule)) return rule;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Span> spans_of(const std::vector<domain::Date>& days) {
  std::vector<Span> spans;
  for (const auto day : days) {
    if (!spans.empty() && day == spans.back().last.next_day()) spans.back().last = day;
    else spans.push_back({day, day});
  }
  return spans;
}

std::string Words::filled(Phrase phrase, const std::vector<std::string>& arguments) const {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const auto& argument : arguments) store.push_back(argument);
  return fmt::vformat(report::phrase(language_, phrase), store);
}

std::string Words::all_of(const std::vector<std::string>& texts) const {
  if (texts.empty()) return {};
  std::string text = texts.front();
  for (std::size_t i = 1; i + 1 < texts.size(); ++i) text += ", " + texts[i];
  return texts.size() == 1 ? text : say(Phrase::list_and, text, texts.back());
}

std::string Words::moment(Instant time) const {
  const auto here = brussels_time(time);
  return say(Phrase::moment, date(date_of(here)), clock_of(here));
}

std::string Words::day(Instant time) const { return date(date_of(brussels_time(time))); }

std::string Words::utc(Instant time) const {
  const auto clock = clock_of(time);
  const bool same_day = date_of(time) == date_of(brussels_time(time));
  return say(Phrase::utc, same_day ? clock : say(Phrase::moment, date(date_of(time)), clock));
}

std::string Words::days(const std::vector<domain::Date>& days) const {
  std::vector<std::string> spans;
  for (const auto& [first, last] : spans_of(days))
    spans.push_back(first == last ? date(first) : say(Phrase::days_span, date(first), date(last)));
  if (spans.size() <= most_spans) return all_of(spans);
  return say(Phrase::days_among, law_.days(static_cast<std::int32_t>(days.size())), date(days.front()), date(days.back()));
}

std::string Words::institution(domain::EnterpriseNumber number) const {
  auto label = names_.institution(number, language_);
  return label ? std::move(*label) : say(Phrase::institution_number, domain::to_string(number));
}

std::string Words::authorisation(const std::string& name) const {
  if (name.empty()) return say(Phrase::no_authorisation);
  auto label = names_.authorisation(name, language_);
  return label ? std::move(*label) : say(Phrase::authorisation_name, name);
}

std::string Words::log(const Report::Log& log) const { return say(Phrase::log_of, log.name.text(), institution(log.keeper)); }

std::string Words::category(const std::string& authorisation, const std::string& name) const {
  auto label = names_.name(authorisation, name, language_);
  return label ? std::move(*label) : code(name);
}

std::string Words::rule(const std::string& authorisation, const std::string& name) const {
  if (const auto rule = unnamed_rule(name)) return law_.rule(*rule);
  auto label = names_.name(authorisation, name, language_);
  return label ? std::move(*label) : code(name);
}

std::string Words::purpose(const std::string& authorisation, const std::string& purpose) const {
  if (auto label = names_.purpose(authorisation, purpose, language_)) return std::move(*label);
  const auto words = language_ == law::Language::en ? purpose : say(Phrase::quoted, purpose);
  if (const auto cited = names_.purpose_paragraphs(authorisation, purpose); !cited.empty())
    return say(Phrase::purpose_cited, words, paragraphs(cited));
  return language_ == law::Language::en ? words : say(Phrase::as_recorded, words);
}

std::string Words::field(const std::string& name) const {
  const auto at = std::ranges::find(law::field_names, name);
  return at == law::field_names.end() ? code(name) : law_.field(static_cast<law::Field>(at - law::field_names.begin()));
}

std::string Words::fields(const std::vector<FieldName>& fields, std::optional<std::uint32_t> withheld) const {
  std::vector<std::string> words;
  for (const auto& one : fields) words.push_back(field(one.text()));
  auto text = words.empty() ? say(Phrase::fields_none) : all_of(words);
  if (withheld.value_or(0) == 0) return text;
  return apart(text, say(*withheld == 1 ? Phrase::withheld_one : Phrase::withheld_other, fmt::to_string(*withheld)));
}

std::string Words::paragraphs(const law::Citations& paragraphs) const {
  if (paragraphs.empty()) return say(Phrase::paragraphs_none);
  std::vector<std::string> points, notes;
  for (std::size_t first = 0; first < paragraphs.size();) {
    const auto number = fmt::to_string(paragraphs[first].number());
    std::vector<std::string> dashes;
    std::size_t next = first;
    for (; next < paragraphs.size() && paragraphs[next].whole() == paragraphs[first].whole(); ++next) {
      if (paragraphs[next].dash() != 0) dashes.push_back(fmt::to_string(paragraphs[next].dash()));
    }
    if (paragraphs[first].is_note()) notes.push_back(say(Phrase::note_one, number));
    else if (dashes.empty()) points.push_back(number);
    else points.push_back(say(dashes.size() == 1 ? Phrase::dash_one : Phrase::dash_other, number, all_of(dashes)));
    first = next;
  }
  std::string text;
  if (!points.empty()) text = say(points.size() == 1 ? Phrase::point_one : Phrase::point_other, all_of(points));
  if (points.empty() || notes.empty()) return text + all_of(notes);
  return apart(text, all_of(notes));
}

std::string Words::event(Event event) const {
  switch (event) {
    case Event::sent: return say(Phrase::event_sent);
    case Event::received: return say(Phrase::event_received);
    case Event::answered: return say(Phrase::event_answered);
    case Event::no_data: return say(Phrase::event_no_data);
    case Event::refused: return say(Phrase::event_refused);
    case Event::struck: return say(Phrase::event_struck);
    case Event::corrected: return say(Phrase::event_corrected);
    case Event::withdrawn: return say(Phrase::event_withdrawn);
    case Event::viewed: return say(Phrase::event_viewed);
    case Event::exported: return say(Phrase::event_exported);
    case Event::break_glass: return say(Phrase::event_break_glass);
    case Event::log_read: return say(Phrase::event_log_read);
    case Event::signed_in:
    case Event::erased:
    case Event::held:
    case Event::key:
    case Event::admin: break;  // not part of a person's report (concerns_person)
  }
  return {};
}

std::string Words::outcome(const std::string& outcome) const {
  const auto at = std::ranges::find(law::outcome_names, outcome);
  return at == law::outcome_names.end() ? code(outcome) : law_.outcome(static_cast<law::Outcome>(at - law::outcome_names.begin()));
}

std::string Words::served_in(const std::string& authorisation, std::string_view feature) const {
  auto served = names_.paragraphs_served(authorisation, feature);
  if (served.empty()) return {};
  std::ranges::sort(served);
  return this->authorisation(authorisation) + ", " + paragraphs(served);
}

}  // namespace crossroads::ledger::report
