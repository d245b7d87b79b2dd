// Rows of nationalities.csv.
#pragma once

#include "facts/rows.hpp"

namespace crossroads::facts {

[[nodiscard]] constexpr DataFile file_of(const NationalityRow&) { return DataFile::nationalities; }

/// Reads the row's values, columns numbered as SPEC §2 orders them; false at the first that is wrong.
template <class Reader>
[[nodiscard]] bool read_row(Reader&& in, NationalityRow& row) {
  return in.niss(0, row.niss) && in.country(1, row.nationality.country) && in.period(2, 3, row.nationality.period);
}

}  // namespace crossroads::facts
