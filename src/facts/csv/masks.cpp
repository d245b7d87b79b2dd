#include "facts/csv/masks.hpp"

#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace crossroads::facts::csv {

bool mask_plain(const char* text, std::size_t blocks, BlockMasks* masks) {
  bool nul = false;
  for (std::size_t block = 0; block < blocks; ++block) {
    BlockMasks mask{};
    for (std::size_t i = 0; i < mask_bytes; ++i) {
      const char c = text[block * mask_bytes + i];
      const std::uint64_t bit = std::uint64_t{1} << i;
      if (c == ',' || c == '\n') mask.separators |= bit;
      if (c == '\n') mask.line_ends |= bit;
      if (c == '"') mask.quotes |= bit;
      if ((static_cast<unsigned char>(c) & 0x80U) != 0) mask.not_ascii |= bit;
      nul |= c == '\0';
    }
    mask.separator_count = static_cast<std::uint32_t>(std::popcount(mask.separators));
    mask.line_end_count = static_cast<std::uint32_t>(std::popcount(mask.line_ends));
    masks[block] = mask;
  }
  return nul;
}

#if defined(__x86_64__)

bool mask_sse2(const char* text, std::size_t blocks, BlockMasks* masks) {
  const __m128i comma = _mm_set1_epi8(','), line_feed = _mm_set1_epi8('\n'), quote = _mm_set1_epi8('"');
  const auto bits = [](__m128i bytes) { return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(bytes))); };
  __m128i nul = _mm_setzero_si128();
  for (std::size_t block = 0; block < blocks; ++block) {
    BlockMasks mask{};
    for (unsigned part = 0; part < 4; ++part) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + block * mask_bytes + part * 16));
      const __m128i ends = _mm_cmpeq_epi8(bytes, line_feed);
      mask.separators |= bits(_mm_or_si128(_mm_cmpeq_epi8(bytes, comma), ends)) << (part * 16);
      mask.line_ends |= bits(ends) << (part * 16);
      mask.quotes |= bits(_mm_cmpeq_epi8(bytes, quote)) << (part * 16);
      mask.not_ascii |= bits(bytes) << (part * 16);
      nul = _mm_or_si128(nul, _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    }
    mask.separator_count = static_cast<std::uint32_t>(std::popcount(mask.separators));
    mask.line_end_count = static_cast<std::uint32_t>(std::popcount(mask.line_ends));
    masks[block] = mask;
  }
  return bits(nul) != 0;
}

// A lambda would not take over the target, hence a function of its own.
__attribute__((target("avx2,popcnt"), always_inline)) static inline std::uint64_t bits_of(__m256i low, __m256i high) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(low))) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

__attribute__((target("avx2,popcnt"))) bool mask_avx2(const char* text, std::size_t blocks, BlockMasks* masks) {
  const __m256i comma = _mm256_set1_epi8(','), line_feed = _mm256_set1_epi8('\n'), quote = _mm256_set1_epi8('"');
  const __m256i zero = _mm256_setzero_si256();
  __m256i nul = zero;
  for (std::size_t block = 0; block < blocks; ++block) {
    const auto* const at = reinterpret_cast<const __m256i*>(text + block * mask_bytes);
    const __m256i low = _mm256_loadu_si256(at), high = _mm256_loadu_si256(at + 1);
    const __m256i low_ends = _mm256_cmpeq_epi8(low, line_feed), high_ends = _mm256_cmpeq_epi8(high, line_feed);
    const std::uint64_t separators =
        bits_of(_mm256_or_si256(_mm256_cmpeq_epi8(low, comma), low_ends), _mm256_or_si256(_mm256_cmpeq_epi8(high, comma), high_ends));
    const std::uint64_t line_ends = bits_of(low_ends, high_ends);
    nul = _mm256_or_si256(nul, _mm256_cmpeq_epi8(_mm256_min_epu8(low, high), zero));
    masks[block] = {.separators = separators,
                    .line_ends = line_ends,
                    .quotes = bits_of(_mm256_cmpeq_epi8(low, quote), _mm256_cmpeq_epi8(high, quote)),
                    .not_ascii = bits_of(low, high),
                    .separator_count = static_cast<std::uint32_t>(_mm_popcnt_u64(separators)),
                    .line_end_count = static_cast<std::uint32_t>(_mm_popcnt_u64(line_ends))};
  }
  return _mm256_movemask_epi8(nul) != 0;
}

bool machine_has_avx2() { return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0; }

#endif

MaskKernel mask_kernel() {
#if defined(__x86_64__)
  static const MaskKernel chosen = machine_has_avx2() ? mask_avx2 : mask_sse2;
  return chosen;
#else
  return mask_plain;
#endif
}

}  // namespace crossroads::facts::csv
