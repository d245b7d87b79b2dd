// Parameters, indicators with their values and states, examinations with their points.
#include <algorithm>

#include <fmt/format.h>

#include "law/syntax/parse/condition_parser.hpp"
#include "law/syntax/parse/draft.hpp"
#include "law/syntax/parse/expression_parser.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::parse {
namespace {

using namespace indicators;
using Kind = Token::Kind;

bool entered(Reader& reader, Value& value) {
  if (!reader.expect_word("as", "and what it is")) return false;
  const auto& token = reader.peek();
  const auto type = token.is(Kind::word) ? place_in(entered_words, token.text) : std::nullopt;
  if (!type)
    return reader.fail(listed(entered_words), token.is(Kind::word) && !token.starts_line ? suggestion(token.text, entered_words) : "");
  reader.take();
  value.type = static_cast<ValueType>(*type);
  if (!reader.peek().is(Kind::text)) return true;
  auto remark = reader.text("what may be entered");
  value.remark = std::move(*remark);
  return true;
}

bool value(Reader& reader, Draft& draft, std::size_t start, const Token& word) {
  auto& indicator = draft.law.indicators.back();
  Value value;
  auto name = reader.new_name("the value");
  if (!name) return false;
  value.name = std::move(*name);
  if (is_expression_word(value.name.text)) {
    reader.report({.code = "L028",
                   .message = fmt::format("`{}` is a word of the language", value.name.text),
                   .span = value.name.span,
                   .expected = "a name for the value",
                   .hint = fmt::format("add a word: `{}-…`", value.name.text)});
  }
  bool read = false;
  if (word.is_word("enter")) {
    read = entered(reader, value);
  } else {
    value.type = word.is_word("amount")  ? ValueType::money
                 : word.is_word("count") ? ValueType::number
                 : word.is_word("day")   ? ValueType::day
                                         : ValueType::month;
    if (reader.expect_word("is", "and a value"))
      value.is = expression(reader, {indicator.values, draft.law.parameters, draft.unreadable_values}, value.type);
    read = value.is != nullptr;
  }
  read = read && reader.finish(value, start);
  if (read) indicator.values.push_back(std::move(value));
  else draft.unreadable_values.push_back(std::move(value.name.text));
  return read;
}

bool state(Reader& reader, Draft& draft, std::size_t start) {
  auto& indicator = draft.law.indicators.back();
  State state;
  auto name = reader.new_name("the state");
  if (!name) return false;
  state.name = std::move(*name);
  if (!reader.accept_word("otherwise")) {
    if (!reader.accept_word("when")) return reader.fail("`when` and what the values must be, or `otherwise`");
    state.when = finding(reader, {indicator.values, draft.law.parameters, draft.unreadable_values});
    if (!state.when) return false;
  }
  const bool ended = reader.finish(state, start);
  indicator.states.push_back(std::move(state));
  return ended;
}

}  // namespace

bool parameter(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  reader.take();
  Parameter parameter;
  auto name = reader.new_name("the parameter");
  if (!name || !reader.expect_word("by") || !reader.expect_word("aid-category") || !reader.expect_word("from", "and a file")) return false;
  parameter.name = std::move(*name);
  auto file = reader.text("the file of the amounts");
  if (!file) return false;
  parameter.file = std::move(*file);
  const bool ended = reader.finish(parameter, start);
  draft.law.parameters.push_back(std::move(parameter));
  return ended;
}

bool indicator(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  reader.take();
  draft.unreadable_values.clear();
  draft.law.indicators.emplace_back();  // at once, so that the lines below have one to belong to
  draft.indicator_categories.emplace_back();
  auto& made = draft.law.indicators.back();
  auto name = reader.new_name("the indicator");
  if (!name) return false;
  made.name = std::move(*name);
  auto categories = reader.categories();
  if (!categories) return false;
  draft.indicator_categories.back() = std::move(*categories);
  if (reader.accept_word("when")) {
    made.when = condition(reader, {draft.law.terms, draft.term_names});
    if (!made.when) return false;
  }
  return reader.finish(made, start);
}

bool indicator_line(Reader& reader, Draft& draft) {
  if (draft.law.indicators.empty()) {
    draft.law.indicators.emplace_back();
    draft.indicator_categories.emplace_back();
  }
  const auto start = reader.index();
  const auto& word = reader.take();
  return word.is_word("state") ? state(reader, draft, start) : value(reader, draft, start, word);
}

bool examination(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  reader.take();
  draft.law.examinations.emplace_back();
  draft.examination_categories.emplace_back();
  auto& made = draft.law.examinations.back();
  auto name = reader.new_name("the examination");
  if (!name) return false;
  made.name = std::move(*name);
  auto categories = reader.categories();
  if (!categories) return false;
  draft.examination_categories.back() = std::move(*categories);
  return reader.finish(made, start);
}

bool examination_line(Reader& reader, Draft& draft) {
  if (draft.law.examinations.empty()) {
    draft.law.examinations.emplace_back();
    draft.examination_categories.emplace_back();
  }
  const auto start = reader.index();
  reader.take();
  Examination::Point point;
  auto name = reader.new_name("what is weighed");
  if (!name) return false;
  point.name = std::move(*name);
  const bool ended = reader.finish(point, start);
  draft.law.examinations.back().points.push_back(std::move(point));
  return ended;
}

}  // namespace crossroads::law::parse
