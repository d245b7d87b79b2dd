// Which of 64 bytes are separators, line ends, quotes, or no ASCII: one bit a byte, by the widest vectors the machine has.
#pragma once

#include <cstddef>
#include <cstdint>

namespace crossroads::facts::csv {

/// Bit i speaks of byte i of the block.
struct BlockMasks {
  std::uint64_t separators;  ///< `,` and line feed
  std::uint64_t line_ends;   ///< line feed
  std::uint64_t quotes;      ///< `"`
  std::uint64_t not_ascii;   ///< the high bit is set
  std::uint32_t separator_count;
  std::uint32_t line_end_count;
};

inline constexpr std::size_t mask_bytes = 64;

/// Fills `masks[0 … blocks)` for the 64 × `blocks` bytes at `text`. Gives whether one of them is NUL.
using MaskKernel = bool (*)(const char* text, std::size_t blocks, BlockMasks* masks);

/// The same meaning three times: plain C++, SSE2 (every x86-64 has it), AVX2.
bool mask_plain(const char* text, std::size_t blocks, BlockMasks* masks);
#if defined(__x86_64__)
bool mask_sse2(const char* text, std::size_t blocks, BlockMasks* masks);
bool mask_avx2(const char* text, std::size_t blocks, BlockMasks* masks);
[[nodiscard]] bool machine_has_avx2();
#endif

/// The fastest of them that this machine runs.
[[nodiscard]] MaskKernel mask_kernel();

}  // namespace crossroads::facts::csv
