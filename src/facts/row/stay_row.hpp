// Rows of stays.csv: what the National Register says of a stay.
#pragma once

#include "facts/rows.hpp"

namespace crossroads::facts {

[[nodiscard]] constexpr DataFile file_of(const StayRow&) { return DataFile::stays; }

/// Reads the row's values, columns numbered as SPEC §2 orders them; false at the first that is wrong.
template <class Reader>
[[nodiscard]] bool read_row(Reader&& in, StayRow& row) {
  domain::StayRow& stay = row.stay;
  if (!(in.niss(0, row.niss) && in.period(1, 2, stay.period) && in.name(3, stay.legal) && in.name(4, stay.reg) && in.name(5, stay.title) &&
        in.name(6, stay.ground) && in.name(7, stay.quality) && in.date_or(8, domain::Date::never(), stay.recognised_on) &&
        in.date_or(9, domain::Date::never(), stay.applied_on) && in.name(10, stay.applied_at) && in.niss_or_none(11, row.sponsor))) {
    return false;
  }
  stay.sponsor = row.sponsor ? domain::unknown_sponsor : domain::no_sponsor;
  return true;
}

}  // namespace crossroads::facts
