// The port of the access logs over SQLite.
#pragma once

#include "ledger/log/ledger_store.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/fresh_tags.hpp"
#include "store/sqlite/kept_statement.hpp"

namespace crossroads::store::sqlite {

class SqliteLedgerStore final : public ledger::LedgerStore {
 public:
  /// The database must have the schema, and outlive the store.
  explicit SqliteLedgerStore(Database& database);

  [[nodiscard]] Result<std::optional<ledger::ShardHead>> head(const ledger::LogName& log) override;
  [[nodiscard]] Result<std::vector<ledger::ShardHead>> shards(const ledger::LogName& log) override;
  [[nodiscard]] Result<void> append(const ledger::LogName& log, const Compose& compose, const Effect& effect) override;

  [[nodiscard]] Result<void> leaves(const ledger::LogName& log, const ledger::EntryRange& range, const VisitLeaves& visit) override;
  [[nodiscard]] Result<void> parts(const ledger::LogName& log, const ledger::EntryRange& range, const VisitParts& visit) override;
  [[nodiscard]] Result<std::optional<StoredEntry>> entry(const ledger::LogName& log, const ledger::EntryId& id) override;
  [[nodiscard]] Result<std::optional<ledger::Hash>> node(const ledger::LogName& log, ledger::Shard shard,
                                                         ledger::NodePosition position) override;
  [[nodiscard]] Result<void> disclosed(const ledger::LogName& log, const ledger::EntryRange& range, const VisitDisclosed& visit) override;

  [[nodiscard]] Result<std::unique_ptr<ledger::LedgerSnapshot>> snapshot() override;
  [[nodiscard]] Result<std::vector<ledger::Sequence>> tagged(const ledger::LogName& log, domain::Date day, ledger::TagClass of,
                                                             const ledger::TagValue& tag) override;
  [[nodiscard]] Result<void> tags(const ledger::LogName& log, domain::Date day, ledger::TagClass of, const VisitTag& visit) override;
  [[nodiscard]] Result<std::vector<domain::Date>> tagged_days(const ledger::LogName& log, domain::Date first, domain::Date last) override;

  [[nodiscard]] Result<std::uint64_t> erase_parts(const ledger::LogName& log, const ledger::EntryRange& range, ledger::Part part) override;
  [[nodiscard]] Result<std::uint64_t> erase_tags(const ledger::LogName& log, domain::Date day, ledger::TagClass of,
                                                 std::optional<ledger::Sequence> entry) override;
  [[nodiscard]] Result<bool> clear_remains() override;
  [[nodiscard]] Result<void> replace_nodes(const ledger::LogName& log, ledger::Shard shard, ledger::TreeSize size,
                                           std::span<const ledger::StoredNode> nodes) override;

  [[nodiscard]] Result<void> keep_checkpoint(const ledger::LogName& log, ledger::Shard shard, ledger::TreeSize size,
                                             std::string_view note) override;
  [[nodiscard]] Result<void> add_cosignature(const ledger::LogName& log, ledger::Shard shard, ledger::TreeSize size,
                                             std::string_view line) override;
  [[nodiscard]] Result<void> add_timestamp(const ledger::LogName& log, ledger::Shard shard, ledger::TreeSize size,
                                           const ledger::KeptCheckpoint::Timestamp& timestamp) override;
  [[nodiscard]] Result<std::vector<ledger::KeptCheckpoint>> checkpoints(const ledger::LogName& log) override;

 private:
  /// The number under which a shard stands; nothing for one that has no entry.
  [[nodiscard]] Result<std::optional<std::int64_t>> number_of(const ledger::LogName& log, ledger::Shard shard);
  /// The same, but a problem for one that has no entry.
  [[nodiscard]] Result<std::int64_t> known(const ledger::LogName& log, ledger::Shard shard);
  [[nodiscard]] Result<ledger::ShardHead> read_head(const Statement& row) const;
  /// Moves the head on, or makes the shard; gives its number.
  [[nodiscard]] Result<std::int64_t> advance(const ledger::LogName& log, const std::optional<ledger::ShardHead>& from,
                                             const ledger::ShardHead& to);
  [[nodiscard]] Result<void> insert(std::int64_t shard, const ledger::EntryGroup& group);
  [[nodiscard]] Result<void> insert_leaves(std::int64_t shard, std::uint64_t first, const ledger::EntryGroup& group);
  [[nodiscard]] Result<void> insert_nodes(std::int64_t shard, std::span<const ledger::StoredNode> nodes);
  [[nodiscard]] Result<void> insert_tags(std::int64_t shard, std::uint64_t first, const ledger::EntryGroup& group);

  /// Puts the tags of a day that is over where they stay.
  [[nodiscard]] Result<void> settle(std::int64_t shard, domain::Date day);

  Database& database_;
  FreshTags fresh_;
  KeptStatement find_shard_, newest_, move_, begin_shard_, add_leaves_, add_entry_, add_tag_, add_node_, disclose_;
  KeptStatement find_leaves_, find_parts_, find_node_, find_tagged_;
};

}  // namespace crossroads::store::sqlite
