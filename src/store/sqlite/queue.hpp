// The port of the queue over SQLite: the queue of one store, to the one institution that its owner sends to.
#pragma once

#include "store/sqlite/database.hpp"
#include "store/sqlite/kept_statement.hpp"
#include "transit/queue.hpp"

namespace crossroads::store::sqlite {

class SqliteQueue final : public transit::Queue {
 public:
  /// The database must have the schema, and outlive the queue.
  explicit SqliteQueue(Database& database);

  [[nodiscard]] Result<void> add(std::span<const transit::NewConsignment> consignments, Instant now) override;
  [[nodiscard]] Result<std::vector<transit::Consignment>> next(std::size_t most, std::size_t bytes) override;
  [[nodiscard]] Result<void> delivered(std::span<const transit::Position> positions) override;
  [[nodiscard]] Result<void> park(transit::Position position, std::string_view problem, Instant now) override;
  [[nodiscard]] Result<std::vector<transit::Parked>> parked(transit::Position after, std::size_t most) override;
  [[nodiscard]] Result<std::uint64_t> release() override;
  [[nodiscard]] Result<transit::QueueState> state() override;

 private:
  [[nodiscard]] Result<bool> any_parked();
  [[nodiscard]] Result<bool> parked_of(std::int64_t line);
  /// The line of one that is parked, if it is, and if it has one.
  [[nodiscard]] Result<std::optional<std::int64_t>> line_of_parked(transit::Position position);

  /// Part of `delivered`: makes sure that no copy of a text that is gone stands between the rows.
  [[nodiscard]] Result<void> rewrite(std::size_t delivered);

  Database& database_;
  KeptStatement place_, take_places_, add_, next_, forget_, any_parked_, parked_of_, line_of_parked_, free_line_, park_, hold_line_, count_,
      every_, forget_every_, put_back_;
};

}  // namespace crossroads::store::sqlite
