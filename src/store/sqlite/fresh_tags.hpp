// The search tags of a day that is not over: runs of sorted rows, merged as they grow. Tags are by chance, so each would change a page of its own
// in the table of all tags; so a batch writes one row, and a day goes into the table in one piece and in the table's order.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ledger/log/stored.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/kept_statement.hpp"

namespace crossroads::store::sqlite {

/// Class, tag and entry as bytes, so that their order is that of the bytes.
using TagRow = std::array<std::uint8_t, 25>;
[[nodiscard]] TagRow to_row(ledger::TagClass of, const ledger::TagValue& tag, std::uint64_t entry);
[[nodiscard]] std::int64_t class_of(const TagRow& row);
[[nodiscard]] ledger::TagValue tag_of(const TagRow& row);
[[nodiscard]] std::uint64_t entry_of(const TagRow& row);

/// All calls that write belong inside a transaction. `shard` is the number under which a shard stands.
class FreshTags {
 public:
  explicit FreshTags(Database& database);

  /// What one batch adds: ascending, each row once. `first` is the batch's first entry: no two batches of a day share it.
  [[nodiscard]] Result<void> add(std::int64_t shard, std::int64_t day, std::uint64_t first, const std::vector<TagRow>& rows);
  /// The rows of a class and tag, ascending.
  [[nodiscard]] Result<std::vector<TagRow>> find(std::int64_t shard, std::int64_t day, ledger::TagClass of, const ledger::TagValue& tag);
  /// All rows of the day, ascending.
  [[nodiscard]] Result<std::vector<TagRow>> all(std::int64_t shard, std::int64_t day);
  /// How many rows the day has.
  [[nodiscard]] Result<std::uint64_t> count(std::int64_t shard, std::int64_t day);
  /// Puts others in the place of all rows of the day; none at all where there are no others.
  [[nodiscard]] Result<void> replace(std::int64_t shard, std::int64_t day, const std::vector<TagRow>& rows);

 private:
  struct Run {
    std::int64_t level;
    std::int64_t first;
  };
  [[nodiscard]] Result<std::vector<Run>> runs(std::int64_t shard, std::int64_t day);
  [[nodiscard]] Result<void> read(std::int64_t shard, std::int64_t day, std::int64_t run, const TagRow& from, const TagRow& to,
                                  std::vector<TagRow>& rows);
  [[nodiscard]] Result<void> write(std::int64_t shard, std::int64_t day, std::int64_t run, const std::vector<TagRow>& rows);
  [[nodiscard]] Result<void> drop(std::int64_t shard, std::int64_t day, std::int64_t run);
  /// Merges the runs of a level where there are enough, and goes on with what that makes.
  [[nodiscard]] Result<void> merge(std::int64_t shard, std::int64_t day, std::int64_t level);

  Database& database_;
  KeptStatement add_run_, add_part_, drop_run_, drop_parts_, list_, count_, find_;
};

}  // namespace crossroads::store::sqlite
