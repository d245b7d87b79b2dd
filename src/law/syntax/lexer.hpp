// The words of the law language, and of the case files beside it.
//
// A text is cut into tokens, greedily; spaces, tabs and ends of line only separate. Line ends carry no meaning for the law; a reader of
// tables finds them in Token::line and Token::starts_line.
//
//   word         a letter, then letters and digits, joined by hyphens: eu-worker, SPP-IS, art40bis, I6; capitals may end in + : E+
//   number       digits: 3, 85073003328
//   money        digits, a point, two digits: 900.00
//   date         2011-04-05 (four, two, two digits; whether it is a real day the parser asks)
//   month        2011-08
//   file_number  digits/digits: 11/031
//   niss         punctuated: 85.07.30-033.28 (unpunctuated it is a number)
//   text         "…" on one line; no escapes, so no quotation mark inside
//   paragraph    §12, §12.3, §note-1
//   symbol       ( ) { } [ ] , : ; = < <= > >= | -> .. . + - * / % ? ! & and the wrong spellings == != <> && || ≤ ≥ ≠, so that a parser can say how it is written
//   wrong        what cannot be read; it has been reported, so whoever meets it says no more
//   comment      # to the end of the line; kept apart, beside the tokens
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "law/syntax/diagnostic.hpp"
#include "law/syntax/source.hpp"

namespace crossroads::law {

struct Token {
  enum class Kind : std::uint8_t { word, number, money, date, month, file_number, niss, text, paragraph, symbol, wrong, end };
  Kind kind = Kind::end;
  std::string_view text = {};  ///< as written; a text without its quotation marks, a paragraph without its sign
  Span span = {};              ///< as written, quotation marks and sign included
  std::uint32_t line = 0;      ///< from 1
  bool starts_line = false;    ///< the first token of its line

  [[nodiscard]] bool is(Kind k) const { return kind == k; }
  [[nodiscard]] bool is_word(std::string_view word) const { return kind == Kind::word && text == word; }
  [[nodiscard]] bool is_symbol(std::string_view symbol) const { return kind == Kind::symbol && text == symbol; }
};

/// A comment, by the token that follows it.
struct Comment {
  std::string text;        ///< without the sign and the spaces round it
  std::size_t before = 0;  ///< index of the next token
  bool own_line = false;   ///< false: it stands behind token `before - 1`, on its line
};

/// Always ends in exactly one Token of kind `end`, whose span is empty and stands at the end of the text.
struct TokenList {
  std::vector<Token> tokens;
  std::vector<Comment> comments;
  std::vector<Diagnostic> diagnostics;  ///< one for each token of kind `wrong`, and for what is read in spite of its form
};

/// Never fails: what cannot be read is a diagnostic. The tokens point into the source.
[[nodiscard]] TokenList lex(const Source& source);

/// `word`, "a date", "a text in quotation marks", `[` … for messages.
[[nodiscard]] std::string described(const Token& token);
[[nodiscard]] std::string_view kind_name(Token::Kind kind);

/// Walks over tokens; at the end it stays on the end token.
class TokenCursor {
 public:
  explicit TokenCursor(const std::vector<Token>& tokens) : tokens_(&tokens) {}

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const { return (*tokens_)[std::min(at_ + ahead, tokens_->size() - 1)]; }
  const Token& take() {
    const auto& token = peek();
    if (at_ + 1 < tokens_->size()) ++at_;
    return token;
  }
  [[nodiscard]] bool at_end() const { return peek().is(Token::Kind::end); }
  [[nodiscard]] bool at_word(std::string_view word) const { return peek().is_word(word); }
  [[nodiscard]] bool at_symbol(std::string_view symbol) const { return peek().is_symbol(symbol); }
  bool accept_word(std::string_view word) { return at_word(word) && (take(), true); }
  bool accept_symbol(std::string_view symbol) { return at_symbol(symbol) && (take(), true); }
  /// The index of the current token, for comments and for going back.
  [[nodiscard]] std::size_t index() const { return at_; }
  void go_to(std::size_t index) { at_ = std::min(index, tokens_->size() - 1); }
  /// The token before the current one; the first one at the start.
  [[nodiscard]] const Token& last() const { return (*tokens_)[at_ == 0 ? 0 : at_ - 1]; }

 private:
  const std::vector<Token>* tokens_;
  std::size_t at_ = 0;
};

}  // namespace crossroads::law
