// A statement that is used again and again.
#pragma once

#include <optional>

#include "store/sqlite/database.hpp"

namespace crossroads::store::sqlite {

/// A statement that is prepared when it is first used, and then kept.
class KeptStatement {
 public:
  KeptStatement(Database& database, const char* sql) : database_(database), sql_(sql) {}
  [[nodiscard]] Result<Statement*> ready() {
    if (!statement_) statement_ = CROSSROADS_TRY(database_.prepare(sql_));
    return &*statement_;
  }

 private:
  Database& database_;
  const char* sql_;
  std::optional<Statement> statement_;
};

}  // namespace crossroads::store::sqlite
