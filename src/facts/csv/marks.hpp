// Where the fields and rows of a text end, with RFC 4180's quotes respected.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "facts/csv/masks.hpp"

namespace crossroads::facts::csv {

/// So many readable bytes must follow every text that is marked, and they are overwritten with blanks.
inline constexpr std::size_t padding = 128;

/// A growing array of numbers, filled from outside past its end.
class Positions {
 public:
  void clear() { size_ = 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::uint32_t* data() { return numbers_.get(); }
  [[nodiscard]] std::span<const std::uint32_t> all() const { return {numbers_.get(), size_}; }
  [[nodiscard]] std::uint32_t operator[](std::size_t i) const { return numbers_[i]; }
  /// Where the next number goes, with room for so many.
  [[nodiscard]] std::uint32_t* room_for(std::size_t more);
  void ends_at(const std::uint32_t* end) { size_ = static_cast<std::size_t>(end - numbers_.get()); }

 private:
  std::unique_ptr<std::uint32_t[]> numbers_;  // NOLINT(modernize-avoid-c-arrays): uninitialised on purpose
  std::size_t size_ = 0, capacity_ = 0;
};

/// What `mark` found. Reused from text to text, so that it allocates once.
struct Marks {
  /// One before the text (so that a field begins one past its predecessor's end), then the end of every field.
  Positions separators;
  /// The end of every row; a subset of `separators`.
  Positions line_ends;
  /// Line feeds inside quotes: they end no row, but count for line numbers.
  std::vector<std::uint32_t> quoted_line_ends;
  bool any_quote = false;
  std::optional<std::uint32_t> nul;     ///< the first NUL byte
  std::vector<std::uint32_t> not_utf8;  ///< the bytes that can't belong to UTF-8, ascending
};

/// Marks a text that begins where a row begins. A quote opens a quoted field only at the field's begin; a doubled quote
/// inside is part of the field. What follows the last line end is an unfinished row.
void mark(char* text, std::size_t size, Marks& marks, const MaskKernel& kernel = fastest_mask_kernel());

}  // namespace crossroads::facts::csv
