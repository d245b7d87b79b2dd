// Rows of aid.csv: grants of aid, cancelled ones too.
#pragma once

#include "facts/rows.hpp"

namespace crossroads::facts {

[[nodiscard]] constexpr DataFile file_of(const GrantRow&) { return DataFile::aid; }

/// Reads the row's values, columns numbered as SPEC §2 orders them; false at the first that is wrong.
template <class Reader>
[[nodiscard]] bool read_row(Reader&& in, GrantRow& row) {
  return in.some_text(0, row.aid_id) && in.niss(1, row.niss) && in.centre(2, row.centre) && in.name(3, row.grant.nature) &&
         in.category(4, row.grant.category) && in.some_cents(5, row.grant.monthly) && in.period(6, 7, row.grant.period) &&
         in.name(8, row.status);
}

}  // namespace crossroads::facts
