// What the access log's store erases, and what it makes again.
#include "store/sqlite/columns.hpp"
#include "store/sqlite/ledger_rows.hpp"
#include "store/sqlite/ledger_store.hpp"

namespace crossroads::store::sqlite {

using namespace ledger;

Result<std::uint64_t> SqliteLedgerStore::erase_parts(const LogName& log, const EntryRange& range, Part part) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const std::int64_t shard = CROSSROADS_TRY(known(log, range.shard));
  auto erase = CROSSROADS_TRY(database_.prepare(
      part == Part::entry
          ? "UPDATE ledger_entries SET entry_key = NULL, entry = NULL WHERE position >= ? AND position < ? AND entry IS NOT NULL"
          : "UPDATE ledger_entries SET agent_key = NULL, agent = NULL WHERE position >= ? AND position < ? AND agent IS NOT NULL"));
  erase.bind(0, position_of(shard, range.first.value)).bind(1, position_of(shard, range.end.value));
  CROSSROADS_CHECK(erase.run());
  const auto erased = static_cast<std::uint64_t>(database_.changes());
  CROSSROADS_CHECK(transaction.commit());
  return erased;
}

Result<std::uint64_t> SqliteLedgerStore::erase_tags(const LogName& log, domain::Date day, TagClass of, std::optional<Sequence> entry) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const std::int64_t shard = CROSSROADS_TRY(known(log, shard_of(day)));
  auto erase = CROSSROADS_TRY(
      database_.prepare("DELETE FROM ledger_tags WHERE shard = ?1 AND day = ?2 AND class = ?3 AND (?4 IS NULL OR entry = ?4)"));
  erase.bind(0, shard).bind(1, to_column(day)).bind(2, to_column(of));
  if (entry) {
    erase.bind(3, static_cast<std::int64_t>(entry->value));
  } else {
    erase.bind_null(3);
  }
  CROSSROADS_CHECK(erase.run());
  auto erased = static_cast<std::uint64_t>(database_.changes());
  auto fresh = CROSSROADS_TRY(fresh_.all(shard, to_column(day)));
  const auto gone =
      std::erase_if(fresh, [&](const TagRow& row) { return class_of(row) == to_column(of) && (!entry || entry_of(row) == entry->value); });
  if (gone > 0) CROSSROADS_CHECK(fresh_.replace(shard, to_column(day), fresh));
  erased += gone;
  CROSSROADS_CHECK(transaction.commit());
  return erased;
}

Result<bool> SqliteLedgerStore::clear_remains() {
  // Free pages are overwritten at once (secure_delete); the write-ahead log has old pages until it is cut back.
  auto cut = CROSSROADS_TRY(database_.prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
  const Reading reading(cut);
  if (!CROSSROADS_TRY(cut.step())) return std::unexpected(database_.damaged("the store does not say whether its journal was cut back"));
  return cut.number(0) == 0;
}

Result<void> SqliteLedgerStore::replace_nodes(const LogName& log, Shard shard, TreeSize size, std::span<const StoredNode> nodes) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const std::int64_t number = CROSSROADS_TRY(known(log, shard));
  auto stands = CROSSROADS_TRY(database_.prepare("SELECT 1 FROM ledger_shards WHERE shard = ? AND size = ?"));
  stands.bind(0, number).bind(1, static_cast<std::int64_t>(size.value));
  const Reading reading(stands);
  if (!CROSSROADS_TRY(stands.step()))
    return failure({.what = "the log has grown meanwhile", .hint = "try again", .kept = "the nodes are as they were"});
  auto erase = CROSSROADS_TRY(database_.prepare("DELETE FROM ledger_nodes WHERE shard = ?"));
  erase.bind(0, number);
  CROSSROADS_CHECK(erase.run());
  CROSSROADS_CHECK(insert_nodes(number, nodes));
  stands.reset();  // a statement at work would keep the transaction from ending
  return transaction.commit();
}

}  // namespace crossroads::store::sqlite
