// A stretch of whole rows of a file, in memory and marked.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "facts/csv/input_file.hpp"
#include "facts/csv/marks.hpp"

namespace crossroads::facts::csv {

/// No row of a data folder is longer. A file with a longer one is refused: nearly always a quote was never closed, and
/// memory must not depend on it.
inline constexpr std::size_t longest_row = std::size_t{1} << 20;

/// Rows that stand one after the other in a file. Reused from stretch to stretch, so that it allocates once.
class Block {
 public:
  /// How many rows there are; empty lines count.
  [[nodiscard]] std::size_t rows() const { return rows_; }
  /// Where in the file (decompressed) the first row begins, and where the row after the last one does.
  [[nodiscard]] std::uint64_t begin() const { return begin_; }
  [[nodiscard]] std::uint64_t end() const { return end_; }
  /// How many lines the rows take: more than rows where quotes hold line feeds.
  [[nodiscard]] std::uint32_t lines() const { return lines_; }
  /// Why the file is no CSV, found right after the rows; place.line is counted from 1 at the block's begin.
  [[nodiscard]] const std::optional<Problem>& refusal() const { return refusal_; }

  [[nodiscard]] const char* text() const { return text_; }
  [[nodiscard]] Marks& marks() { return marks_; }
  [[nodiscard]] const Marks& marks() const { return marks_; }
  [[nodiscard]] std::uint32_t row_begin(std::size_t row) const { return row == 0 ? 0 : marks_.line_ends[row - 1] + 1; }
  /// The row without its line end.
  [[nodiscard]] std::string_view row(std::size_t row) const;

  /// Room for so many bytes, those that are there kept: where the text is read to.
  [[nodiscard]] char* room(std::size_t size);
  /// Makes rows of the bytes `[first, size)` of the room: those that begin before `limit`. `offset`: where byte 0 of the room
  /// stands in the file. Gives false where the last such row is unfinished and not counted.
  [[nodiscard]] bool settle(std::size_t first, std::size_t size, std::size_t limit, std::uint64_t offset, bool file_ends);
  /// No rows at all.
  void clear(std::uint64_t at);

 private:
  [[nodiscard]] std::uint32_t line_of_row(std::size_t row) const;
  void refuse_at_row(std::size_t row, Problem problem);
  void refuse_nul();
  void refuse_long_rows();

  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0, used_ = 0;
  char* text_ = nullptr;
  Marks marks_;
  std::size_t rows_ = 0;
  std::uint64_t begin_ = 0, end_ = 0;
  std::uint32_t lines_ = 0;
  std::optional<Problem> refusal_;
};

/// The part `[from, limit)` of a plain file: the rows that begin in it, the last one whole. Unless `row_begins` at `from`, the
/// first row is taken to begin after the first line feed; whoever asks so must check that the part before ended there, since
/// a quoted field may have held that line feed.
[[nodiscard]] Result<void> read_part(const InputFile& file, std::uint64_t from, std::uint64_t limit, bool row_begins, Block& block);

/// A file from its begin, block after block, each of about `block_bytes`. For every form; one thread at a time.
class BlockStream {
 public:
  BlockStream(InputFile& file, std::size_t block_bytes) : file_(&file), block_bytes_(block_bytes) {}
  /// Fills the block with the next rows; false at the end of the file. After a refusal it would come again.
  [[nodiscard]] Result<bool> next(Block& block);
  /// Gives the rows from `row` on of the block that came last once more.
  void take_back(const Block& block, std::size_t row);

 private:
  [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size);

  InputFile* file_;
  std::size_t block_bytes_;
  std::string rest_;          // read, but not given yet
  std::uint64_t offset_ = 0;  // of rest_, or of what is read next
  bool at_begin_ = true, ended_ = false;
};

}  // namespace crossroads::facts::csv
