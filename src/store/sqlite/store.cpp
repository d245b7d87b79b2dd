#include "store/sqlite/store.hpp"

#include <fmt/format.h>

namespace crossroads::store::sqlite {

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path, const OpenOptions& options) {
  auto database = CROSSROADS_TRY(Database::open(path, options.access, options.patience));
  // The first question also tells whether the file is a database at all; nothing may be changed before the schema was looked at.
  CROSSROADS_CHECK(prepare_schema(database, options.access, options.older));
  if (options.access != Access::read_only) CROSSROADS_CHECK(database.keep_write_ahead_log(options.patience));
  // What was deleted is overwritten: erased parts of the access log must not stand in free pages.
  CROSSROADS_CHECK(database.execute("PRAGMA secure_delete = ON"));
  // The log file is cut back once a great import has been moved out of it.
  CROSSROADS_CHECK(database.execute(
      fmt::format("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -{}; PRAGMA journal_size_limit = "
                  "67108864; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16384",
                  static_cast<std::uint32_t>(options.cache) * 1024)
          .c_str()));
  return std::unique_ptr<Store>(new Store(std::move(database)));
}

}  // namespace crossroads::store::sqlite
