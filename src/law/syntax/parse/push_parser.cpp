// `push monthly` and its parts: start, pause, resume, disclose.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "law/syntax/parse/condition_parser.hpp"
#include "law/syntax/parse/draft.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::parse {
namespace {

using Kind = Token::Kind;

bool start_rule(Reader& reader, Draft& draft, Push& push, std::size_t start) {
  constexpr std::array<std::string_view, 2> at_once{"at", "once"};
  if (reader.at_word("at")) {
    say_once(reader, draft, "start at once", reader.peek().span);
    if (!reader.expect_words(at_once)) return false;
    push.starts_at_once = true;
    return reader.finish(push.at_once, start);
  }
  StartRule rule;
  auto name = reader.new_name("the start rule");
  if (!name) return false;
  rule.name = std::move(*name);
  if (!reader.expect_word("when", "and a condition")) return false;
  rule.when = condition(reader, {draft.law.terms, draft.term_names});
  if (!rule.when || !reader.finish(rule, start, true)) return false;
  push.starts.push_back(std::move(rule));
  return true;
}

bool pause(Reader& reader, Push& push, std::size_t start) {
  if (!reader.expect_word("after", "and a number of months")) return false;
  const auto months = reader.number("a number of months");
  if (!months) return false;
  if (!reader.accept_word("month") && !reader.accept_word("months")) return reader.fail("`month`");
  if (!reader.expect_word("without") || !reader.expect_word("aid")) return false;
  push.pause_after_months = *months;
  return reader.finish(push.pause, start);
}

/// One field with its mode.
std::optional<Disclosure> disclosure(Reader& reader, std::span<const Field> offered) {
  const auto& token = reader.peek();
  std::vector<std::string_view> words;
  for (const auto field : offered) words.push_back(field_words[static_cast<std::size_t>(field)]);
  if (!token.is(Kind::word) || token.starts_line) {
    reader.fail(fmt::format("a field: {}", listed(words)));
    return std::nullopt;
  }
  reader.take();
  Disclosure one;
  const auto place = place_in(words, token.text);
  if (!place) {
    const bool elsewhere = place_in(field_words, token.text).has_value();
    reader.report(
        {.code = "L042",
         .message = elsewhere ? fmt::format("`{}` is no field of this message", token.text) : fmt::format("`{}` is no field", token.text),
         .span = token.span,
         .expected = listed(words),
         .hint = elsewhere ? "" : suggestion(token.text, words)});
    // What stands behind it belonged to it: the next field is the next to read.
    while (!reader.peek().starts_line && !reader.at_end() && !reader.at_symbol(",") && !reader.at_symbol("[") && !reader.at_word("for") &&
           !reader.at_word("except"))
      reader.take();
    return one;
  }
  one.field = offered[*place];
  if (one.field == Field::amount) {
    if (reader.accept_word("of")) {
      if (!reader.expect_word("all") || !reader.expect_word("aid")) return std::nullopt;
    } else if (reader.accept_word("by")) {
      if (!reader.expect_word("nature")) return std::nullopt;
      one.amount = AmountMode::by_nature;
    } else {
      reader.fail("`amount of all aid` or `amount by nature`");
      return std::nullopt;
    }
  } else if (one.field == Field::quality && (reader.at_word("in") || reader.peek().is(Kind::symbol)) && !reader.at_symbol(",") &&
             !reader.at_symbol("[") && !reader.peek().starts_line) {
    one.only_values = values(reader, StayField::quality);
    if (!one.only_values) return std::nullopt;
  }
  one.span = joined(token.span, reader.last().span);
  return one;
}

}  // namespace

bool disclosures(Reader& reader, std::vector<Disclosure>& into, CategoryList& categories, std::size_t start,
                 std::span<const Field> offered) {
  std::vector<Disclosure> fields;
  do {
    auto one = disclosure(reader, offered);
    if (!one) return false;
    fields.push_back(std::move(*one));
  } while (reader.accept_symbol(","));
  auto list = reader.categories();
  if (!list) return false;
  categories = std::move(*list);
  Declared declared;
  const bool ended = reader.finish(declared, start);
  for (auto& field : fields) {
    field.citations = declared.citations;
    field.interpretations = declared.interpretations;
    field.comments = std::exchange(declared.comments, {});  // they stand above the first
    into.push_back(std::move(field));
  }
  return ended;
}

bool push(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  say_once(reader, draft, "push", reader.take().span);
  if (!draft.law.push) draft.law.push.emplace();
  return reader.expect_word("monthly") && reader.finish(*draft.law.push, start);
}

bool push_line(Reader& reader, Draft& draft) {
  constexpr std::array offered{Field::niss,   Field::last_name, Field::first_names, Field::country_of_origin,
                               Field::nature, Field::amount,    Field::periods,     Field::quality};
  constexpr std::array<std::string_view, 2> at_once{"at", "once"};
  if (!draft.law.push) draft.law.push.emplace();  // behind a `push` that could not be read
  auto& push = *draft.law.push;
  const auto start = reader.index();
  const auto& word = reader.take();
  if (word.is_word("start")) return start_rule(reader, draft, push, start);
  if (word.is_word("disclose")) {
    CategoryList categories;
    const bool read = disclosures(reader, push.disclosures, categories, start, offered);
    draft.disclosure_categories.resize(push.disclosures.size(), categories);
    return read;
  }
  say_once(reader, draft, word.text, word.span);
  if (word.is_word("pause")) return pause(reader, push, start);
  return reader.expect_words(at_once) && reader.finish(push.resume, start);
}

}  // namespace crossroads::law::parse
