#include "store/sqlite/ledger_store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/seal/big_endian.hpp"
#include "store/sqlite/columns.hpp"
#include "store/sqlite/ledger_rows.hpp"

namespace crossroads::store::sqlite {

using namespace ledger;

SqliteLedgerStore::SqliteLedgerStore(Database& database)
    : database_(database),
      fresh_(database),
      find_shard_(database, "SELECT shard FROM ledger_shards WHERE log = ? AND year = ?"),
      newest_(database,
              "SELECT shard, year, size, edge, last_time, checkpoint FROM ledger_shards WHERE log = ? ORDER BY year DESC LIMIT 1"),
      move_(database,
            "UPDATE ledger_shards SET size = ?, edge = ?, last_time = ?, checkpoint = ? WHERE shard = ? AND size = ? AND edge = ?"),
      begin_shard_(database, "INSERT INTO ledger_shards (log, year, size, edge, last_time, checkpoint) VALUES (?, ?, ?, ?, ?, ?)"),
      add_leaves_(database, "INSERT INTO ledger_leaves VALUES (?, ?)"),
      add_entry_(database, "INSERT INTO ledger_entries VALUES (?, ?, ?, ?, ?, ?)"),
      add_tag_(database, "INSERT INTO ledger_tags VALUES (?, ?, ?, ?, ?)"),
      add_node_(database, "INSERT INTO ledger_nodes VALUES (?, ?, ?, ?)"),
      disclose_(database, "INSERT INTO ledger_disclosed VALUES (?, ?)"),
      find_leaves_(database, "SELECT position, leaves FROM ledger_leaves WHERE position BETWEEN ? AND ? ORDER BY position DESC LIMIT 1"),
      find_parts_(database, "SELECT leaf_mark, entry_key, entry, agent_key, agent FROM ledger_entries WHERE position = ?"),
      find_node_(database, "SELECT hash FROM ledger_nodes WHERE shard = ? AND level = ? AND place = ?"),
      find_tagged_(database, "SELECT entry FROM ledger_tags WHERE shard = ? AND day = ? AND class = ? AND tag = ? ORDER BY entry") {}

Result<std::optional<std::int64_t>> SqliteLedgerStore::number_of(const LogName& log, Shard shard) {
  Statement& find = *CROSSROADS_TRY(find_shard_.ready());
  find.bind(0, std::string_view(log.text())).bind(1, std::int64_t{shard.year});
  const Reading reading(find);
  if (!CROSSROADS_TRY(find.step())) return std::nullopt;
  return find.number(0);
}

Result<std::int64_t> SqliteLedgerStore::known(const LogName& log, Shard shard) {
  if (const auto number = CROSSROADS_TRY(number_of(log, shard))) return *number;
  return failure({.what = "the log has no entry of this year",
                  .place = {.file = database_.path().string()},
                  .field = log.text(),
                  .value = std::to_string(shard.year)});
}

Result<ShardHead> SqliteLedgerStore::read_head(const Statement& row) const {
  const Shard shard{static_cast<int>(row.number(1))};
  auto frontier = Frontier::from_bytes(row.bytes(3));
  if (!frontier || std::cmp_not_equal(frontier->size().value, row.number(2)))
    return std::unexpected(database_.damaged(fmt::format("the head of the log's shard {} is none", shard.year)));
  return ShardHead{.shard = shard,
                   .frontier = std::move(*frontier),
                   .last = Instant(std::chrono::milliseconds(row.number(4))),
                   .checkpoint = std::string(row.text(5))};
}

Result<std::optional<ShardHead>> SqliteLedgerStore::head(const LogName& log) {
  Statement& newest = *CROSSROADS_TRY(newest_.ready());
  newest.bind(0, std::string_view(log.text()));
  const Reading reading(newest);
  if (!CROSSROADS_TRY(newest.step())) return std::nullopt;
  return CROSSROADS_TRY(read_head(newest));
}

Result<std::vector<ShardHead>> SqliteLedgerStore::shards(const LogName& log) {
  auto rows = CROSSROADS_TRY(
      database_.prepare("SELECT shard, year, size, edge, last_time, checkpoint FROM ledger_shards WHERE log = ? ORDER BY year"));
  rows.bind(0, std::string_view(log.text()));
  std::vector<ShardHead> heads;
  while (CROSSROADS_TRY(rows.step())) heads.push_back(CROSSROADS_TRY(read_head(rows)));
  return heads;
}

Result<void> SqliteLedgerStore::append(const LogName& log, const Compose& compose, const Effect& effect) {
  if (database_.in_transaction()) {
    return failure({.what = "entries can't be appended to a log inside another transaction: they would look durable before they are",
                    .kept = "nothing was appended to the log"});
  }
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const auto stands = CROSSROADS_TRY(head(log));
  const EntryGroup& group = *CROSSROADS_TRY(compose(stands));
  CROSSROADS_CHECK(follows(stands, group));
  if (stands && day_of(stands->last) < group.day) {
    const std::int64_t last = CROSSROADS_TRY(known(log, stands->shard));
    CROSSROADS_CHECK(settle(last, day_of(stands->last)));
  }
  const std::int64_t shard = CROSSROADS_TRY(advance(log, stands, group.after));
  CROSSROADS_CHECK(insert(shard, group));
  // Last, so that the effect sees the entries. Some errors end the transaction by themselves: an effect that kept such a one to itself must
  // not make anyone believe that the entries are safe.
  if (effect) CROSSROADS_CHECK(effect());
  if (!database_.in_transaction()) return std::unexpected(database_.damaged("the transaction ended before the entries were safe"));
  return transaction.commit();
}

Result<std::int64_t> SqliteLedgerStore::advance(const LogName& log, const std::optional<ShardHead>& from, const ShardHead& to) {
  const Bytes edge = to.frontier.to_bytes();
  if (!from || from->shard != to.shard) {
    Statement& begin = *CROSSROADS_TRY(begin_shard_.ready());
    begin.bind(0, std::string_view(log.text()))
        .bind(1, std::int64_t{to.shard.year})
        .bind(2, static_cast<std::int64_t>(to.frontier.size().value));
    begin.bind(3, std::span(edge)).bind(4, to_column(to.last)).bind(5, std::string_view(to.checkpoint));
    CROSSROADS_CHECK(begin.run());
    return database_.last_row();
  }
  const std::int64_t shard = CROSSROADS_TRY(known(log, to.shard));
  const Bytes old_edge = from->frontier.to_bytes();
  Statement& move = *CROSSROADS_TRY(move_.ready());
  move.bind(0, static_cast<std::int64_t>(to.frontier.size().value)).bind(1, std::span(edge)).bind(2, to_column(to.last));
  move.bind(3, std::string_view(to.checkpoint)).bind(4, shard);
  move.bind(5, static_cast<std::int64_t>(from->frontier.size().value)).bind(6, std::span(old_edge));
  CROSSROADS_CHECK(move.run());
  if (database_.changes() != 1) {
    return failure({.what = "the head of the log was moved by something else",
                    .place = {.file = database_.path().string()},
                    .field = log.text(),
                    .kept = "nothing was appended to the log"});
  }
  return shard;
}

Result<void> SqliteLedgerStore::insert(std::int64_t shard, const EntryGroup& group) {
  const std::uint64_t first = group.after.frontier.size().value - group.entries.size();
  CROSSROADS_CHECK(insert_leaves(shard, first, group));
  Statement& add = *CROSSROADS_TRY(add_entry_.ready());
  std::uint64_t place = first;
  const auto bind_part = [&](int parameter, const SealedPart& part) {
    add.bind(parameter, std::span<const std::uint8_t>(part.key)).bind(parameter + 1, std::span(part.body));
  };
  for (const NewEntry& entry : group.entries) {
    add.bind(0, position_of(shard, place++)).bind(1, static_cast<std::int64_t>(mark_of(entry.hash).value));
    bind_part(2, entry.entry);
    if (entry.agent) {
      bind_part(4, *entry.agent);
    } else {
      add.bind_null(4).bind_null(5);
    }
    CROSSROADS_CHECK(add.run());
  }
  CROSSROADS_CHECK(insert_tags(shard, first, group));
  CROSSROADS_CHECK(insert_nodes(shard, group.nodes));
  for (const auto& [sequence, text] : group.disclosed) {
    Statement& disclose = *CROSSROADS_TRY(disclose_.ready());
    disclose.bind(0, position_of(shard, sequence.value)).bind(1, std::span(text));
    CROSSROADS_CHECK(disclose.run());
  }
  return {};
}

Result<void> SqliteLedgerStore::insert_nodes(std::int64_t shard, std::span<const StoredNode> nodes) {
  for (const auto& [position, hash] : nodes) {
    Statement& node = *CROSSROADS_TRY(add_node_.ready());
    node.bind(0, shard).bind(1, std::int64_t{position.level}).bind(2, static_cast<std::int64_t>(position.index));
    node.bind(3, std::span<const std::uint8_t>(hash.bytes()));
    CROSSROADS_CHECK(node.run());
  }
  return {};
}

Result<void> SqliteLedgerStore::insert_leaves(std::int64_t shard, std::uint64_t first, const EntryGroup& group) {
  Statement& add = *CROSSROADS_TRY(add_leaves_.ready());
  Bytes row;
  for (std::size_t begin = 0; begin < group.entries.size(); begin += leaves_a_row) {
    const std::size_t end = std::min(begin + leaves_a_row, group.entries.size());
    row.clear();
    for (std::size_t i = begin; i < end; ++i) {
      const Leaf::Bytes& leaf = group.entries[i].leaf;
      row.insert(row.end(), leaf.begin(), leaf.end());
    }
    add.bind(0, position_of(shard, first + begin)).bind(1, std::span(row));
    CROSSROADS_CHECK(add.run());
  }
  return {};
}

Result<void> SqliteLedgerStore::insert_tags(std::int64_t shard, std::uint64_t first, const EntryGroup& group) {
  std::vector<TagRow> rows;
  for (std::size_t i = 0; i < group.entries.size(); ++i) {
    for (const auto& [of, tag] : group.entries[i].tags) rows.push_back(to_row(of, tag, first + i));
  }
  // An entry may have a tag twice (a person that is sponsor of himself), and is found by it once.
  std::ranges::sort(rows);
  const auto twice = std::ranges::unique(rows);
  rows.erase(twice.begin(), twice.end());
  return fresh_.add(shard, to_column(group.day), first, rows);
}

Result<void> SqliteLedgerStore::settle(std::int64_t shard, domain::Date day) {
  // A larger day stays in its runs: nobody should wait for it, and searching it costs some runs more.
  constexpr std::uint64_t most = 2'000'000;
  if (CROSSROADS_TRY(fresh_.count(shard, to_column(day))) > most) return {};
  const auto rows = CROSSROADS_TRY(fresh_.all(shard, to_column(day)));
  for (const TagRow& row : rows) {
    Statement& add = *CROSSROADS_TRY(add_tag_.ready());
    const TagValue tag = tag_of(row);
    add.bind(0, shard).bind(1, to_column(day)).bind(2, class_of(row));
    add.bind(3, std::span<const std::uint8_t>(tag)).bind(4, static_cast<std::int64_t>(entry_of(row)));
    CROSSROADS_CHECK(add.run());
  }
  return fresh_.replace(shard, to_column(day), {});
}

}  // namespace crossroads::store::sqlite
