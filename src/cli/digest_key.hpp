// The key under which a hub keeps digests of what passed it.
#pragma once

#include "base/problem.hpp"
#include "cli/actions.hpp"
#include "exchange/push/settle.hpp"

namespace crossroads::cli {

/// Reads the key, or makes one by chance where there is no file. Fails for a file that holds anything but thirty-two bytes.
[[nodiscard]] Result<exchange::push::Keyed> open_digest_key(const fs::path& file);

}  // namespace crossroads::cli
