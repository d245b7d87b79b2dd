// A statement that is used again and again.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "store/sqlite/database.hpp"

namespace crossroads::store::sqlite {

/// A statement that is prepared when it is first used, and then kept.
class KeptStatement {
 public:
  KeptStatement(Database& database, std::string sql) : database_(database), sql_(std::move(sql)) {}
  [[nodiscard]] Result<Statement*> ready() {
    if (!statement_) statement_ = CROSSROADS_TRY(database_.prepare(sql_));
    return &*statement_;
  }

 private:
  Database& database_;
  std::string sql_;
  std::optional<Statement> statement_;
};

}  // namespace crossroads::store::sqlite
