#include "store/sqlite/store.hpp"

namespace crossroads::store::sqlite {

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path, const OpenOptions& options) {
  auto database = CROSSROADS_TRY(Database::open(path, options.access, options.patience));
  // The first question also tells whether the file is a database at all; nothing may be changed before the schema was looked at.
  CROSSROADS_CHECK(prepare_schema(database, options.access, options.older));
  if (options.access != Access::read_only) CROSSROADS_CHECK(database.keep_write_ahead_log(options.patience));
  // What was deleted is overwritten: erased parts of the access log must not stand in free pages.
  CROSSROADS_CHECK(database.execute("PRAGMA secure_delete = ON"));
  // A cache of 64 MiB keeps the upper pages of every index; the log file is cut back once a great import has been moved out of it.
  CROSSROADS_CHECK(
      database.execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = "
                       "67108864; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16384"));
  return std::unique_ptr<Store>(new Store(std::move(database)));
}

}  // namespace crossroads::store::sqlite
