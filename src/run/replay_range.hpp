// Which months a replay can decide on. Private to this folder.
#pragma once

#include <optional>

#include "run/replay.hpp"

namespace crossroads::run {

/// The months asked for, without those before the authorisation's first; nothing if none is left. Fails as `replay` says.
[[nodiscard]] Result<std::optional<domain::MonthSpan>> decided_months(const law::fast::Plan& plan, domain::MonthSpan asked);

}  // namespace crossroads::run
