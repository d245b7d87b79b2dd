// One file read twice: by the fast reader, in parts, and by the plain scanner with exact values. Both as text to compare.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "facts/rows.hpp"

namespace crossroads::facts {

/// The good rows with their values, then the bad ones with their reasons; or why the file is refused. Rows are
/// taken as they stand, whatever other files say of their persons.
[[nodiscard]] std::string read_plainly(DataFile file, std::string_view text);
/// The same of the file that stands in the folder.
[[nodiscard]] std::string read_in_parts(DataFile file, const std::filesystem::path& folder, std::size_t part_bytes, unsigned threads);

}  // namespace crossroads::facts
