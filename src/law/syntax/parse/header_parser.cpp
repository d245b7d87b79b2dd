// The head of the document: what it is, since when it binds whom, and where its text is.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "law/syntax/parse/draft.hpp"

namespace crossroads::law::parse {
namespace {

using Kind = Token::Kind;

/// The end of a line that is a fact of the document itself: no paragraph says it.
bool finish_fact(Reader& reader, Draft& draft, std::size_t start) {
  Declared declared;
  const bool ended = reader.finish(declared, start);
  std::ranges::move(declared.comments, std::back_inserter(draft.law.comments));
  if (!declared.citations.empty() || !declared.interpretations.empty()) {
    reader.report({.code = "L043",
                   .message = "this line cites nothing",
                   .span = declared.span,
                   .hint = "the dates are facts of the document, not rules of it"});
  }
  return ended;
}

bool adopted(Reader& reader, Draft& draft, std::size_t start) {
  const auto day = reader.date("the day of the decision");
  if (!day) return false;
  draft.law.adopted = *day;
  return finish_fact(reader, draft, start);
}

bool in_force(Reader& reader, Draft& draft, std::size_t start) {
  if (!reader.expect_word("force") || !reader.expect_word("from", "and the first day")) return false;
  const auto from = reader.date("the first day");
  if (!from) return false;
  draft.law.in_force_from = *from;
  if (reader.accept_word("to")) {
    const auto to = reader.date("the last day");
    if (!to) return false;
    draft.law.in_force_to = *to;
  }
  return finish_fact(reader, draft, start);
}

bool parties(Reader& reader, Draft& draft, std::size_t start) {
  auto& law = draft.law;
  auto source = reader.used_name("the source, such as SPP-IS");
  if (!source || !reader.expect_word("via", "and the hub")) return false;
  auto hub = reader.used_name("the hub, such as BCSS");
  if (!hub || !reader.expect_word("to", "and the recipient")) return false;
  auto recipient = reader.used_name("the recipient, such as OE");
  if (!recipient) return false;
  law.source = std::move(*source);
  law.hub = std::move(*hub);
  law.recipient = std::move(*recipient);
  return reader.finish(law.parties, start);
}

bool statement(Reader& reader, std::vector<Authorisation::Statement>& into, std::size_t start, std::string_view what) {
  auto text = reader.text(what);
  if (!text) return false;
  Authorisation::Statement statement;
  statement.text = std::move(*text);
  const bool ended = reader.finish(statement, start);
  into.push_back(std::move(statement));
  return ended;
}

bool keep(Reader& reader, Draft& draft, std::size_t start) {
  const bool log = reader.accept_word("log");
  if (!log && !reader.accept_word("data")) return reader.fail("`log` or `data`");
  say_once(reader, draft, log ? "keep log" : "keep data", reader.last().span);
  const auto duration = reader.duration();
  if (!duration) return false;
  if (duration->unit != Unit::years) {
    reader.report({.code = "L039", .message = "retention is counted in years", .span = reader.last().span, .expected = "`10 years`"});
  }
  auto& retention = log ? draft.law.keep_log : draft.law.keep_data;
  retention.emplace().years = duration->amount;
  return reader.finish(*retention, start);
}

bool legal_text(Reader& reader, Draft& draft, std::size_t start) {
  auto& text = draft.law.text;
  auto file = reader.text("the file of the text");
  if (!file) return false;
  text.file = std::move(*file);
  const auto range = [&](bool notes) -> std::optional<std::uint16_t> {
    const auto wanted = notes ? "§note-1" : "§1";
    const auto one = [&](std::string expected) -> std::optional<Paragraph> {
      if (!reader.peek().is(Kind::paragraph)) {
        reader.fail(std::move(expected));
        return std::nullopt;
      }
      return Paragraph::parse(reader.take().text);
    };
    const auto first = one(fmt::format("`{}`, the first", wanted));
    if (!first) return std::nullopt;
    if (to_string(*first) != wanted) {
      reader.report({.code = "L046",
                     .message = fmt::format("{} is not the first", to_string(*first)),
                     .span = reader.last().span,
                     .expected = fmt::format("`{}`", wanted)});
    }
    if (!reader.accept_word("to")) return first->number();
    const auto last = one(fmt::format("the last, such as `{}`", notes ? "§note-3" : "§28"));
    if (!last) return std::nullopt;
    if (last->is_note() != notes || last->dash() != 0 || last->number() <= 1) {
      reader.report({.code = "L046",
                     .message = fmt::format("{} is not the last", to_string(*last)),
                     .span = reader.last().span,
                     .expected = notes ? "a note behind the first" : "a whole paragraph behind the first"});
    }
    return last->number();
  };
  if (!reader.expect_word("with", "and the paragraphs of the text")) return false;
  const auto paragraphs = range(false);
  if (!paragraphs) return false;
  text.last_paragraph = *paragraphs;
  if (reader.accept_word("and")) {
    const auto notes = range(true);
    if (!notes) return false;
    text.notes = *notes;
  }
  return reader.finish(text, start);
}

}  // namespace

bool header_line(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  const auto& word = reader.take();
  if (!word.is_word("purpose") && !word.is_word("basis") && !word.is_word("keep")) say_once(reader, draft, word.text, word.span);
  if (word.is_word("adopted")) return adopted(reader, draft, start);
  if (word.is_word("in")) return in_force(reader, draft, start);
  if (word.is_word("from")) return parties(reader, draft, start);
  if (word.is_word("purpose")) return statement(reader, draft.law.purposes, start, "the purpose");
  if (word.is_word("basis")) return statement(reader, draft.law.bases, start, "the legal basis");
  if (word.is_word("keep")) return keep(reader, draft, start);
  return legal_text(reader, draft, start);
}

}  // namespace crossroads::law::parse
