// What the access log's store reads.
#include <fmt/format.h>

#include <algorithm>

#include "store/sqlite/columns.hpp"
#include "store/sqlite/ledger_rows.hpp"
#include "store/sqlite/ledger_store.hpp"

namespace crossroads::store::sqlite {

using namespace ledger;

namespace {

class SqliteLedgerSnapshot final : public LedgerSnapshot {
 public:
  /// `begun`: nothing where an outer transaction is the moment.
  explicit SqliteLedgerSnapshot(Database* begun) : begun_(begun) {}
  SqliteLedgerSnapshot(const SqliteLedgerSnapshot&) = delete;
  SqliteLedgerSnapshot& operator=(const SqliteLedgerSnapshot&) = delete;
  ~SqliteLedgerSnapshot() override {
    if (begun_ != nullptr) static_cast<void>(begun_->execute("ROLLBACK"));  // nothing was written
  }

 private:
  Database* begun_;
};

}  // namespace

Result<std::unique_ptr<LedgerSnapshot>> SqliteLedgerStore::snapshot() {
  if (database_.in_transaction()) return std::make_unique<SqliteLedgerSnapshot>(nullptr);
  CROSSROADS_CHECK(database_.execute("BEGIN"));
  return std::make_unique<SqliteLedgerSnapshot>(&database_);
}

Result<void> SqliteLedgerStore::leaves(const LogName& log, const EntryRange& range, const VisitLeaves& visit) {
  const auto shard = CROSSROADS_TRY(number_of(log, range.shard));
  if (!shard || range.first >= range.end) return {};
  const std::int64_t first = position_of(*shard, range.first.value);
  // The row in which the range begins may begin before it.
  auto rows = CROSSROADS_TRY(
      database_.prepare("SELECT position, leaves FROM ledger_leaves WHERE position >= coalesce((SELECT max(position) FROM ledger_leaves "
                        "WHERE position BETWEEN ?1 AND ?2), ?2) AND position < ?3 ORDER BY position"));
  rows.bind(0, position_of(*shard, 0)).bind(1, first).bind(2, position_of(*shard, range.end.value));
  while (CROSSROADS_TRY(rows.step())) {
    std::uint64_t place = place_of(rows.number(0));
    std::span<const std::uint8_t> bytes = rows.bytes(1);
    if (bytes.empty() || bytes.size() % Leaf::size != 0)
      return std::unexpected(database_.damaged(fmt::format("the leaves from {}/{} on are cut off", range.shard.year, place)));
    if (place < range.first.value) {
      const std::uint64_t before = std::min<std::uint64_t>(range.first.value - place, bytes.size() / Leaf::size);
      bytes = bytes.subspan(before * Leaf::size);
      place += before;
    }
    bytes = bytes.first(std::min<std::uint64_t>(bytes.size() / Leaf::size, range.end.value - place) * Leaf::size);
    if (!bytes.empty()) CROSSROADS_CHECK(visit(Sequence{place}, bytes));
  }
  return {};
}

namespace {

/// From five columns on: mark, key and body of the entry, key and body of the agent part.
Result<StoredParts> read_parts(const Statement& row, int first) {
  StoredParts parts;
  parts.mark.value = static_cast<std::uint64_t>(row.number(first));
  for (auto [part, column] : {std::pair(&parts.entry, first + 1), std::pair(&parts.agent, first + 3)}) {
    if (row.is_null(column) || row.is_null(column + 1)) continue;
    const auto key = row.bytes(column);
    SealedPart& sealed = part->emplace();
    if (key.size() != sealed.key.size()) return std::unexpected(row.database().damaged("a wrapped key of the log has not its length"));
    std::ranges::copy(key, sealed.key.begin());
    sealed.body = copied(row.bytes(column + 1));
  }
  return parts;
}

}  // namespace

Result<void> SqliteLedgerStore::parts(const LogName& log, const EntryRange& range, const VisitParts& visit) {
  const auto shard = CROSSROADS_TRY(number_of(log, range.shard));
  if (!shard || range.first >= range.end) return {};
  auto rows = CROSSROADS_TRY(
      database_.prepare("SELECT position, leaf_mark, entry_key, entry, agent_key, agent FROM ledger_entries WHERE position >= ? AND "
                        "position < ? ORDER BY position"));
  rows.bind(0, position_of(*shard, range.first.value)).bind(1, position_of(*shard, range.end.value));
  while (CROSSROADS_TRY(rows.step())) {
    auto parts = CROSSROADS_TRY(read_parts(rows, 1));
    CROSSROADS_CHECK(visit(Sequence{place_of(rows.number(0))}, std::move(parts)));
  }
  return {};
}

Result<std::optional<LedgerStore::StoredEntry>> SqliteLedgerStore::entry(const LogName& log, const EntryId& id) {
  const auto shard = CROSSROADS_TRY(number_of(log, id.shard));
  if (!shard) return std::nullopt;
  StoredEntry found;
  Statement& leaves = *CROSSROADS_TRY(find_leaves_.ready());
  leaves.bind(0, position_of(*shard, 0)).bind(1, position_of(*shard, id.sequence.value));
  const Reading reading_leaves(leaves);
  if (!CROSSROADS_TRY(leaves.step())) return std::nullopt;
  const auto bytes = leaves.bytes(1);
  const std::uint64_t skipped = (id.sequence.value - place_of(leaves.number(0))) * Leaf::size;
  if (bytes.size() < skipped + Leaf::size) return std::nullopt;
  found.leaf = copied(bytes.subspan(skipped, Leaf::size));
  Statement& parts = *CROSSROADS_TRY(find_parts_.ready());
  parts.bind(0, position_of(*shard, id.sequence.value));
  const Reading reading_parts(parts);
  if (!CROSSROADS_TRY(parts.step())) return std::nullopt;
  found.parts = CROSSROADS_TRY(read_parts(parts, 0));
  return found;
}

Result<std::optional<Hash>> SqliteLedgerStore::node(const LogName& log, Shard shard, NodePosition position) {
  const auto number = CROSSROADS_TRY(number_of(log, shard));
  if (!number) return std::nullopt;
  Statement& find = *CROSSROADS_TRY(find_node_.ready());
  find.bind(0, *number).bind(1, std::int64_t{position.level}).bind(2, static_cast<std::int64_t>(position.index));
  const Reading reading(find);
  if (!CROSSROADS_TRY(find.step())) return std::nullopt;
  const auto hash = find.bytes(0);
  if (hash.size() != Hash::size) return std::unexpected(database_.damaged("a node of the log's tree is none"));
  return Hash(hash.first<Hash::size>());
}

Result<void> SqliteLedgerStore::disclosed(const LogName& log, const EntryRange& range, const VisitDisclosed& visit) {
  const auto shard = CROSSROADS_TRY(number_of(log, range.shard));
  if (!shard || range.first >= range.end) return {};
  auto rows = CROSSROADS_TRY(
      database_.prepare("SELECT position, plaintext FROM ledger_disclosed WHERE position >= ? AND position < ? ORDER BY position"));
  rows.bind(0, position_of(*shard, range.first.value)).bind(1, position_of(*shard, range.end.value));
  while (CROSSROADS_TRY(rows.step())) CROSSROADS_CHECK(visit(Sequence{place_of(rows.number(0))}, rows.bytes(1)));
  return {};
}

Result<std::vector<Sequence>> SqliteLedgerStore::tagged(const LogName& log, domain::Date day, TagClass of, const TagValue& tag) {
  std::vector<Sequence> found;
  const auto shard = CROSSROADS_TRY(number_of(log, shard_of(day)));
  if (!shard) return found;
  Statement& find = *CROSSROADS_TRY(find_tagged_.ready());
  find.bind(0, *shard).bind(1, to_column(day)).bind(2, to_column(of)).bind(3, std::span<const std::uint8_t>(tag));
  const Reading reading(find);
  while (CROSSROADS_TRY(find.step())) found.push_back({static_cast<std::uint64_t>(find.number(0))});
  for (const TagRow& row : CROSSROADS_TRY(fresh_.find(*shard, to_column(day), of, tag))) found.push_back({entry_of(row)});
  return found;
}

Result<void> SqliteLedgerStore::tags(const LogName& log, domain::Date day, TagClass of, const VisitTag& visit) {
  const auto shard = CROSSROADS_TRY(number_of(log, shard_of(day)));
  if (!shard) return {};
  auto rows =
      CROSSROADS_TRY(database_.prepare("SELECT tag, entry FROM ledger_tags WHERE shard = ? AND day = ? AND class = ? ORDER BY tag, entry"));
  rows.bind(0, *shard).bind(1, to_column(day)).bind(2, to_column(of));
  auto fresh = CROSSROADS_TRY(fresh_.all(*shard, to_column(day)));
  std::erase_if(fresh, [&](const TagRow& row) { return class_of(row) != to_column(of); });
  auto next = fresh.begin();
  const auto visit_fresh = [&]() -> Result<void> {
    const TagRow& row = *next++;
    return visit(tag_of(row), Sequence{entry_of(row)});
  };
  TagValue tag = {};
  while (CROSSROADS_TRY(rows.step())) {
    const auto bytes = rows.bytes(0);
    if (bytes.size() != tag.size()) return std::unexpected(database_.damaged(fmt::format("a tag of {} is none", to_string(day))));
    std::ranges::copy(bytes, tag.begin());
    const auto entry = static_cast<std::uint64_t>(rows.number(1));
    while (next != fresh.end() && *next < to_row(of, tag, entry)) CROSSROADS_CHECK(visit_fresh());
    CROSSROADS_CHECK(visit(tag, Sequence{entry}));
  }
  while (next != fresh.end()) CROSSROADS_CHECK(visit_fresh());
  return {};
}

Result<std::vector<domain::Date>> SqliteLedgerStore::tagged_days(const LogName& log, domain::Date first, domain::Date last) {
  // From day to day by the index, past all tags of the day.
  auto next = CROSSROADS_TRY(database_.prepare(
      "SELECT min(day) FROM (SELECT min(day) AS day FROM ledger_tags WHERE shard = ?1 AND day >= ?2 AND day <= ?3 UNION ALL "
      "SELECT min(day) FROM ledger_tag_runs WHERE shard = ?1 AND day >= ?2 AND day <= ?3)"));
  auto shards = CROSSROADS_TRY(database_.prepare("SELECT shard FROM ledger_shards WHERE log = ? AND year BETWEEN ? AND ? ORDER BY year"));
  shards.bind(0, std::string_view(log.text())).bind(1, std::int64_t{first.year()}).bind(2, std::int64_t{last.year()});
  std::vector<domain::Date> days;
  while (CROSSROADS_TRY(shards.step())) {
    for (std::int64_t from = to_column(first);;) {
      next.bind(0, shards.number(0)).bind(1, from).bind(2, to_column(last));
      if (!CROSSROADS_TRY(next.step()) || next.is_null(0)) break;
      Columns columns(next);
      from = next.number(0) + 1;
      days.push_back(columns.day());
      const bool ok = columns.ok();
      next.reset();
      if (!ok) return std::unexpected(database_.damaged("a tag of the log stands under a day that is none"));
    }
    next.reset();
  }
  return days;
}

}  // namespace crossroads::store::sqlite
