// Standard output and files, written whole or with a reason why not.
#pragma once

#include <string_view>

#include "base/problem.hpp"
#include "cli/actions.hpp"

namespace crossroads::cli {

[[nodiscard]] Result<void> to_standard_output(std::string_view text);
/// Replaces the file in one step, so that a crash leaves the old text or the new one.
[[nodiscard]] Result<void> to_file(const fs::path& file, std::string_view text);

}  // namespace crossroads::cli
