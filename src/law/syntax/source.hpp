// A text under examination: the file's name, its bytes, and where in it an offset stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "law/syntax/condition.hpp"  // Span

namespace crossroads::law {

/// A place as an editor shows it. Both count from 1; columns count characters (code points), not bytes.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  bool operator==(const Position&) const = default;
};

/// A file's name and text. Tokens and syntax trees point into it, so it must outlive them.
class Source {
 public:
  Source(std::string file, std::string text);

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view slice(Span span) const;
  /// Offsets beyond the end stand at the end.
  [[nodiscard]] Position position(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  /// A line's text without its end of line; `line` counts from 1.
  [[nodiscard]] std::string_view line(std::uint32_t line) const;
  [[nodiscard]] Place place(Span span) const;

 private:
  std::string file_;
  std::string text_;
  std::vector<std::uint32_t> starts_;  // offset of each line's first byte
};

/// Bytes of the well-formed UTF-8 character that a text starts with; 0 if there is none.
[[nodiscard]] std::size_t character_size(std::string_view text);

/// The text fit for a terminal, character by character: a tab is a space, what no terminal should get is U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// The number of characters (code points) of a UTF-8 text; each stray byte counts as one.
[[nodiscard]] std::uint32_t character_count(std::string_view text);

/// The smallest span that holds both.
[[nodiscard]] Span joined(Span a, Span b);

}  // namespace crossroads::law
