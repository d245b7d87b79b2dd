// Terms, categories, exclusions, paragraphs without a rule, labels.
#include <algorithm>

#include <fmt/format.h>

#include "law/syntax/parse/condition_parser.hpp"
#include "law/syntax/parse/draft.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::parse {
namespace {

using Kind = Token::Kind;

/// `when …` up to the end of the declaration.
bool condition_and_end(Reader& reader, Draft& draft, Declared& declared, ConditionPtr& into, std::size_t start) {
  into = condition(reader, {draft.law.terms, draft.term_names});
  return into != nullptr && reader.finish(declared, start, true);
}

bool stages(Reader& reader, Exclusion& exclusion) {
  if (!reader.expect_word("at", "and where it is checked: `source`, `hub` or `source and hub`")) return false;
  exclusion.at_source = reader.accept_word("source");
  if (!exclusion.at_source || reader.accept_word("and")) {
    exclusion.at_hub = reader.accept_word("hub");
    if (!exclusion.at_hub) {
      constexpr std::array<std::string_view, 2> words{"source", "hub"};
      return reader.fail(exclusion.at_source ? "`hub`" : "`source`, `hub` or `source and hub`",
                         reader.peek().is(Kind::word) ? suggestion(reader.peek().text, words) : "");
    }
    if (!exclusion.at_source && reader.at_word("and")) return reader.fail("`for`, `except` or `when`", "write `source and hub`");
  }
  return true;
}

}  // namespace

bool term(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  reader.take();
  Term term;
  auto name = reader.new_name("the term");
  if (!name) return false;
  term.name = std::move(*name);
  if (is_condition_word(term.name.text)) {
    reader.report({.code = "L028",
                   .message = fmt::format("`{}` is a word of the language", term.name.text),
                   .span = term.name.span,
                   .expected = "a name for the term",
                   .hint = fmt::format("add a word: `{}-…`", term.name.text)});
  }
  if (!reader.expect_word("means", "and a condition")) return false;
  if (!condition_and_end(reader, draft, term, term.means, start)) return false;
  draft.law.terms.push_back(std::move(term));
  return true;
}

bool category(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  reader.take();
  Category category;
  auto name = reader.new_name("the category");
  if (!name) return false;
  category.name = std::move(*name);
  const bool read =
      reader.expect_word("when", "and who is in the category") && condition_and_end(reader, draft, category, category.when, start);
  draft.law.categories.push_back(
      std::move(category));  // also where its condition could not be read, so that the lists that name it find it
  return read;
}

bool exclusion(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  reader.take();
  Exclusion exclusion;
  auto name = reader.new_name("the exclusion");
  if (!name) return false;
  exclusion.name = std::move(*name);
  if (!stages(reader, exclusion)) return false;
  auto categories = reader.categories();
  if (!categories || !reader.expect_word("when", "and who is excluded")) return false;
  if (!condition_and_end(reader, draft, exclusion, exclusion.when, start)) return false;
  draft.law.exclusions.push_back(std::move(exclusion));
  draft.exclusion_categories.push_back(std::move(*categories));
  return true;
}

bool paragraph_note(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  reader.take();
  if (!reader.peek().is(Kind::paragraph))
    return reader.fail("a paragraph such as §12", reader.peek().is(Kind::number) ? fmt::format("write §{}", reader.peek().text) : "");
  std::vector<std::pair<Paragraph, Span>> paragraphs;
  while (reader.peek().is(Kind::paragraph)) {
    const auto& token = reader.take();
    paragraphs.emplace_back(*Paragraph::parse(token.text), token.span);
  }
  ParagraphNote note;
  if (reader.accept_word("feature")) {
    auto name = reader.new_name("the feature");
    if (!name) return false;
    note.feature = std::move(*name);
  } else if (!reader.accept_word("context")) {
    constexpr std::array<std::string_view, 2> words{"context", "feature"};
    return reader.fail("`context`, or `feature` and the name of what serves it",
                       reader.peek().is(Kind::word) && !reader.peek().starts_line ? suggestion(reader.peek().text, words) : "");
  }
  auto remark = reader.text(note.feature ? "what the feature does" : "why it has no rule");
  if (!remark) return false;
  note.remark = std::move(*remark);
  const bool ended = reader.finish(note, start);
  if (!note.citations.empty()) {
    reader.report(
        {.code = "L043", .message = "a paragraph cites no paragraph", .span = note.span, .expected = "interpretations only, such as [I5]"});
  }
  for (const auto& [paragraph, span] : paragraphs) {
    note.paragraph = paragraph;
    note.span = span;
    draft.law.notes.push_back(note);
    note.comments.clear();  // they stand above the first
  }
  return ended;
}

bool labels(Reader& reader, Draft& draft) {
  reader.take();
  const auto& code = reader.peek();
  const auto language = code.is(Kind::word) ? place_in(language_codes, code.text) : std::nullopt;
  if (!language) {
    if (!code.is(Kind::word) || code.starts_line) return reader.fail(fmt::format("a language: {}", listed(language_codes)));
    reader.report({.code = "L044",
                   .message = fmt::format("`{}` is no language of labels", code.text),
                   .span = code.span,
                   .expected = listed(language_codes),
                   .hint = suggestion(code.text, language_codes)});
  }
  reader.take();
  if (language)
    say_once(reader, draft, std::array<std::string_view, 4>{"labels en", "labels fr", "labels nl", "labels de"}[*language], code.span);
  std::map<std::string_view, Span> given;
  while ((reader.peek().is(Kind::word) || reader.peek().is(Kind::file_number)) && reader.peek(1).is(Kind::text)) {
    const auto& name = reader.take();
    auto text = reader.text("the label");
    if (!text) return false;
    if (const auto [first, fresh] = given.emplace(name.text, name.span); !fresh) {
      reader.report({.code = "L045",
                     .message = fmt::format("`{}` has a label already", name.text),
                     .span = name.span,
                     .note = Note{first->second, "the first one"}});
    } else if (language) {
      auto& label = draft.law.labels[std::string(name.text)];
      label.text[*language] = std::move(*text);
      label.spans[*language] = name.span;
    }
  }
  if (given.empty()) return reader.fail("names with their labels, such as `eu-worker \"Union citizen who works\"`");
  auto comments = reader.take_comments();
  if (language) draft.law.label_comments[*language] = std::move(comments);
  if (reader.at_end() || reader.at_start()) return true;
  return reader.fail("a name and its label between quotation marks, or the next declaration");
}

}  // namespace crossroads::law::parse
