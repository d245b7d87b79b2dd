// Texts that were checked before they became part of an entry: each kind is a type of its own.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/problem.hpp"
#include "base/utf8.hpp"

namespace crossroads::ledger {

/// What may stand in a text.
enum class Letters {
  word,   ///< visible ASCII but for `"` and `\`: names that machines compare
  line,   ///< UTF-8 without control characters
  lines,  ///< the same with line feeds
};

/// `Kind` says what the text is (`what`), what may stand in it (`letters`) and how long it may be (`longest`, in bytes).
template <class Kind>
class CheckedText {
 public:
  /// Refuses an empty text, a longer one, and one with other letters.
  [[nodiscard]] static Result<CheckedText> parse(std::string_view text) {
    if (text.empty() || text.size() > Kind::longest || !fits(text)) {
      return failure({.what = fmt::format("this is no {} that an entry can hold", Kind::what),
                      .value = std::string(text.substr(0, 80)),
                      .expected = fmt::format("1 to {} bytes of {}", Kind::longest, letters_in_words())});
    }
    CheckedText checked;
    checked.text_ = text;
    return checked;
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  friend auto operator<=>(const CheckedText&, const CheckedText&) = default;

 private:
  CheckedText() = default;

  [[nodiscard]] static bool fits(std::string_view text) {
    if constexpr (Kind::letters == Letters::word) {
      return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '\\'; });
    }
    return is_utf8(text) && std::ranges::none_of(text, [](char c) {
             return (static_cast<unsigned char>(c) < 0x20 && (c != '\n' || Kind::letters == Letters::line)) || c == '\x7f';
           });
  }
  [[nodiscard]] static std::string_view letters_in_words() {
    switch (Kind::letters) {
      case Letters::word: return "visible ASCII without quotation marks and backslashes";
      case Letters::line: return "UTF-8 without control characters";
      case Letters::lines: return "UTF-8 without control characters but line feeds";
    }
    std::unreachable();
  }

  std::string text_;
};

}  // namespace crossroads::ledger
