// A moment in time. Only the outermost layer reads a clock; everything else is handed the moment.
#pragma once

#include <chrono>
#include <string>

namespace crossroads {

/// UTC, in whole milliseconds since 1970-01-01.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// RFC 3339, with milliseconds: `2026-05-04T12:00:00.000Z`.
[[nodiscard]] std::string to_rfc3339(Instant time);

}  // namespace crossroads
