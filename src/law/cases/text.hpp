// A case in its own language: how a case that no jurist wrote is shown, ready to be put into a file.
#pragma once

#include <string>

#include "law/cases/case.hpp"

namespace crossroads::law::cases {

/// Several lines, each ended. Reading them gives the same facts and expectations.
[[nodiscard]] std::string to_text(const Case& written);

}  // namespace crossroads::law::cases
