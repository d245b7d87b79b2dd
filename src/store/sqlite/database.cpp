#include "store/sqlite/database.hpp"

#include <thread>
#include <utility>

namespace crossroads::store::sqlite {

namespace {

int flags_of(Access access) {
  switch (access) {
    case Access::read_only: return SQLITE_OPEN_READONLY;
    case Access::read_write: return SQLITE_OPEN_READWRITE;
    case Access::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  std::unreachable();
}

Problem described(const std::filesystem::path& path, int code, std::string said) {
  Problem problem{.what = "the store gave an error", .place = {.file = path.string()}, .value = std::move(said)};
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      problem.what = "the store is locked: another import or run is writing to it";
      problem.hint = "try again when it has ended";
      problem.kept = "the store is as it was";
      break;
    case SQLITE_NOTADB:
      problem.what = "this file is no database";
      problem.expected = "a Crossroads store, or no file at all";
      problem.kept = "the file is as it was";
      break;
    case SQLITE_CANTOPEN:
      problem.what = "the store can't be opened";
      problem.hint = "see whether the folder exists and may be written";
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      problem.what = "the store may not be written";
      problem.hint = "see who owns the file and its folder";
      problem.kept = "the store is as it was";
      break;
    case SQLITE_FULL:
      problem.what = "the disk is full";
      problem.hint = "make room and try again";
      problem.kept = "the store is as it was";
      break;
    case SQLITE_CORRUPT:
      problem.what = "the store is damaged";
      problem.hint = "bring back a backup";
      break;
    default: break;
  }
  return problem;
}

}  // namespace

Result<Database> Database::open(const std::filesystem::path& path, Access access, std::chrono::milliseconds patience) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags_of(access) | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(handle, path);
  if (code != SQLITE_OK) {
    if (access != Access::create && !std::filesystem::exists(path)) {
      return failure({.what = "there is no store here",
                      .place = {.file = path.string()},
                      .hint = "import a data folder first, or name another store"});
    }
    return std::unexpected(described(path, code, handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle)));
  }
  sqlite3_busy_timeout(handle, static_cast<int>(patience.count()));
  return database;
}

Result<void> Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(problem(code));
  return {};
}

Result<void> Database::keep_write_ahead_log(std::chrono::milliseconds patience) {
  constexpr std::chrono::milliseconds pause{2};
  for (auto waited = pause;; waited += pause) {
    const int code = sqlite3_exec(handle_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return {};
    if ((code & 0xff) != SQLITE_BUSY || waited > patience) return std::unexpected(problem(code));
    std::this_thread::sleep_for(pause);
  }
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  if (code != SQLITE_OK) return std::unexpected(problem(code));
  return Statement(*this, handle);
}

Result<std::int64_t> Database::number(std::string_view sql) {
  auto statement = CROSSROADS_TRY(prepare(sql));
  if (!CROSSROADS_TRY(statement.step())) return std::unexpected(damaged("a question about the store has no answer"));
  return statement.number(0);
}

Problem Database::problem(int code) const { return described(path_, code, sqlite3_errmsg(handle_.get())); }

Problem Database::damaged(std::string what) const {
  return {
      .what = std::move(what), .place = {.file = path_.string()}, .hint = "the store was changed by something else: bring back a backup"};
}

Statement& Statement::bind(int parameter, std::string_view text) {
  // An empty view may have no address, which SQLite would take for NULL.
  const char* data = text.data() == nullptr ? "" : text.data();
  return note(sqlite3_bind_text64(handle_.get(), parameter + 1, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

Statement& Statement::bind(int parameter, std::span<const std::uint8_t> bytes) {
  return note(sqlite3_bind_blob64(handle_.get(), parameter + 1, bytes.data(), bytes.size(), SQLITE_STATIC));
}

Result<bool> Statement::step() {
  if (failed_ != SQLITE_OK) return std::unexpected(database_->problem(std::exchange(failed_, SQLITE_OK)));
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  const Problem problem = database_->problem(code);
  reset();
  return std::unexpected(problem);
}

Result<void> Statement::run() {
  while (CROSSROADS_TRY(step())) {}
  return {};
}

std::string_view Statement::text(int column) const {
  // SQLite wants the text asked for before its size.
  const unsigned char* data = sqlite3_column_text(handle_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
  return data == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(data), size);
}

std::span<const std::uint8_t> Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(handle_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
  return data == nullptr ? std::span<const std::uint8_t>() : std::span(static_cast<const std::uint8_t*>(data), size);
}

Result<Transaction> Transaction::begin(Database& database) {
  const bool part = database.in_transaction();
  CROSSROADS_CHECK(database.execute(part ? "SAVEPOINT part" : "BEGIN IMMEDIATE"));
  return Transaction(database, part);
}

Transaction::~Transaction() {
  // Some failures roll back by themselves; then there is nothing left to do. A rollback that fails is repeated by the next reader of the file.
  if (database_ != nullptr && database_->in_transaction())
    static_cast<void>(database_->execute(part_ ? "ROLLBACK TO part; RELEASE part" : "ROLLBACK"));
}

Result<void> Transaction::commit() {
  CROSSROADS_CHECK(database_->execute(part_ ? "RELEASE part" : "COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace crossroads::store::sqlite
