// A closed list of short names, looked up without comparing text by text: the name as two machine words, a hash without
// collisions found by the compiler.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "domain/vocabulary.hpp"

namespace crossroads::facts::values {

static_assert(std::endian::native == std::endian::little, "words are read as bytes from the first to the last");

/// Up to sixteen bytes, the rest zero.
struct Word16 {
  std::uint64_t low = 0, high = 0;
  friend constexpr bool operator==(Word16, Word16) = default;
};

[[nodiscard]] inline std::uint64_t load8(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

/// By size up to 16: which bits of the two words are the text's. No branch, since sizes of values can't be foretold.
inline constexpr auto word_masks = [] {
  std::array<Word16, 17> masks{};
  for (std::size_t size = 0; size < masks.size(); ++size) {
    for (std::size_t i = 0; i < size; ++i) (i < 8 ? masks[size].low : masks[size].high) |= std::uint64_t{0xFF} << (8 * (i % 8));
  }
  return masks;
}();

/// The first `size` ≤ 16 bytes. Sixteen bytes must be readable.
[[nodiscard]] inline Word16 load16(const char* text, std::size_t size) {
  const Word16 mask = word_masks[size];
  return {load8(text) & mask.low, load8(text + 8) & mask.high};
}

template <class E>
class Names16 {
 public:
  consteval Names16() {
    for (std::uint64_t seed = 1; !fill(seed * 0x9E37'79B9'7F4A'7C15ULL | 1); ++seed) {}
  }
  [[nodiscard]] bool find(const char* text, std::size_t size, E& value) const {
    if (size > 16) return false;
    const Word16 word = load16(text, size);
    const Slot& slot = slots_[slot_of(word, factor_)];
    value = slot.value;
    return slot.word == word && slot.size == size;  // the size too: bytes of zero at the end are not in the word
  }

 private:
  static constexpr std::size_t slot_bits = 5;
  static constexpr std::size_t unused = 17;  // no name is that long
  struct Slot {
    Word16 word;
    E value{};
    std::size_t size = unused;
  };
  static constexpr std::size_t slot_of(Word16 word, std::uint64_t factor) {
    return ((word.low ^ std::rotl(word.high, 32)) * factor) >> (64 - slot_bits);
  }
  static consteval Word16 word_of(std::string_view name) {
    Word16 word;
    for (std::size_t i = 0; i < name.size(); ++i)
      (i < 8 ? word.low : word.high) |= std::uint64_t{static_cast<unsigned char>(name[i])} << (8 * (i % 8));
    return word;
  }
  consteval bool fill(std::uint64_t factor) {
    slots_ = {};
    factor_ = factor;
    for (std::size_t i = 0; i < domain::names<E>.size(); ++i) {
      const Word16 word = word_of(domain::names<E>[i]);
      Slot& slot = slots_[slot_of(word, factor)];
      if (slot.size != unused) return false;
      slot = {word, static_cast<E>(i), domain::names<E>[i].size()};
    }
    return true;
  }

  std::array<Slot, std::size_t{1} << slot_bits> slots_{};
  std::uint64_t factor_ = 0;
};

template <class E>
inline constexpr Names16<E> names16;

}  // namespace crossroads::facts::values
