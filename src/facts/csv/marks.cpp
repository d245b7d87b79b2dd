#include "facts/csv/marks.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/utf8.hpp"

namespace crossroads::facts::csv {
namespace {

constexpr std::uint64_t bits_from(unsigned first) { return first >= 64 ? 0 : ~std::uint64_t{0} << first; }

/// Takes what stands inside quotes out of a block's masks, from block to block.
class Quotes {
 public:
  explicit Quotes(const char* text) : text_(text) {}

  [[nodiscard]] bool open() const { return inside_; }
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

std::uint32_t* Positions::room_for(std::size_t more) {
  if (size_ + more > capacity_) {
    capacity_ = std::max<std::size_t>(2 * capacity_, size_ + more + 1024);
    auto wider = std::make_unique_for_overwrite<std::uint32_t[]>(capacity_);
    if (size_ != 0) std::memcpy(wider.get(), numbers_.get(), size_ * sizeof(std::uint32_t));
    numbers_ = std::move(wider);
  }
  return numbers_.get() + size_;
}

void mark(char* text, std::size_t size, Marks& marks, const MaskKernel& kernel) {
  std::memset(text + size, ' ', padding);  // the last block must not read what an earlier text left
  marks.separators.clear();
  marks.line_ends.clear();
  marks.quoted_line_ends.clear();
  marks.not_utf8.clear();
  marks.any_quote = false;
  marks.nul.reset();
  std::uint32_t* const before = marks.separators.room_for(1);
  *before = ~std::uint32_t{0};
  marks.separators.ends_at(before + 1);

  Quotes quotes(text);
  Utf8 utf8(text, size);
  std::array<BlockMasks, 64> masks;
  for (std::size_t base = 0; base < size; base += masks.size() * mask_bytes) {
    const std::size_t blocks = std::min(masks.size(), (size - base + mask_bytes - 1) / mask_bytes);
    const Seen seen = kernel.mask(text + base, blocks, masks.data());
    if (seen.nul && !marks.nul) marks.nul = static_cast<std::uint32_t>(std::find(text + base, text + size, '\0') - text);
    if (seen.quote || quotes.open()) {
      marks.any_quote = true;
      for (std::size_t i = 0; i < blocks; ++i) {
        if (quotes.concern(masks[i])) quotes.strike(masks[i], static_cast<std::uint32_t>(base + i * mask_bytes), marks.quoted_line_ends);
      }
    }
    for (std::size_t i = 0; seen.not_ascii && i < blocks; ++i)
      utf8.check(masks[i].not_ascii, static_cast<std::uint32_t>(base + i * mask_bytes), marks.not_utf8);
    // The kernels may write 64 numbers more than there are.
    const auto ends = kernel.list(masks.data(), blocks, static_cast<std::uint32_t>(base),
                                  {.separators = marks.separators.room_for((blocks + 1) * mask_bytes),
                                   .line_ends = marks.line_ends.room_for((blocks + 1) * mask_bytes)});
    marks.separators.ends_at(ends.separators);
    marks.line_ends.ends_at(ends.line_ends);
  }
}

}  // namespace crossroads::facts::csv
