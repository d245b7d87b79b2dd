// SQLite's C interface with owners that clean up: a connection, a prepared statement, a transaction.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/problem.hpp"

namespace crossroads::store::sqlite {

class Statement;

enum class Access : std::uint8_t { read_only, read_write, create };

/// One connection, for one thread at a time.
class Database {
 public:
  /// Opens the file. `patience`: how long to wait for another process that writes.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, Access access, std::chrono::milliseconds patience);

  /// Runs statements that give no rows.
  [[nodiscard]] Result<void> execute(const char* sql);
  /// Keeps a write-ahead log from now on, so that readers and a writer don't wait for each other. Waits up to `patience` for others:
  /// SQLite itself doesn't wait where two processes change the journal of a new file at once.
  [[nodiscard]] Result<void> keep_write_ahead_log(std::chrono::milliseconds patience);
  [[nodiscard]] Result<Statement> prepare(std::string_view sql);
  /// The first column of the first row, as a number.
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql);

  /// How many rows the last statement that writes changed, and the row that the last insertion made.
  [[nodiscard]] std::int64_t changes() const { return sqlite3_changes64(handle_.get()); }
  [[nodiscard]] std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }

  /// What SQLite said last, as a problem that names the file and what can be done.
  [[nodiscard]] Problem problem(int code) const;
  /// A problem of what stands in the file.
  [[nodiscard]] Problem damaged(std::string what) const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  Database(sqlite3* handle, std::filesystem::path path) : handle_(handle), path_(std::move(path)) {}
  std::unique_ptr<sqlite3, Close> handle_;
  std::filesystem::path path_;
};

/// A prepared statement. Parameters and columns count from 0. Texts and bytes that are bound must live until `step` or `run` returns.
class Statement {
 public:
  Statement(Database& database, sqlite3_stmt* handle) : database_(&database), handle_(handle) {}

  Statement& bind(int parameter, std::int64_t value) { return note(sqlite3_bind_int64(handle_.get(), parameter + 1, value)); }
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::span<const std::uint8_t> bytes);
  Statement& bind_null(int parameter) { return note(sqlite3_bind_null(handle_.get(), parameter + 1)); }
  template <class T>
  Statement& bind(int parameter, const std::optional<T>& value) {
    return value ? bind(parameter, *value) : bind_null(parameter);
  }

  /// Goes to the next row; false after the last one, and the statement is then ready to be used again.
  [[nodiscard]] Result<bool> step();
  /// Runs to the end without looking at rows.
  [[nodiscard]] Result<void> run();
  /// Forgets the rows that were not read.
  void reset() { sqlite3_reset(handle_.get()); }

  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::span<const std::uint8_t> bytes(int column) const;
  [[nodiscard]] Database& database() const { return *database_; }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  Statement& note(int code) {
    if (code != SQLITE_OK && failed_ == SQLITE_OK) failed_ = code;
    return *this;
  }
  Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  int failed_ = SQLITE_OK;  // of a bind: reported by the next step
};

/// Resets a statement whose rows may be left unread when the scope is left.
class Reading {
 public:
  explicit Reading(Statement& statement) : statement_(statement) {}
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() { statement_.reset(); }

 private:
  Statement& statement_;
};

/// Takes the write lock at once, so that what was read inside stays true until the commit. Rolls back if it was not committed.
/// Begun inside another one of the same connection it is a part of that one: undone alone, durable with the whole. So the records of
/// different ports can share one transaction without knowing of each other.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)), part_(other.part_) {}
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  [[nodiscard]] Result<void> commit();

 private:
  Transaction(Database& database, bool part) : database_(&database), part_(part) {}
  Database* database_;
  bool part_;
};

}  // namespace crossroads::store::sqlite
