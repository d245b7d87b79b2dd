// What every part of the parser needs: the tokens, the findings, and the small phrases that recur (names, dates, durations, citations).
// A phrase that cannot be read has been reported when its function returns nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "law/syntax/authorisation.hpp"
#include "law/syntax/lexer.hpp"

namespace crossroads::law::parse {

/// `for a, b` or `except c`, before it is known which categories there are. Empty: every category.
struct CategoryList {
  bool except = false;
  std::vector<Name> names = {};
};

/// The section of the document that a word opens or belongs to.
enum class Section : std::uint8_t { none, document, header, push, consult, indicator, examination };
/// The sections in which a declaration may start with this word.
[[nodiscard]] std::vector<Section> sections_of(std::string_view word);
/// Every word that starts a declaration or a part of one.
[[nodiscard]] std::span<const std::string_view> starting_words();

class Reader {
 public:
  Reader(const Source& source, TokenList list);
  Reader(const Reader&) = delete;  // the cursor points into it
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const { return cursor_.peek(ahead); }
  const Token& take() { return cursor_.take(); }
  [[nodiscard]] const Token& last() const { return cursor_.last(); }
  [[nodiscard]] std::size_t index() const { return cursor_.index(); }
  [[nodiscard]] bool at_word(std::string_view word) const { return cursor_.at_word(word); }
  [[nodiscard]] bool at_symbol(std::string_view symbol) const { return cursor_.at_symbol(symbol); }
  bool accept_word(std::string_view word) { return cursor_.accept_word(word); }
  bool accept_symbol(std::string_view symbol) { return cursor_.accept_symbol(symbol); }
  [[nodiscard]] bool at_end() const { return cursor_.at_end(); }
  [[nodiscard]] const Source& source() const { return *source_; }

  void report(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }
  /// Reports that the current token is not what should stand here. Always false, so that callers can return it.
  bool fail(std::string expected, std::string hint = {});
  [[nodiscard]] bool too_many_errors() const { return diagnostics_.size() >= 100; }
  std::vector<Diagnostic> diagnostics() && { return std::move(diagnostics_); }

  /// One given word; `meaning` says in messages what follows it.
  bool expect_word(std::string_view word, std::string_view meaning = {});
  bool expect_words(std::span<const std::string_view> words);
  bool expect_symbol(std::string_view symbol, std::string_view meaning = {});

  /// A name that the document gives here: small letters, digits, hyphens, no word of the language.
  std::optional<Name> new_name(std::string_view of_what);
  /// A name given elsewhere.
  std::optional<Name> used_name(std::string_view of_what);
  std::optional<std::string> text(std::string_view what);
  std::optional<domain::Date> date(std::string_view what);
  /// 1 to 9999.
  std::optional<std::int32_t> number(std::string_view what);
  /// `3 months`, `1 year`.
  std::optional<Duration> duration();
  std::optional<CategoryList> categories();
  /// `a, b`, without the word before it: categories, or what else the names are of.
  std::optional<CategoryList> name_list(std::string_view of_what = "the name of a category");

  /// Ends a declaration that began at token `start`: citations in brackets, comments, and nothing behind it.
  bool finish(Declared& declared, std::size_t start, bool behind_condition = false);
  /// `[§12.1 I6]`, or nothing.
  bool citations(Declared& declared);
  /// The comments above and inside what has been read so far, and behind it on the same line.
  std::vector<std::string> take_comments();
  std::vector<std::string> take_all_comments();

  /// Whether the current token is on a line of its own and starts a declaration or a part of one.
  [[nodiscard]] bool at_start() const;
  /// Skips to the next such token behind token `start`.
  void recover(std::size_t start);

  /// Nested parentheses beyond this are refused: no jurist reads them, and no stack bears any number of them.
  static constexpr int max_depth = 40;

 private:
  const Source* source_;
  std::vector<Token> tokens_;
  std::vector<Comment> comments_;
  std::vector<Diagnostic> diagnostics_;
  TokenCursor cursor_;
  std::size_t next_comment_ = 0;
};

/// "did you mean `x`?", or nothing.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> candidates);
/// `a`, `b` or `c`
[[nodiscard]] std::string listed(std::span<const std::string_view> words);

}  // namespace crossroads::law::parse
