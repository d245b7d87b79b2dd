// The header row: which column stands where.
#pragma once

#include <array>
#include <cstdint>

#include "base/problem.hpp"
#include "facts/csv/block.hpp"
#include "facts/csv/input_file.hpp"

namespace crossroads::facts::csv {

inline constexpr std::size_t most_columns = 12;

struct Header {
  std::size_t columns = 0;
  std::array<std::uint8_t, most_columns> field_of{};  ///< by column in the order of SPEC §2: its field in a row
  std::uint64_t end = 0;                              ///< where in the file the row after the header begins
  std::uint32_t lines = 0;                            ///< lines up to and with the header
};

/// Reads the header; the stream goes on with the row after it. Fails where there is none, or a column lacks, is unknown or
/// there twice.
[[nodiscard]] Result<Header> read_header(const InputFile& file, BlockStream& stream);

}  // namespace crossroads::facts::csv
