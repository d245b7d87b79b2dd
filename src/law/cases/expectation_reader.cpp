#include "law/cases/expectation_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/syntax/words.hpp"

namespace crossroads::law::cases {
namespace {

using domain::Month;
using Kind = Token::Kind;
using parse::listed;
using parse::suggestion;

constexpr std::string_view no_decision = "nothing";

template <class Rules>
std::vector<std::string_view> names_of(const Rules& rules) {
  std::vector<std::string_view> names;
  for (const auto& rule : rules) {
    if (std::ranges::find(names, rule.name.text) == names.end()) names.push_back(rule.name.text);
  }
  return names;
}

}  // namespace

std::optional<Month> ExpectationReader::month() {
  if (!reader_.peek().is(Kind::month)) {
    reader_.fail("a month such as 2011-08");
    return std::nullopt;
  }
  const auto& token = reader_.take();
  if (const auto month = Month::parse(token.text)) return *month;
  reader_.report({.code = "C012", .message = fmt::format("there is no month `{}`", token.text), .span = token.span});
  return std::nullopt;
}

bool ExpectationReader::category(Expectation& row) {
  const auto names = names_of(law_.categories);
  const auto& token = reader_.peek();
  if (!token.is(Kind::word) || token.starts_line) return reader_.fail(fmt::format("the category: {}", listed(names)));
  reader_.take();
  if (std::ranges::find(names, token.text) == names.end()) {
    reader_.report({.code = "C020",
                    .message = fmt::format("there is no category `{}`", token.text),
                    .span = token.span,
                    .expected = listed(names),
                    .hint = suggestion(token.text, names)});
    return false;
  }
  row.category = token.text;
  return true;
}

/// `by NAME`: an exclusion, or what starts or goes on.
bool ExpectationReader::rule(Expectation& row) {
  if (lines_.line_ended() || !reader_.accept_word("by")) return reader_.fail("`by` and the rule");
  auto names = names_of(law_.exclusions);
  if (row.outcome == Outcome::transmit) {
    names = law_.push ? names_of(law_.push->starts) : std::vector<std::string_view>{};
    if (law_.push && law_.push->starts_at_once) names.emplace_back("at-once");
    names.emplace_back("continue");
    names.emplace_back("resume");
  }
  const auto& token = reader_.peek();
  if (!token.is(Kind::word) || token.starts_line) return reader_.fail(fmt::format("the rule: {}", listed(names)));
  reader_.take();
  if (std::ranges::find(names, token.text) == names.end()) {
    reader_.report(
        {.code = "C021",
         .message = fmt::format("there is no {} `{}`", row.outcome == Outcome::transmit ? "start rule" : "exclusion", token.text),
         .span = token.span,
         .expected = listed(names),
         .hint = suggestion(token.text, names)});
    return false;
  }
  row.rule = token.text;
  return true;
}

bool ExpectationReader::exclusion_stage(Expectation& row) {
  if (lines_.line_ended() || !reader_.accept_word("at")) return reader_.fail("`at source` or `at hub`");
  const auto& token = reader_.peek();
  if (reader_.accept_word("source")) row.stage = Stage::source;
  else if (reader_.accept_word("hub")) row.stage = Stage::hub;
  else return reader_.fail("`source` or `hub`");
  const bool checked = std::ranges::any_of(law_.exclusions, [&](const Exclusion& exclusion) {
    return exclusion.name.text == row.rule && (row.stage == Stage::source ? exclusion.at_source : exclusion.at_hub) &&
           std::ranges::any_of(law_.categories, [&](const Category& category) {
             return category.name.text == row.category &&
                    exclusion.applies_to(static_cast<CategoryIndex>(&category - law_.categories.data()));
           });
  });
  if (checked) return true;
  reader_.report({.code = "C022",
                  .message = fmt::format("the {} does not check `{}` for `{}`", token.text, row.rule, row.category),
                  .span = token.span,
                  .hint = "which stage checks an exclusion, and for which categories, stands in the authorisation"});
  return false;
}

bool ExpectationReader::after_outcome(Expectation& row) {
  if (!row.outcome || *row.outcome == Outcome::outside || *row.outcome == Outcome::pause) return true;
  if (!category(row)) return false;
  switch (*row.outcome) {
    case Outcome::transmit: return rule(row);
    case Outcome::exclude: return rule(row) && exclusion_stage(row);
    case Outcome::withhold: return lines_.line_ended() || (rule(row) && exclusion_stage(row));
    default: return true;
  }
}

bool ExpectationReader::in_order(const Case& into, const Expectation& row) {
  if (row.to < row.from) {
    reader_.report({.code = "C013", .message = "it ends before it begins", .span = row.span});
    return false;
  }
  if (!into.expectations.empty() && row.from <= into.expectations.back().to) {
    reader_.report({.code = "C023",
                    .message = fmt::format("{} stands behind {}", to_string(row.from), to_string(into.expectations.back().to)),
                    .span = row.span,
                    .expected = "each month once, in order",
                    .note = Note{into.expectations.back().span, "the line above"}});
    return false;
  }
  if (row.outcome && row.from < law_.first_month()) {
    reader_.report({.code = "C024",
                    .message = fmt::format("nothing is decided before {}", to_string(law_.first_month())),
                    .span = row.span,
                    .expected = fmt::format("`{}`, or no line", no_decision),
                    .hint = "decisions start with the month in which the authorisation came into force"});
    return false;
  }
  return true;
}

bool ExpectationReader::row(Case& into) {
  const auto start = reader_.peek().span;
  Expectation row;
  const auto from = month();
  if (!from) return false;
  row.from = row.to = *from;
  if (!lines_.line_ended() && reader_.accept_word("to")) {
    const auto to = month();
    if (!to) return false;
    row.to = *to;
  }
  std::vector<std::string_view> outcomes(outcome_names.begin(), outcome_names.end());
  outcomes.push_back(no_decision);
  const auto& token = reader_.peek();
  if (!token.is(Kind::word) || token.starts_line) return reader_.fail(fmt::format("what is decided: {}", listed(outcomes)));
  reader_.take();
  const auto place = place_in(outcomes, token.text);
  if (!place) {
    reader_.report({.code = "C025",
                    .message = fmt::format("`{}` is no outcome", token.text),
                    .span = token.span,
                    .expected = listed(outcomes),
                    .hint = suggestion(token.text, outcomes)});
    return false;
  }
  if (token.text != no_decision) row.outcome = static_cast<Outcome>(*place);
  if (!after_outcome(row)) return false;
  row.span = joined(start, reader_.last().span);
  if (!in_order(into, row)) return false;
  into.expectations.push_back(row);
  return lines_.end_line("the next line");
}

bool ExpectationReader::disclosure(Case& into) {
  const auto start = reader_.last().span;
  DisclosureExpectation said;
  if (reader_.accept_word("in")) {
    said.month = month();
    if (!said.month) return false;
  }
  const std::span<const std::string_view> fields(field_words.data(), static_cast<std::size_t>(Field::number));
  do {
    const auto& token = reader_.peek();
    if (!token.is(Kind::word) || token.starts_line) return reader_.fail(fmt::format("a field: {}", listed(fields)));
    reader_.take();
    const auto place = place_in(fields, token.text);
    if (!place) {
      reader_.report({.code = "C026",
                      .message = fmt::format("`{}` is no field of the message", token.text),
                      .span = token.span,
                      .expected = listed(fields),
                      .hint = suggestion(token.text, fields)});
      return false;
    }
    said.fields.push_back(static_cast<Field>(*place));
    if (said.fields.back() == Field::amount) {
      if (reader_.accept_word("of")) {
        if (!reader_.expect_word("all") || !reader_.expect_word("aid")) return false;
      } else if (reader_.accept_word("by")) {
        if (!reader_.expect_word("nature")) return false;
        said.amount = AmountMode::by_nature;
      } else {
        return reader_.fail("`amount of all aid` or `amount by nature`");
      }
    }
  } while (reader_.accept_symbol(","));
  said.span = joined(start, reader_.last().span);
  std::ranges::sort(said.fields);
  if (std::ranges::adjacent_find(said.fields) != said.fields.end()) {
    reader_.report({.code = "C027", .message = "a field is named twice", .span = said.span});
    return false;
  }
  into.disclosures.push_back(std::move(said));
  return lines_.end_line("`,` and another field");
}

}  // namespace crossroads::law::cases
