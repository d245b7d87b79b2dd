// PEM (RFC 7468): files read, blocks taken out. Private to this folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "trust/distrust.hpp"

namespace crossroads::trust {

/// The bytes of a file. At most 64 MiB: a revocation list of a large authority has a few.
[[nodiscard]] Checked<std::string> read_pem_file(const std::filesystem::path& file, std::string_view expected);

/// The content of every block of that label, in the order of the text. What is no block is passed over; a block that is damaged is a fault.
[[nodiscard]] Checked<std::vector<std::vector<std::uint8_t>>> blocks_of_pem(std::string_view text, std::string_view label,
                                                                            const std::string& file);
/// One block.
[[nodiscard]] std::string to_pem(std::string_view label, const std::vector<std::uint8_t>& content);

}  // namespace crossroads::trust
