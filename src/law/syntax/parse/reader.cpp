#include "law/syntax/parse/reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::parse {
namespace {

using Kind = Token::Kind;

struct Start {
  std::string_view word;
  Section section;
};

constexpr std::array<Start, 33> starts{{
    {"authorisation", Section::document},
    {"term", Section::document},
    {"category", Section::document},
    {"exclude", Section::document},
    {"push", Section::document},
    {"consult", Section::document},
    {"parameter", Section::document},
    {"indicator", Section::document},
    {"examination", Section::document},
    {"paragraph", Section::document},
    {"labels", Section::document},
    {"adopted", Section::header},
    {"in", Section::header},
    {"from", Section::header},
    {"purpose", Section::header},
    {"basis", Section::header},
    {"keep", Section::header},
    {"text", Section::header},
    {"start", Section::push},
    {"pause", Section::push},
    {"resume", Section::push},
    {"disclose", Section::push},
    {"period", Section::consult},
    {"answer", Section::consult},
    {"refuse", Section::consult},
    {"disclose", Section::consult},
    {"enter", Section::indicator},
    {"amount", Section::indicator},
    {"count", Section::indicator},
    {"day", Section::indicator},
    {"month", Section::indicator},
    {"state", Section::indicator},
    {"weigh", Section::examination},
}};

const std::vector<std::string_view>& words_of_starts() {
  static const auto words = [] {
    std::vector<std::string_view> list;
    for (const auto& start : starts) list.push_back(start.word);
    return list;
  }();
  return words;
}

bool is_small_name(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::string small(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  std::erase(result, '+');
  return result;
}

bool is_interpretation(std::string_view text) {
  return text.size() >= 2 && text.size() <= 5 && text.front() == 'I' && text[1] != '0' &&
         std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<Section> sections_of(std::string_view word) {
  std::vector<Section> sections;
  for (const auto& start : starts) {
    if (start.word == word) sections.push_back(start.section);
  }
  return sections;
}

std::span<const std::string_view> starting_words() { return words_of_starts(); }

std::string suggestion(std::string_view word, std::span<const std::string_view> candidates) {
  const auto near = nearest(word, candidates);
  return near ? fmt::format("did you mean `{}`?", *near) : std::string();
}

std::string listed(std::span<const std::string_view> words) {
  std::string text;
  std::size_t left = static_cast<std::size_t>(std::ranges::count_if(words, [](auto word) { return !word.empty(); }));
  for (const auto word : words) {
    if (word.empty()) continue;
    text += fmt::format("`{}`", word);
    if (--left > 0) text += left == 1 ? " or " : ", ";
  }
  return text;
}

Reader::Reader(const Source& source, TokenList list)
    : source_(&source),
      tokens_(std::move(list.tokens)),
      comments_(std::move(list.comments)),
      diagnostics_(std::move(list.diagnostics)),
      cursor_(tokens_) {}

bool Reader::fail(std::string expected, std::string hint) {
  const auto& found = peek();
  if (found.is(Kind::wrong)) return false;  // the lexer has said so
  if (index() > 0 && (found.starts_line || found.is(Kind::end))) {
    report({.code = "L022",
            .message = fmt::format("something is missing behind {}", described(last())),
            .span = last().span,
            .expected = std::move(expected),
            .hint = std::move(hint)});
  } else {
    report({.code = "L022",
            .message = fmt::format("{} does not fit here", described(found)),
            .span = found.span,
            .expected = std::move(expected),
            .hint = std::move(hint)});
  }
  return false;
}

bool Reader::expect_word(std::string_view word, std::string_view meaning) {
  if (accept_word(word)) return true;
  std::string hint;
  if (peek().is(Kind::word) && !peek().starts_line) hint = suggestion(peek().text, std::span(&word, 1));
  return fail(meaning.empty() ? fmt::format("`{}`", word) : fmt::format("`{}` {}", word, meaning), std::move(hint));
}

bool Reader::expect_words(std::span<const std::string_view> words) {
  return std::ranges::all_of(words, [&](auto word) { return expect_word(word); });
}

bool Reader::expect_symbol(std::string_view symbol, std::string_view meaning) {
  if (accept_symbol(symbol)) return true;
  return fail(meaning.empty() ? fmt::format("`{}`", symbol) : fmt::format("`{}` {}", symbol, meaning));
}

std::optional<Name> Reader::new_name(std::string_view of_what) {
  const auto& token = peek();
  if (!token.is(Kind::word) || token.starts_line) {
    fail(fmt::format("a name for {}, such as eu-worker", of_what));
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 5> joints{"when", "means", "at", "is", "as"};
  if (std::ranges::find(joints, token.text) != joints.end() && !peek(1).is_word(token.text)) {
    report({.code = "L022",
            .message = fmt::format("a name is missing before `{}`", token.text),
            .span = token.span,
            .expected = fmt::format("a name for {}, such as eu-worker", of_what)});
    return Name{.text = {}, .span = token.span};
  }
  take();
  const bool reported =
      std::ranges::any_of(token.text, [](char c) { return c == '_' || static_cast<unsigned char>(c) >= 0x80; });  // by the lexer
  if (!is_small_name(token.text) && !reported) {
    report({.code = "L027",
            .message = fmt::format("`{}` is no name for {}", token.text, of_what),
            .span = token.span,
            .expected = "small letters, digits and hyphens",
            .hint = fmt::format("write `{}`", small(token.text))});
  } else if (is_reserved(token.text)) {
    report({.code = "L028",
            .message = fmt::format("`{}` is a word of the language", token.text),
            .span = token.span,
            .expected = fmt::format("a name for {}", of_what),
            .hint = fmt::format("add a word: `{}-…`", token.text)});
  }
  return Name{std::string(token.text), token.span};
}

std::optional<Name> Reader::used_name(std::string_view of_what) {
  const auto& token = peek();
  if (!token.is(Kind::word)) {
    fail(std::string(of_what));
    return std::nullopt;
  }
  take();
  return Name{std::string(token.text), token.span};
}

std::optional<std::string> Reader::text(std::string_view what) {
  if (!peek().is(Kind::text)) {
    fail(fmt::format("{} between quotation marks", what));
    return std::nullopt;
  }
  const auto& token = take();
  if (token.text.find_first_not_of(" \t") == std::string_view::npos) {
    report({.code = "L048", .message = "the text is empty", .span = token.span, .expected = std::string(what)});
  }
  return std::string(token.text);
}

std::optional<domain::Date> Reader::date(std::string_view what) {
  if (!peek().is(Kind::date)) {
    fail(fmt::format("{}, such as 2011-04-05", what));
    return std::nullopt;
  }
  const auto& token = take();
  const auto day = domain::Date::parse(token.text);
  if (!day) {
    report({.code = "L029", .message = fmt::format("there is no day `{}`", token.text), .span = token.span, .expected = std::string(what)});
    return domain::Date(1000, 1, 1);  // any day: the document is refused already, and reading goes on
  }
  return *day;
}

std::optional<std::int32_t> Reader::number(std::string_view what) {
  if (!peek().is(Kind::number)) {
    fail(std::string(what));
    return std::nullopt;
  }
  const auto& token = take();
  std::int32_t value = 0;
  const auto [stop, error] = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
  if (error != std::errc() || value < 1 || value > 9999 || token.text.front() == '0') {
    report({.code = "L039",
            .message = fmt::format("`{}` is out of range", token.text),
            .span = token.span,
            .expected = "a number from 1 to 9999"});
    return 1;
  }
  return value;
}

std::optional<Duration> Reader::duration() {
  const auto amount = number("a number of months or years, such as `3 months`");
  if (!amount) return std::nullopt;
  for (const auto& [word, unit] :
       {std::pair{"month", Unit::months}, {"months", Unit::months}, {"year", Unit::years}, {"years", Unit::years}}) {
    if (accept_word(word)) return Duration{*amount, unit};
  }
  constexpr std::array<std::string_view, 2> units{"months", "years"};
  fail("`months` or `years`", peek().is(Kind::word) && !peek().starts_line ? suggestion(peek().text, units) : "");
  return std::nullopt;
}

std::optional<CategoryList> Reader::categories() {
  const bool except = accept_word("except");
  if (!except && !accept_word("for")) return CategoryList{};
  auto list = name_list();
  if (list) list->except = except;
  return list;
}

std::optional<CategoryList> Reader::name_list(std::string_view of_what) {
  CategoryList list;
  do {
    auto name = used_name(of_what);
    if (!name) return std::nullopt;
    if (const auto first = std::ranges::find(list.names, *name); first != list.names.end()) {
      report({.code = "L041",
              .message = fmt::format("`{}` is named twice", name->text),
              .span = name->span,
              .note = Note{first->span, "here already"}});
    } else {
      list.names.push_back(std::move(*name));
    }
  } while (accept_symbol(","));
  return list;
}

bool Reader::citations(Declared& declared) {
  if (!accept_symbol("[")) return true;
  const auto opening = last().span;
  bool unreadable = false;
  while (!at_symbol("]")) {
    const auto& token = peek();
    if (token.is(Kind::paragraph)) {
      const auto paragraph = *Paragraph::parse(token.text);
      if (std::ranges::find(declared.citations, paragraph) != declared.citations.end()) {
        report({.code = "L043", .message = fmt::format("{} is cited twice", to_string(paragraph)), .span = token.span});
      }
      declared.citations.push_back(paragraph);
    } else if (token.is(Kind::word) && is_interpretation(token.text)) {
      if (std::ranges::find(declared.interpretations, token.text) != declared.interpretations.end()) {
        report({.code = "L043", .message = fmt::format("{} is cited twice", token.text), .span = token.span});
      }
      declared.interpretations.emplace_back(token.text);
    } else if (token.is(Kind::wrong)) {
      unreadable = true;
    } else if (token.is_symbol(",")) {
      report({.code = "L043", .message = "a comma between citations", .span = token.span, .expected = "only spaces: [§6 §14 I9]"});
    } else if (token.starts_line || token.is(Kind::end)) {
      report({.code = "L043", .message = "the bracket is not closed", .span = opening, .expected = "`]` on the same line"});
      return false;
    } else {
      unreadable = true;
      report({.code = "L043",
              .message = fmt::format("{} is no citation", described(token)),
              .span = token.span,
              .expected = "paragraphs and interpretations, such as [§12.1 I6]",
              .hint = token.is(Kind::number) || token.is(Kind::money) ? fmt::format("write §{}", token.text) : ""});
    }
    take();
  }
  take();
  if (declared.citations.empty() && declared.interpretations.empty() && !unreadable) {
    report({.code = "L043",
            .message = "the bracket is empty",
            .span = joined(opening, last().span),
            .expected = "the paragraphs that say so, such as [§12.1]"});
  }
  return true;
}

bool Reader::finish(Declared& declared, std::size_t start, bool behind_condition) {
  const bool read = citations(declared);
  declared.span = joined(tokens_[start].span, last().span);
  declared.comments = take_comments();
  if (!read) return false;
  if (at_end() || at_start()) return true;
  const auto& token = peek();
  if (token.is(Kind::wrong)) return false;
  const bool word = token.is(Kind::word);
  std::string hint;
  if (word && token.starts_line && !is_condition_word(token.text)) hint = suggestion(token.text, starting_words());
  if (token.is(Kind::paragraph)) hint = fmt::format("paragraphs stand in brackets: [§{}]", token.text);
  else if (word && !sections_of(token.text).empty()) hint = "each declaration starts on a line of its own";
  else if (hint.empty() && behind_condition && declared.citations.empty() && (word || token.is_symbol("(")))
    hint = "conditions are joined by `and` or `or`";
  if (word && token.starts_line) {
    report({.code = "L021",
            .message = fmt::format("no declaration starts with {}", described(token)),
            .span = token.span,
            .expected = "`term`, `category`, `exclude`, `push`, `paragraph`, `labels` or a part of what stands above",
            .hint = std::move(hint)});
  } else {
    report({.code = "L023",
            .message = fmt::format("{} does not belong here", described(token)),
            .span = token.span,
            .expected =
                declared.citations.empty() ? "the paragraphs in brackets, such as [§12], or the next declaration" : "the next declaration",
            .hint = std::move(hint)});
  }
  return false;
}

std::vector<std::string> Reader::take_comments() {
  std::vector<std::string> taken;
  for (; next_comment_ < comments_.size(); ++next_comment_) {
    const auto& comment = comments_[next_comment_];
    if (!(comment.before < index() || (comment.before == index() && !comment.own_line))) break;
    taken.push_back(comment.text);
  }
  return taken;
}

std::vector<std::string> Reader::take_all_comments() {
  std::vector<std::string> taken;
  for (; next_comment_ < comments_.size(); ++next_comment_) taken.push_back(comments_[next_comment_].text);
  return taken;
}

bool Reader::at_start() const {
  const auto& token = peek();
  return token.starts_line && token.is(Kind::word) && std::ranges::find(starting_words(), token.text) != starting_words().end();
}

void Reader::recover(std::size_t start) {
  if (index() <= start) {
    cursor_.go_to(start);
    take();
  }
  while (!at_end() && !at_start()) take();
}

}  // namespace crossroads::law::parse
