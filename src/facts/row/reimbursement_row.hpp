// Rows of reimbursements.csv.
#pragma once

#include "facts/rows.hpp"

namespace crossroads::facts {

[[nodiscard]] constexpr DataFile file_of(const ReimbursementRow&) { return DataFile::reimbursements; }

/// Reads the row's values, columns numbered as SPEC §2 orders them; false at the first that is wrong.
template <class Reader>
[[nodiscard]] bool read_row(Reader&& in, ReimbursementRow& row) {
  return in.some_text(0, row.aid_id) && in.date(1, row.paid_on) && in.cents(2, row.cents);
}

}  // namespace crossroads::facts
