#include "law/syntax/lexer.hpp"

#include <array>
#include <optional>

#include <fmt/format.h>

#include "law/syntax/paragraph.hpp"

namespace crossroads::law {
namespace {

using Kind = Token::Kind;

constexpr std::size_t max_size = 1U << 20U;  // a deliberation in this language is some kilobytes
constexpr std::size_t max_diagnostics = 100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper(c); }
bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }
bool is_foreign(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// Longest first.
constexpr std::array<std::string_view, 13> symbols{"==", "!=", "<>", "<=", ">=", "->", "..", "&&", "||", "≤", "≥", "≠", "="};
constexpr std::string_view single_symbols = "(){}[],:;<>|.+-*/%?!&";
constexpr std::array<std::string_view, 2> foreign_spaces{"\u00A0", "\u202F"};  // come along when text is copied from a page
constexpr std::array<std::string_view, 8> foreign_marks{"§", "¶", "≤", "≥", "≠", "“", "”", "«"};

/// The shape of a token that starts with a digit, `0` for any digit: 2011-08 is 0000-00; runs of unbounded length are told apart below.
std::optional<Kind> kind_of_figures(std::string_view text) {
  std::string shape;
  std::size_t digits = 0;
  for (const char c : text) {
    if (is_digit(c)) ++digits;
    shape += is_digit(c) ? '0' : c;
  }
  if (digits == text.size()) return Kind::number;
  if (shape == "0000-00-00") return Kind::date;
  if (shape == "0000-00") return Kind::month;
  if (shape == "00.00.00-000.00") return Kind::niss;
  if (digits + 1 == text.size()) {
    if (text.find('/') != text.npos) return Kind::file_number;
    if (text.size() > 3 && text[text.size() - 3] == '.') return Kind::money;
  }
  return std::nullopt;
}

class Lexer {
 public:
  explicit Lexer(const Source& source) : text_(source.text()) {}

  TokenList run() {
    if (text_.size() > max_size) {
      report({.code = "L001",
              .message = "the document is too large",
              .span = {0, 0},
              .expected = "at most 1 MiB",
              .hint = "is this the right file?"});
      text_ = {};
    }
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;  // a byte-order mark means nothing in UTF-8
    while (at_ < text_.size() && list_.diagnostics.size() < max_diagnostics) step();
    if (at_ < text_.size()) {
      report({.code = "L001",
              .message = "too many errors; the rest was not read",
              .span = span_from(at_, at_),
              .hint = "is this the right file?"});
      at_ = text_.size();
    }
    add(Kind::end, at_, {});
    return std::move(list_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '\n') {
      ++at_;
      ++line_;
      fresh_line_ = true;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '#') {
      comment();
    } else if (c == '"') {
      quoted("\"", "\"");
    } else if (is_letter(c)) {
      word();
    } else if (is_digit(c)) {
      figures();
    } else if (is_foreign(c)) {
      foreign();
    } else if (!symbol()) {
      unreadable();
    }
  }

  void comment() {
    const auto start = at_;
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    auto inside = text_.substr(start + 1, at_ - start - 1);
    while (!inside.empty() && (inside.front() == ' ' || inside.front() == '\t')) inside.remove_prefix(1);
    while (!inside.empty() && (inside.back() == ' ' || inside.back() == '\t' || inside.back() == '\r')) inside.remove_suffix(1);
    check_characters(inside);
    list_.comments.push_back({std::string(inside), list_.tokens.size(), fresh_line_});
  }

  void quoted(std::string_view open, std::string_view close) {
    const auto start = at_;
    at_ += open.size();
    const auto inside = at_;
    while (at_ < text_.size() && text_[at_] != '\n' && !text_.substr(at_).starts_with(close)) ++at_;
    auto content = text_.substr(inside, at_ - inside);
    if (at_ < text_.size() && text_[at_] != '\n') {
      at_ += close.size();
    } else {
      while (!content.empty() && (content.back() == '\r' || content.back() == ' ')) content.remove_suffix(1);
      report({.code = "L003",
              .message = "the text has no end",
              .span = span_from(start, start + open.size()),
              .expected = "a closing `\"` on the same line",
              .hint = "a text stands on one line and holds no quotation mark"});
    }
    if (open != "\"") {
      report({.code = "L004",
              .message = "a text stands between straight quotation marks",
              .span = span_from(start, at_),
              .expected = fmt::format("\"{}\"", content)});
    }
    check_characters(content);
    add(Kind::text, start, content);
  }

  void word() {
    const auto start = at_;
    bool capitals = true, underscore = false, accented = false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_alphanumeric(c) || c == '_') {
        underscore |= c == '_';
      } else if (is_foreign(c) && is_foreign_letter()) {
        accented = true;
      } else if (!(c == '-' && at_ + 1 < text_.size() && is_alphanumeric(text_[at_ + 1]))) {
        break;
      }
      capitals &= is_upper(c);
      ++at_;
    }
    // F+ is a residence document; paid+returned is a sum.
    if (capitals && at_ < text_.size() && text_[at_] == '+' && (at_ + 1 == text_.size() || !is_alphanumeric(text_[at_ + 1]))) ++at_;
    const auto written = text_.substr(start, at_ - start);
    if (accented && !check_characters(written)) return add(Kind::wrong, start, written);
    if (accented) {
      report({.code = "L005",
              .message = fmt::format("`{}` has letters that a word cannot have", written),
              .span = span_from(start, at_),
              .expected = "letters from a to z, digits and hyphens",
              .hint = "other letters stand in labels, between quotation marks"});
    } else if (underscore) {
      std::string better(written);
      std::ranges::replace(better, '_', '-');
      report({.code = "L006",
              .message = fmt::format("`{}` is written with a hyphen", written),
              .span = span_from(start, at_),
              .expected = fmt::format("`{}`", better)});
    }
    add(Kind::word, start, written);
  }

  /// Whether the multi-byte character here belongs to a word in some language: not a mark that the language knows, nor a space.
  [[nodiscard]] bool is_foreign_letter() const {
    const auto rest = text_.substr(at_);
    return std::ranges::none_of(foreign_marks, [&](auto mark) { return rest.starts_with(mark); }) &&
           std::ranges::none_of(foreign_spaces, [&](auto space) { return rest.starts_with(space); });
  }

  void figures() {
    const auto start = at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const bool inside = is_alphanumeric(c) || c == '_' ||
                          ((c == '-' || c == '.' || c == '/') && at_ + 1 < text_.size() && is_alphanumeric(text_[at_ + 1]));
      if (!inside) break;
      ++at_;
    }
    const auto written = text_.substr(start, at_ - start);
    if (const auto kind = kind_of_figures(written)) return add(*kind, start, written);
    std::string hint;
    if (written.find('.') != written.npos) hint = "money has two decimals: 900.00";
    else if (written.find('-') != written.npos) hint = "a date is written 2011-04-05, a month 2011-04";
    else hint = "put a space between a number and the word behind it";
    report({.code = "L007",
            .message = fmt::format("`{}` cannot be read", written),
            .span = span_from(start, at_),
            .expected = "a number, a date, a month, an amount or a file number",
            .hint = std::move(hint)});
    add(Kind::wrong, start, written);
  }

  void foreign() {
    const auto rest = text_.substr(at_);
    for (const auto space : foreign_spaces) {
      if (rest.starts_with(space)) {
        at_ += space.size();
        return;
      }
    }
    if (rest.starts_with("“")) return quoted("“", "”");
    if (rest.starts_with("«")) return quoted("«", "»");
    if (rest.starts_with("§")) return paragraph("§");
    if (rest.starts_with("¶")) return paragraph("¶");
    if (!symbol()) unreadable();
  }

  void paragraph(std::string_view sign) {
    const auto start = at_;
    at_ += sign.size();
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    const auto inside = at_;
    while (at_ < text_.size() && (is_alphanumeric(text_[at_]) || ((text_[at_] == '-' || text_[at_] == '.') && at_ + 1 < text_.size() &&
                                                                  is_alphanumeric(text_[at_ + 1])))) {
      ++at_;
    }
    const auto written = text_.substr(inside, at_ - inside);
    if (!Paragraph::parse(written)) {
      if (written.empty()) at_ = start + sign.size();
      report({.code = "L008",
              .message = fmt::format("`{}{}` is no paragraph", sign, written),
              .span = span_from(start, at_),
              .expected = "§12, §12.3 for the third dash or point of §12, or §note-1"});
      return add(Kind::wrong, start, written);
    }
    if (sign != "§" || inside != start + sign.size()) {
      report({.code = "L008",
              .message = "a paragraph is written with § directly before its number",
              .span = span_from(start, at_),
              .expected = fmt::format("`§{}`", written)});
    }
    add(Kind::paragraph, start, written);
  }

  bool symbol() {
    const auto rest = text_.substr(at_);
    for (const auto candidate : symbols) {
      if (rest.starts_with(candidate)) return take_symbol(candidate.size());
    }
    return single_symbols.find(rest.front()) != std::string_view::npos && take_symbol(1);
  }

  bool take_symbol(std::size_t size) {
    const auto start = at_;
    at_ += size;
    add(Kind::symbol, start, text_.substr(start, size));
    return true;
  }

  /// One report for a run of characters that mean nothing.
  void unreadable() {
    const auto start = at_;
    const auto means_something = [&] {
      const char c = text_[at_];
      return c == '\n' || c == ' ' || c == '\t' || c == '\r' || c == '"' || c == '#' || is_alphanumeric(c) ||
             single_symbols.find(c) != std::string_view::npos || c == '=' || (is_foreign(c) && !is_foreign_letter());
    };
    do ++at_;
    while (at_ < text_.size() && !means_something());
    const auto written = text_.substr(start, at_ - start);
    if (check_characters(written))
      report({.code = "L002", .message = fmt::format("`{}` means nothing here", written), .span = span_from(start, at_)});
    add(Kind::wrong, start, written);
  }

  /// False, with a report, where a text is not UTF-8 or holds control characters: nobody could see what it says.
  bool check_characters(std::string_view written) {
    const auto offset = static_cast<std::size_t>(written.data() - text_.data());
    for (std::size_t i = 0; i < written.size();) {
      const auto size = character_size(written.substr(i));
      const bool control = static_cast<unsigned char>(written[i]) < 0x20 ? written[i] != '\t' : written[i] == 0x7F;
      if (size == 0 || control) {
        report({.code = "L002",
                .message = size == 0 ? "a byte that is not UTF-8" : "a control character",
                .span = span_from(offset + i, offset + i + 1),
                .expected = "text in UTF-8",
                .hint = size == 0 ? "save the file as UTF-8" : ""});
        return false;
      }
      i += size;
    }
    return true;
  }

  void add(Kind kind, std::size_t start, std::string_view text) {
    list_.tokens.push_back({kind, text, span_from(start, at_), line_, fresh_line_});
    fresh_line_ = false;
  }
  void report(Diagnostic diagnostic) { list_.diagnostics.push_back(std::move(diagnostic)); }
  [[nodiscard]] static Span span_from(std::size_t from, std::size_t to) {
    return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  bool fresh_line_ = true;
  TokenList list_;
};

}  // namespace

TokenList lex(const Source& source) { return Lexer(source).run(); }

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::word: return "a word";
    case Kind::number: return "a number";
    case Kind::money: return "an amount such as 900.00";
    case Kind::date: return "a date such as 2011-04-05";
    case Kind::month: return "a month such as 2011-04";
    case Kind::file_number: return "a file number such as 11/031";
    case Kind::niss: return "a NISS";
    case Kind::text: return "a text between quotation marks";
    case Kind::paragraph: return "a paragraph such as §12";
    case Kind::symbol: return "a symbol";
    case Kind::wrong: return "what cannot be read";
    case Kind::end: return "the end of the document";
  }
  return {};
}

std::string described(const Token& token) {
  switch (token.kind) {
    case Kind::text: return token.text.size() > 30 ? std::string("a text") : fmt::format("the text \"{}\"", token.text);
    case Kind::paragraph: return fmt::format("`§{}`", token.text);
    case Kind::end: return "the end of the document";
    default: return fmt::format("`{}`", token.text);
  }
}

}  // namespace crossroads::law
