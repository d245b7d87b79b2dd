#include "facts/csv/masks.hpp"

#include <array>
#include <bit>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace crossroads::facts::csv {
namespace {

Seen mask_plain(const char* text, std::size_t blocks, BlockMasks* masks) {
  Seen seen{};
  for (std::size_t block = 0; block < blocks; ++block) {
    BlockMasks mask{};
    for (std::size_t i = 0; i < mask_bytes; ++i) {
      const char c = text[block * mask_bytes + i];
      const std::uint64_t bit = std::uint64_t{1} << i;
      if (c == ',' || c == '\n') mask.separators |= bit;
      if (c == '\n') mask.line_ends |= bit;
      if (c == '"') mask.quotes |= bit;
      if ((static_cast<unsigned char>(c) & 0x80U) != 0) mask.not_ascii |= bit;
      seen.nul |= c == '\0';
    }
    seen.quote |= mask.quotes != 0;
    seen.not_ascii |= mask.not_ascii != 0;
    masks[block] = mask;
  }
  return seen;
}

std::uint32_t* list_plain(std::uint64_t mask, std::uint32_t base, std::uint32_t* out) {
  for (; mask != 0; mask &= mask - 1) *out++ = base + static_cast<std::uint32_t>(std::countr_zero(mask));
  return out;
}

PositionsOut list_all_plain(const BlockMasks* masks, std::size_t blocks, std::uint32_t base, PositionsOut out) {
  for (std::size_t block = 0; block < blocks; ++block, base += mask_bytes) {
    out.separators = list_plain(masks[block].separators, base, out.separators);
    out.line_ends = list_plain(masks[block].line_ends, base, out.line_ends);
  }
  return out;
}

#if defined(__x86_64__)

// The small functions are no lambdas or templates, since those would not take over the target.
#define CROSSROADS_TARGET(names) __attribute__((target(names)))
#define CROSSROADS_AVX2 CROSSROADS_TARGET("avx2,bmi,popcnt")
#define CROSSROADS_AVX512 CROSSROADS_TARGET("avx2,bmi,popcnt,avx512f,avx512bw,avx512vl,avx512vbmi2")

CROSSROADS_AVX2 inline std::uint64_t bits_of(__m256i low, __m256i high) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(low))) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

CROSSROADS_AVX2 Seen mask_avx2(const char* text, std::size_t blocks, BlockMasks* masks) {
  const __m256i comma = _mm256_set1_epi8(','), line_feed = _mm256_set1_epi8('\n'), quote = _mm256_set1_epi8('"');
  const __m256i zero = _mm256_setzero_si256();
  __m256i nul = zero;
  std::uint64_t quotes = 0, not_ascii = 0;
  for (std::size_t block = 0; block < blocks; ++block) {
    const auto* const at = reinterpret_cast<const __m256i*>(text + block * mask_bytes);
    const __m256i low = _mm256_loadu_si256(at), high = _mm256_loadu_si256(at + 1);
    const __m256i low_ends = _mm256_cmpeq_epi8(low, line_feed), high_ends = _mm256_cmpeq_epi8(high, line_feed);
    nul = _mm256_or_si256(nul, _mm256_cmpeq_epi8(_mm256_min_epu8(low, high), zero));
    masks[block] = {.separators = bits_of(_mm256_or_si256(_mm256_cmpeq_epi8(low, comma), low_ends),
                                          _mm256_or_si256(_mm256_cmpeq_epi8(high, comma), high_ends)),
                    .line_ends = bits_of(low_ends, high_ends),
                    .quotes = bits_of(_mm256_cmpeq_epi8(low, quote), _mm256_cmpeq_epi8(high, quote)),
                    .not_ascii = bits_of(low, high)};
    quotes |= masks[block].quotes;
    not_ascii |= masks[block].not_ascii;
  }
  return {.quote = quotes != 0, .not_ascii = not_ascii != 0, .nul = _mm256_movemask_epi8(nul) != 0};
}

CROSSROADS_AVX2 inline std::uint32_t* list_avx2(std::uint64_t mask, std::uint32_t base, std::uint32_t* out) {
  const auto count = static_cast<unsigned>(_mm_popcnt_u64(mask));
  // Eight at a time whether or not there are so many: a branch that is rarely mistaken, instead of one a bit.
  for (unsigned done = 0; done < count; done += 8) {
    for (unsigned i = 0; i < 8; ++i) {
      out[done + i] = base + static_cast<std::uint32_t>(_tzcnt_u64(mask));
      mask = _blsr_u64(mask);
    }
  }
  return out + count;
}

/// For masks with a bit or two, rarely more.
CROSSROADS_AVX2 inline std::uint32_t* list_few_avx2(std::uint64_t mask, std::uint32_t base, std::uint32_t* out) {
  out[0] = base + static_cast<std::uint32_t>(_tzcnt_u64(mask));
  out[1] = base + static_cast<std::uint32_t>(_tzcnt_u64(_blsr_u64(mask)));
  const auto count = static_cast<unsigned>(_mm_popcnt_u64(mask));
  return count <= 2 ? out + count : list_avx2(mask, base, out);
}

CROSSROADS_AVX2 PositionsOut list_all_avx2(const BlockMasks* masks, std::size_t blocks, std::uint32_t base, PositionsOut out) {
  for (std::size_t block = 0; block < blocks; ++block, base += mask_bytes) {
    out.separators = list_avx2(masks[block].separators, base, out.separators);
    out.line_ends = list_few_avx2(masks[block].line_ends, base, out.line_ends);
  }
  return out;
}

CROSSROADS_AVX512 Seen mask_avx512(const char* text, std::size_t blocks, BlockMasks* masks) {
  const __m512i comma = _mm512_set1_epi8(','), line_feed = _mm512_set1_epi8('\n'), quote = _mm512_set1_epi8('"');
  std::uint64_t quotes = 0, not_ascii = 0, nul = 0;
  for (std::size_t block = 0; block < blocks; ++block) {
    const __m512i bytes = _mm512_loadu_si512(text + block * mask_bytes);
    const std::uint64_t ends = _mm512_cmpeq_epi8_mask(bytes, line_feed);
    masks[block] = {.separators = _mm512_cmpeq_epi8_mask(bytes, comma) | ends,
                    .line_ends = ends,
                    .quotes = _mm512_cmpeq_epi8_mask(bytes, quote),
                    .not_ascii = _mm512_movepi8_mask(bytes)};
    quotes |= masks[block].quotes;
    not_ascii |= masks[block].not_ascii;
    nul |= _mm512_testn_epi8_mask(bytes, bytes);
  }
  return {.quote = quotes != 0, .not_ascii = not_ascii != 0, .nul = nul != 0};
}

constexpr auto byte_places = [] {
  std::array<char, mask_bytes> places{};
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<char>(i);
  return places;
}();

CROSSROADS_AVX512 PositionsOut list_all_avx512(const BlockMasks* masks, std::size_t blocks, std::uint32_t base, PositionsOut out) {
  const __m512i places = _mm512_loadu_si512(byte_places.data());
  for (std::size_t block = 0; block < blocks; ++block, base += mask_bytes) {
    const std::uint64_t mask = masks[block].separators;
    const __m512i found = _mm512_maskz_compress_epi8(mask, places);
    const __m512i bases = _mm512_set1_epi32(static_cast<int>(base));
    _mm512_storeu_si512(out.separators, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(found)), bases));
    const auto count = static_cast<unsigned>(_mm_popcnt_u64(mask));
    if (count > 16) {
      _mm512_storeu_si512(out.separators + 16, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 1)), bases));
      if (count > 32) {
        _mm512_storeu_si512(out.separators + 32, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 2)), bases));
        _mm512_storeu_si512(out.separators + 48, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 3)), bases));
      }
    }
    out.separators += count;
    out.line_ends = list_few_avx2(masks[block].line_ends, base, out.line_ends);
  }
  return out;
}

bool machine_has_avx2() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("popcnt") != 0;
}
bool machine_has_avx512() {
  return machine_has_avx2() && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vbmi2") != 0;
}

#endif

std::vector<MaskKernel> kernels_of_machine() {
  std::vector<MaskKernel> kernels{{.name = "plain", .mask = mask_plain, .list = list_all_plain}};
#if defined(__x86_64__)
  if (machine_has_avx2()) kernels.push_back({.name = "avx2", .mask = mask_avx2, .list = list_all_avx2});
  if (machine_has_avx512()) kernels.push_back({.name = "avx512", .mask = mask_avx512, .list = list_all_avx512});
#endif
  return kernels;
}

}  // namespace

std::span<const MaskKernel> mask_kernels() {
  static const std::vector<MaskKernel> kernels = kernels_of_machine();
  return kernels;
}

const MaskKernel& fastest_mask_kernel() { return mask_kernels().back(); }

}  // namespace crossroads::facts::csv
