// A moment in time. Only the outermost layer reads a clock; everything else is handed the moment.
#pragma once

#include <chrono>

namespace crossroads {

/// UTC, in whole milliseconds since 1970-01-01.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

}  // namespace crossroads
