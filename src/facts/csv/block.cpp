#include "facts/csv/block.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace crossroads::facts::csv {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

std::string_view Block::row(std::size_t row) const {
  const std::uint32_t begin = row_begin(row);
  std::string_view text(text_ + begin, marks_.line_ends[row] - begin);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

char* Block::room(std::size_t size) {
  // One byte more than the text: a last row without a line end gets one.
  if (size + 1 + padding > capacity_) {
    capacity_ = std::max(size + 1 + padding, capacity_ + capacity_ / 2);
    auto wider = std::make_unique_for_overwrite<char[]>(capacity_);
    if (used_ != 0) std::memcpy(wider.get(), bytes_.get(), used_);
    bytes_ = std::move(wider);
  }
  used_ = size;
  return bytes_.get();
}

void Block::clear(std::uint64_t at) {
  rows_ = 0;
  lines_ = 0;
  begin_ = end_ = at;
  refusal_.reset();
}

bool Block::settle(std::size_t first, std::size_t size, std::size_t limit, std::uint64_t offset, bool file_ends) {
  clear(offset + first);
  text_ = bytes_.get() + first;
  std::size_t length = size - first;
  const bool line_end_lacks = file_ends && length > 0 && text_[length - 1] != '\n';
  if (line_end_lacks) text_[length++] = '\n';
  mark(text_, length, marks_);

  const auto line_ends = marks_.line_ends.all();
  const auto row_limit = static_cast<std::uint32_t>(std::min(length, limit - first));  // no row begins behind the last byte
  // The row after each line end before the limit begins before or at the limit.
  rows_ = static_cast<std::size_t>(std::ranges::lower_bound(line_ends, row_limit) - line_ends.begin());
  bool finished = row_begin(rows_) >= row_limit;
  if (!finished && rows_ < line_ends.size()) {
    ++rows_;
    finished = true;
  }
  if (!finished) {
    const std::size_t unfinished = length - row_begin(rows_);
    if (unfinished > longest_row) {
      refuse_at_row(rows_,
                    {.what = fmt::format("this row is longer than {} bytes", longest_row), .hint = "is a quoted field never closed?"});
    } else if (file_ends) {
      refuse_at_row(rows_, {.what = "a quoted field of this row never ends", .expected = "a closing quote before the end of the file"});
    }
  }
  if (length > longest_row) refuse_long_rows();
  refuse_nul();

  const std::uint32_t rows_end = row_begin(rows_);
  lines_ = line_of_row(rows_) - 1;
  end_ = begin_ + rows_end - (line_end_lacks && rows_end == length ? 1 : 0);
  return finished || refusal_;
}

std::uint32_t Block::line_of_row(std::size_t row) const {
  const auto quoted = std::ranges::lower_bound(marks_.quoted_line_ends, row_begin(row)) - marks_.quoted_line_ends.begin();
  return static_cast<std::uint32_t>(row + static_cast<std::size_t>(quoted) + 1);
}

void Block::refuse_at_row(std::size_t row, Problem problem) {
  problem.place.line = line_of_row(row);
  refusal_ = std::move(problem);
  rows_ = row;
}

void Block::refuse_long_rows() {
  for (std::size_t row = 0; row < rows_; ++row) {
    if (marks_.line_ends[row] - row_begin(row) <= longest_row) continue;
    refuse_at_row(row, {.what = fmt::format("this row is longer than {} bytes", longest_row), .hint = "is a quoted field never closed?"});
  }
}

void Block::refuse_nul() {
  if (!marks_.nul || *marks_.nul >= row_begin(rows_)) return;  // or it belongs to a row that is not ours, or unfinished
  const auto line_ends = marks_.line_ends.all();
  refuse_at_row(
      static_cast<std::size_t>(std::ranges::lower_bound(line_ends, *marks_.nul) - line_ends.begin()),
      {.what = "a NUL byte stands in this row", .expected = "text in UTF-8", .hint = "the file may be UTF-16, or no text at all"});
}

Result<void> read_part(const InputFile& file, std::uint64_t from, std::uint64_t limit, bool row_begins, Block& block) {
  // From one byte earlier, since a line feed there makes a row begin at `from` itself.
  const std::uint64_t read_from = row_begins ? from : from - 1;
  const auto limit_here = static_cast<std::size_t>(limit - read_from);
  std::size_t there = 0;
  for (std::size_t overhang = 4096;; overhang *= 4) {
    const std::uint64_t upto = std::min(file.size(), limit + overhang);
    const auto size = static_cast<std::size_t>(upto - read_from);
    char* const bytes = block.room(size);
    CROSSROADS_CHECK(file.read_at(read_from + there, {bytes + there, size - there}));
    there = size;
    std::size_t first = 0;
    if (!row_begins) {
      const void* const line_end = std::memchr(bytes, '\n', limit_here);
      if (line_end == nullptr || static_cast<std::size_t>(static_cast<const char*>(line_end) - bytes) + 1 >= limit_here) {
        block.clear(limit);
        return {};
      }
      first = static_cast<std::size_t>(static_cast<const char*>(line_end) - bytes) + 1;
    }
    if (block.settle(first, size, limit_here, read_from, upto == file.size())) return {};
  }
}

Result<std::size_t> BlockStream::read(char* to, std::size_t size) {
  const std::size_t got = CROSSROADS_TRY(file_->read_next({to, size}));
  ended_ = got < size;
  return got;
}

Result<bool> BlockStream::next(Block& block) {
  std::size_t size = rest_.size();
  std::size_t first = 0;
  for (std::size_t wanted = block_bytes_;; wanted *= 2) {
    char* const bytes = block.room(std::max(size, wanted));
    if (!rest_.empty()) std::memcpy(bytes, rest_.data(), rest_.size());
    rest_.clear();
    if (!ended_ && size < wanted) size += CROSSROADS_TRY(read(bytes + size, wanted - size));
    if (at_begin_) {
      if (size < byte_order_mark.size() && !ended_) continue;
      first = std::string_view(bytes, size).starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
      at_begin_ = false;
    }
    if (size == first && ended_) return false;
    const bool finished = block.settle(first, size, size, offset_, ended_);
    if (block.rows() > 0 || block.refusal() || finished) break;
  }
  const auto used = static_cast<std::size_t>(block.end() - offset_);
  rest_.assign(block.text() - first + used, size - used);
  offset_ = block.end();
  return true;
}

void BlockStream::take_back(const Block& block, std::size_t row) {
  const auto all = static_cast<std::size_t>(block.end() - block.begin());
  const std::size_t begin = std::min<std::size_t>(block.row_begin(row), all);  // one less where the file's last line end lacks
  const std::size_t length = all - begin;
  rest_.insert(0, block.text() + begin, length);
  offset_ = block.begin() + begin;
}

}  // namespace crossroads::facts::csv
