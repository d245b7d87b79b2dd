// Moments as text, to the second: what certificates hold.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/problem.hpp"

namespace crossroads::trust {

/// RFC 3339 in UTC: `2026-05-04T09:30:00Z`. What is finer than a second is left out.
[[nodiscard]] std::string to_utc(Instant at);
/// Exactly what `to_utc` writes, of the years 1000 to 9999.
[[nodiscard]] Result<Instant> parse_utc(std::string_view text);

}  // namespace crossroads::trust
