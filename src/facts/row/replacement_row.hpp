// Rows of replacements.csv: a number that replaced another one.
#pragma once

#include "facts/rows.hpp"

namespace crossroads::facts {

[[nodiscard]] constexpr DataFile file_of(const ReplacementRow&) { return DataFile::replacements; }

/// Reads the row's values, columns numbered as SPEC §2 orders them; false at the first that is wrong.
template <class Reader>
[[nodiscard]] bool read_row(Reader&& in, ReplacementRow& row) {
  return in.niss(0, row.old_niss) && in.niss(1, row.new_niss) && in.date(2, row.on);
}

}  // namespace crossroads::facts
