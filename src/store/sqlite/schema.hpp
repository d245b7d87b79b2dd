// The tables of the embedded store, as numbered steps, and the check that a file is a store of this version.
#pragma once

#include <cstdint>

#include "base/problem.hpp"
#include "store/sqlite/database.hpp"

namespace crossroads::store::sqlite {

/// In SQLite's header: "CROS". A file with another one belongs to another program.
inline constexpr std::int64_t application_id = 0x43524F53;

/// How many steps there are: what `user_version` says of a store of this version.
[[nodiscard]] std::int64_t schema_version();

enum class Older : std::uint8_t { refuse, bring_up };

/// Makes the tables in a file that is empty. Refuses a file of another program, one that a newer version wrote, and, unless `older`
/// says to bring it up, one that an older version wrote. All steps that are missing are one transaction.
[[nodiscard]] Result<void> prepare_schema(Database& database, Access access, Older older);

/// For tests: the same with the first so many steps only, as an older version of the program would have left the file.
[[nodiscard]] Result<void> create_schema_of(Database& database, std::int64_t version);

}  // namespace crossroads::store::sqlite
