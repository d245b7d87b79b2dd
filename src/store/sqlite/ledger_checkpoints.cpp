// Checkpoints of the access log, and what others said to them.
#include <fmt/format.h>

#include <algorithm>

#include "store/sqlite/ledger_rows.hpp"
#include "store/sqlite/ledger_store.hpp"

namespace crossroads::store::sqlite {

using namespace ledger;

Result<void> SqliteLedgerStore::keep_checkpoint(const LogName& log, Shard shard, TreeSize size, std::string_view note) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const std::int64_t number = CROSSROADS_TRY(known(log, shard));
  auto add =
      CROSSROADS_TRY(database_.prepare("INSERT INTO ledger_checkpoints VALUES (?1, ?2, ?3) ON CONFLICT (shard, size) DO UPDATE SET "
                                       "checkpoint = checkpoint WHERE checkpoint = ?3"));
  add.bind(0, number).bind(1, static_cast<std::int64_t>(size.value)).bind(2, note);
  CROSSROADS_CHECK(add.run());
  if (database_.changes() != 1) {
    return failure({.what = "another checkpoint of this size was handed out before",
                    .place = {.file = database_.path().string()},
                    .field = fmt::format("{}, {}", log.text(), shard.year),
                    .value = std::to_string(size.value),
                    .kept = "the earlier one"});
  }
  return transaction.commit();
}

Result<void> SqliteLedgerStore::add_cosignature(const LogName& log, Shard shard, TreeSize size, std::string_view line) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  auto add = CROSSROADS_TRY(database_.prepare("INSERT INTO ledger_cosignatures VALUES (?, ?, ?) ON CONFLICT DO NOTHING"));
  add.bind(0, CROSSROADS_TRY(known(log, shard))).bind(1, static_cast<std::int64_t>(size.value)).bind(2, line);
  CROSSROADS_CHECK(add.run());
  return transaction.commit();
}

Result<void> SqliteLedgerStore::add_timestamp(const LogName& log, Shard shard, TreeSize size, const KeptCheckpoint::Timestamp& timestamp) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  auto add = CROSSROADS_TRY(database_.prepare("INSERT INTO ledger_timestamps VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"));
  add.bind(0, CROSSROADS_TRY(known(log, shard))).bind(1, static_cast<std::int64_t>(size.value));
  add.bind(2, std::string_view(timestamp.authority)).bind(3, std::span(timestamp.token));
  CROSSROADS_CHECK(add.run());
  return transaction.commit();
}

Result<std::vector<KeptCheckpoint>> SqliteLedgerStore::checkpoints(const LogName& log) {
  std::vector<KeptCheckpoint> kept;
  auto rows = CROSSROADS_TRY(
      database_.prepare("SELECT year, c.size, c.checkpoint FROM ledger_checkpoints c JOIN ledger_shards USING (shard) WHERE log = ? "
                        "ORDER BY year, c.size"));
  rows.bind(0, std::string_view(log.text()));
  while (CROSSROADS_TRY(rows.step())) {
    kept.push_back({.shard = {static_cast<int>(rows.number(0))},
                    .size = {static_cast<std::uint64_t>(rows.number(1))},
                    .note = std::string(rows.text(2)),
                    .cosignatures = {},
                    .timestamps = {}});
  }
  // Both others come in the same order, and each belongs to a checkpoint (foreign keys).
  const auto beside = [&](std::string_view sql, auto add) -> Result<void> {
    auto others = CROSSROADS_TRY(database_.prepare(sql));
    others.bind(0, std::string_view(log.text()));
    auto at = kept.begin();
    while (CROSSROADS_TRY(others.step())) {
      const auto belongs = [&](const KeptCheckpoint& one) {
        return one.shard.year == others.number(0) && std::cmp_equal(one.size.value, others.number(1));
      };
      at = std::find_if(at, kept.end(), belongs);
      if (at == kept.end()) return std::unexpected(database_.damaged("something was said to a checkpoint that is not kept"));
      add(*at, others);
    }
    return {};
  };
  CROSSROADS_CHECK(
      beside("SELECT year, o.size, signature FROM ledger_cosignatures o JOIN ledger_shards USING (shard) WHERE log = ? ORDER BY year, "
             "o.size, signature",
             [](KeptCheckpoint& to, const Statement& row) { to.cosignatures.emplace_back(row.text(2)); }));
  CROSSROADS_CHECK(
      beside("SELECT year, o.size, authority, token FROM ledger_timestamps o JOIN ledger_shards USING (shard) WHERE log = ? ORDER BY "
             "year, o.size, authority, token",
             [](KeptCheckpoint& to, const Statement& row) { to.timestamps.push_back({std::string(row.text(2)), copied(row.bytes(3))}); }));
  return kept;
}

}  // namespace crossroads::store::sqlite
