// The document as a whole: which declaration comes next, what to do where one cannot be read, and what is missing at the end.
#include <algorithm>

#include <fmt/format.h>

#include "law/syntax/parse/draft.hpp"
#include "law/syntax/parser.hpp"

namespace crossroads::law {
namespace parse {
namespace {

using Kind = Token::Kind;

std::string_view opening_of(Section section) {
  switch (section) {
    case Section::header: return "authorisation";
    case Section::push: return "push monthly";
    case Section::consult: return "consult A036";
    case Section::indicator: return "indicator";
    case Section::examination: return "examination";
    case Section::none:
    case Section::document: break;
  }
  return {};
}

bool first_line(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  draft.section = Section::header;
  if (!reader.accept_word("authorisation")) {
    constexpr std::string_view word = "authorisation";
    const auto& found = reader.peek();
    reader.report(
        {.code = "L020",
         .message = found.is(Kind::end) ? "the document is empty" : fmt::format("a document does not start with {}", described(found)),
         .span = found.span,
         .expected = "`authorisation` and its number, such as `authorisation 11/031`",
         .hint = found.is(Kind::word) ? suggestion(found.text, std::span(&word, 1)) : ""});
    draft.once["authorisation"] = found.span;  // one report is enough
    if (reader.at_start()) {
      draft.sections_known = false;
      return true;
    }
    return false;
  }
  draft.once["authorisation"] = reader.last().span;
  if (!reader.peek().is(Kind::file_number)) return reader.fail("a file number such as 11/031");
  const auto& number = reader.take();
  draft.law.name = {std::string(number.text), number.span};
  Declared declared;
  const bool ended = reader.finish(declared, start);
  draft.law.comments = std::move(declared.comments);
  if (!declared.citations.empty() || !declared.interpretations.empty()) {
    reader.report({.code = "L043",
                   .message = "the number of the document cites nothing",
                   .span = declared.span,
                   .hint = "cite behind the lines below it"});
  }
  return ended;
}

bool in_section(Reader& reader, Draft& draft, Section section) {
  switch (section) {
    case Section::header: return header_line(reader, draft);
    case Section::push: return push_line(reader, draft);
    case Section::consult: return consultation_line(reader, draft);
    case Section::indicator: return indicator_line(reader, draft);
    case Section::examination: return examination_line(reader, draft);
    case Section::none:
    case Section::document: break;
  }
  return false;
}

bool document_line(Reader& reader, Draft& draft) {
  draft.sections_known = true;
  draft.section = Section::document;
  if (reader.at_word("term")) return term(reader, draft);
  if (reader.at_word("category")) return category(reader, draft);
  if (reader.at_word("exclude")) return exclusion(reader, draft);
  if (reader.at_word("paragraph")) return paragraph_note(reader, draft);
  if (reader.at_word("labels")) return labels(reader, draft);
  if (reader.at_word("parameter")) return parameter(reader, draft);
  const auto open = [&](Section section, bool (*read)(Reader&, Draft&)) {
    draft.section = section;
    return read(reader, draft);
  };
  if (reader.at_word("push")) return open(Section::push, push);
  if (reader.at_word("consult")) return open(Section::consult, consultation);
  if (reader.at_word("indicator")) return open(Section::indicator, indicator);
  if (reader.at_word("examination")) return open(Section::examination, examination);
  reader.report({.code = "L025",
                 .message = "a second `authorisation` in one document",
                 .span = reader.peek().span,
                 .hint = "each authorisation is a file of its own",
                 .note = Note{draft.once["authorisation"], "the first one"}});
  return false;
}

/// The declaration that starts here: behind every one, read or not, stands the start of another or the end.
bool next(Reader& reader, Draft& draft) {
  const auto& word = reader.peek();
  const auto sections = sections_of(word.text);
  if (std::ranges::find(sections, Section::document) != sections.end()) return document_line(reader, draft);
  if (std::ranges::find(sections, draft.section) != sections.end()) return in_section(reader, draft, draft.section);
  if (draft.sections_known) {
    reader.report({.code = "L024",
                   .message = fmt::format("`{}` stands outside its section", word.text),
                   .span = word.span,
                   .expected = fmt::format("`{}` under `{}`", word.text, opening_of(sections.front()))});
    return false;
  }
  return in_section(reader, draft, sections.front());
}

}  // namespace

void say_once(Reader& reader, Draft& draft, std::string_view what, Span span) {
  const auto [first, fresh] = draft.once.emplace(what, span);
  if (!fresh)
    reader.report(
        {.code = "L025", .message = fmt::format("`{}` is said twice", what), .span = span, .note = Note{first->second, "the first one"}});
}

}  // namespace parse

ParseResult parse_authorisation(const Source& source) {
  auto list = lex(source);
  parse::Draft draft;
  for (std::size_t i = 0; i + 1 < list.tokens.size(); ++i) {
    if (list.tokens[i].starts_line && list.tokens[i].is_word("term") && list.tokens[i + 1].is(Token::Kind::word))
      draft.term_names.push_back(list.tokens[i + 1].text);
  }
  parse::Reader reader(source, std::move(list));
  if (!parse::first_line(reader, draft)) reader.recover(0);
  while (!reader.at_end() && !reader.too_many_errors()) {
    const auto start = reader.index();
    if (parse::next(reader, draft)) continue;
    reader.recover(start);
    draft.sections_known = false;  // what follows may belong to what could not be read
  }
  parse::complete(reader, draft);
  draft.law.closing_comments = reader.take_all_comments();

  ParseResult result{.authorisation = std::nullopt, .diagnostics = std::move(reader).diagnostics()};
  sort_by_place(result.diagnostics);
  if (!has_errors(result.diagnostics)) result.authorisation = std::move(draft.law);
  return result;
}

}  // namespace crossroads::law
