// Where separators, line ends and quotes stand in a text, found with the widest vectors that the machine has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace crossroads::facts::csv {

/// A bit a byte of 64 bytes; bit i speaks of byte i.
struct BlockMasks {
  std::uint64_t separators;  ///< `,` and line feed
  std::uint64_t line_ends;   ///< line feed
  std::uint64_t quotes;      ///< `"`
  std::uint64_t not_ascii;   ///< the high bit is set
};

inline constexpr std::size_t mask_bytes = 64;

/// What stands somewhere in a run of blocks, so that blocks without it need no look.
struct Seen {
  bool quote, not_ascii, nul;
};

/// Where the numbers go. Up to 64 more than the masks have bits may be written (and mean nothing).
struct PositionsOut {
  std::uint32_t* separators;
  std::uint32_t* line_ends;
};

/// One way to do the work. All have the same meaning.
struct MaskKernel {
  std::string_view name;
  /// Fills `masks[0 … blocks)` for the 64 × `blocks` bytes at `text`.
  Seen (*mask)(const char* text, std::size_t blocks, BlockMasks* masks);
  /// Writes `base + place` of every bit set, block by block, and gives where the next ones would go.
  PositionsOut (*list)(const BlockMasks* masks, std::size_t blocks, std::uint32_t base, PositionsOut out);
};

/// Those that this machine runs, the slowest (plain C++) first.
[[nodiscard]] std::span<const MaskKernel> mask_kernels();
/// The fastest of them.
[[nodiscard]] const MaskKernel& fastest_mask_kernel();

}  // namespace crossroads::facts::csv
