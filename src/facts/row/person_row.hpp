// Rows of persons.csv: how a person is called.
#pragma once

#include "facts/rows.hpp"

namespace crossroads::facts {

[[nodiscard]] constexpr DataFile file_of(const PersonRow&) { return DataFile::persons; }

/// Reads the row's values, columns numbered as SPEC §2 orders them; false at the first that is wrong.
template <class Reader>
[[nodiscard]] bool read_row(Reader&& in, PersonRow& row) {
  return in.niss(0, row.niss) && in.text(1, row.last_name) && in.text(2, row.first_names) && in.country(3, row.country_of_origin);
}

}  // namespace crossroads::facts
