#include "facts/csv/marks.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "facts/csv/utf8.hpp"

namespace crossroads::facts::csv {
namespace {

constexpr std::uint64_t bits_from(unsigned first) { return first >= 64 ? 0 : ~std::uint64_t{0} << first; }

/// Takes what stands inside quotes out of a block's masks, from block to block.
class Quotes {
 public:
  explicit Quotes(const char* text) : text_(text) {}

  [[nodiscard]] bool concern(const BlockMasks& block) const { return block.quotes != 0 || inside_; }

  void strike(BlockMasks& block, std::uint32_t base, std::vector<std::uint32_t>& quoted_line_ends) {
    std::uint64_t quotes = block.quotes;
    std::uint64_t quoted = 0;
    unsigned open = 0;
    if (skip_first_) quotes &= ~std::uint64_t{1};
    skip_first_ = false;
    while (quotes != 0) {
      const auto bit = static_cast<unsigned>(std::countr_zero(quotes));
      quotes &= quotes - 1;
      const std::uint32_t at = base + bit;
      if (!inside_) {
        // Inside a field, or after one was closed, a quote is a character like others (and makes the row a bad one).
        const bool field_begins = at == 0 || text_[at - 1] == ',' || text_[at - 1] == '\n';
        if (field_begins) {
          inside_ = true;
          open = bit;
        }
      } else if (text_[at + 1] == '"') {
        if (bit == 63) skip_first_ = true;
        else quotes &= ~(std::uint64_t{1} << (bit + 1));
      } else {
        inside_ = false;
        quoted |= bits_from(open) & ~bits_from(bit);
      }
    }
    if (inside_) quoted |= bits_from(open);
    for (std::uint64_t ends = block.line_ends & quoted; ends != 0; ends &= ends - 1) {
      quoted_line_ends.push_back(base + static_cast<std::uint32_t>(std::countr_zero(ends)));
    }
    block.separators &= ~quoted;
    block.line_ends &= ~quoted;
    block.separator_count = static_cast<std::uint32_t>(std::popcount(block.separators));
    block.line_end_count = static_cast<std::uint32_t>(std::popcount(block.line_ends));
  }

 private:
  const char* text_;
  bool inside_ = false;
  bool skip_first_ = false;  // the second of two quotes begins the next block
};

/// Checks the runs of bytes that are no ASCII, wherever blocks cut them.
class Utf8 {
 public:
  Utf8(const char* text, std::size_t size) : text_(text), size_(size) {}

  void check(std::uint64_t not_ascii, std::uint32_t base, std::vector<std::uint32_t>& bad) {
    for (; not_ascii != 0; not_ascii &= not_ascii - 1) {
      std::size_t at = base + static_cast<std::uint32_t>(std::countr_zero(not_ascii));
      if (at < checked_) continue;
      while (at < size_ && (static_cast<unsigned char>(text_[at]) & 0x80U) != 0) {
        const std::size_t length = utf8_length(text_ + at, size_ - at);
        if (length == 0) bad.push_back(static_cast<std::uint32_t>(at));
        at += std::max<std::size_t>(length, 1);
      }
      checked_ = at;
    }
  }

 private:
  const char* text_;
  std::size_t size_;
  std::size_t checked_ = 0;
};

}  // namespace

void Positions::make_room(std::size_t more) {
  if (size_ + more + 8 <= capacity_) return;
  capacity_ = std::max<std::size_t>(2 * capacity_, size_ + more + 1024);
  auto wider = std::make_unique_for_overwrite<std::uint32_t[]>(capacity_);  // NOLINT(modernize-avoid-c-arrays)
  if (size_ != 0) std::memcpy(wider.get(), numbers_.get(), size_ * sizeof(std::uint32_t));
  numbers_ = std::move(wider);
}

void Positions::push_bits(std::uint64_t mask, std::uint32_t count, std::uint32_t base) {
  std::uint32_t* to = numbers_.get() + size_;
  // Eight at a time whether or not there are so many: a branch that is rarely mistaken, instead of one a bit.
  for (std::uint32_t done = 0; done < count; done += 8) {
    for (unsigned i = 0; i < 8; ++i) {
      to[done + i] = base + static_cast<std::uint32_t>(std::countr_zero(mask));
      mask &= mask - 1;
    }
  }
  size_ += count;
}

void mark(char* text, std::size_t size, Marks& marks, MaskKernel kernel) {
  std::memset(text + size, ' ', padding);  // the last block must not read what an earlier text left
  marks.separators.clear();
  marks.line_ends.clear();
  marks.quoted_line_ends.clear();
  marks.any_quote = false;
  marks.nul.reset();
  marks.not_utf8.clear();
  marks.separators.push(~std::uint32_t{0});

  Quotes quotes(text);
  Utf8 utf8(text, size);
  std::array<BlockMasks, 64> masks;
  for (std::size_t base = 0; base < size; base += masks.size() * mask_bytes) {
    const std::size_t blocks = std::min(masks.size(), (size - base + mask_bytes - 1) / mask_bytes);
    if (kernel(text + base, blocks, masks.data()) && !marks.nul) {
      marks.nul = static_cast<std::uint32_t>(std::find(text + base, text + size, '\0') - text);
    }
    marks.separators.make_room(blocks * mask_bytes);
    marks.line_ends.make_room(blocks * mask_bytes);
    for (std::size_t i = 0; i < blocks; ++i) {
      BlockMasks& block = masks[i];
      const auto at = static_cast<std::uint32_t>(base + i * mask_bytes);
      if (quotes.concern(block)) [[unlikely]] {
        marks.any_quote = true;
        quotes.strike(block, at, marks.quoted_line_ends);
      }
      if (block.not_ascii != 0) [[unlikely]] utf8.check(block.not_ascii, at, marks.not_utf8);
      marks.separators.push_bits(block.separators, block.separator_count, at);
      marks.line_ends.push_bits(block.line_ends, block.line_end_count, at);
    }
  }
}

}  // namespace crossroads::facts::csv
