// The months and periods of a message as one text each, for a column: JSON arrays, so that every database's own tools read them too.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/message.hpp"

namespace crossroads::store {

/// `[["2011-08",90000,"ris"],["2011-09",null,null]]`: month, cents, nature.
[[nodiscard]] std::string write_months(std::span<const run::MonthAmount> months);
/// Reads exactly what `write_months` writes; nothing for anything else.
[[nodiscard]] std::optional<std::vector<run::MonthAmount>> read_months(std::string_view text);

/// `[["2011-05","2011-08"]]`: first and last month.
[[nodiscard]] std::string write_periods(std::span<const domain::MonthSpan> periods);
/// Reads exactly what `write_periods` writes; nothing for anything else.
[[nodiscard]] std::optional<std::vector<domain::MonthSpan>> read_periods(std::string_view text);

}  // namespace crossroads::store
