// Values as problems show them.
#pragma once

#include <string>
#include <string_view>

namespace crossroads::facts::csv {

/// The value, cut where it is long, with bytes that are no UTF-8 and control characters written as `\xHH`.
[[nodiscard]] std::string shown(std::string_view value);

}  // namespace crossroads::facts::csv
