// The port of the desk's record over SQLite.
#pragma once

#include "store/sqlite/database.hpp"
#include "store/sqlite/kept_statement.hpp"
#include "transit/desk_record.hpp"

namespace crossroads::store::sqlite {

class SqliteDeskRecord final : public transit::DeskRecord {
 public:
  /// The database must have the schema, and outlive the record.
  explicit SqliteDeskRecord(Database& database);

  [[nodiscard]] Result<std::vector<bool>> received(std::span<const domain::Ticket> tickets) override;
  [[nodiscard]] Result<std::optional<transit::Received>> standing(const domain::Ticket& ticket) override;
  [[nodiscard]] Result<void> add(std::span<const transit::Received> messages) override;
  [[nodiscard]] Result<void> about(std::span<const domain::Niss> numbers, const Visit& visit) override;
  [[nodiscard]] Result<void> every(const Visit& visit) override;

 private:
  [[nodiscard]] Result<transit::Received> read(const Statement& row) const;
  /// Closes what a message replaces. `receipt`: the number of its row.
  [[nodiscard]] Result<void> close_replaced(std::int64_t receipt, const transit::Received& by);
  [[nodiscard]] Problem refused(std::string what, const domain::Ticket& ticket, std::string expected) const;

  Database& database_;
  KeptStatement find_, standing_, last_, add_, close_, about_;
};

}  // namespace crossroads::store::sqlite
