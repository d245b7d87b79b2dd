#include "plain_inserts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>

#include "store/sqlite/columns.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/ledger_rows.hpp"

namespace crossroads::bench {

using namespace ledger;
using namespace store::sqlite;

namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(one_line(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

constexpr int row_columns = 7, tag_columns = 5;

std::string insert_into(std::string_view table, int columns, std::size_t rows) {
  std::string one = "(?";
  for (int i = 1; i < columns; ++i) one += ", ?";
  one += ")";
  std::string sql = fmt::format("INSERT INTO {} VALUES {}", table, one);
  for (std::size_t i = 1; i < rows; ++i) sql += ", " + one;
  return sql;
}

/// Statements for any number of rows up to the largest, prepared once each.
class Inserts {
 public:
  Inserts(Database& database, std::string_view table, int columns) : database_(database), table_(table), columns_(columns) {}
  Statement& of(std::size_t rows) {
    const auto known = statements_.find(rows);
    if (known != statements_.end()) return known->second;
    return statements_.emplace(rows, must(database_.prepare(insert_into(table_, columns_, rows)))).first->second;
  }

 private:
  Database& database_;
  std::string_view table_;
  int columns_;
  std::map<std::size_t, Statement> statements_;
};

}  // namespace

PlainRows read_rows(LedgerStore& store, const LogName& log) {
  PlainRows all;
  const auto head = must(store.head(log)).value();
  const EntryRange range{head.shard, {0}, {head.frontier.size().value}};
  all.rows.resize(head.frontier.size().value);
  all.day = day_of(head.last);
  must(store.leaves(log, range, [&](Sequence first, std::span<const std::uint8_t> leaves) -> Result<void> {
    for (std::uint64_t at = first.value; !leaves.empty(); leaves = leaves.subspan(Leaf::size))
      std::ranges::copy(leaves.first(Leaf::size), all.rows[at++].leaf.begin());
    return {};
  }));
  must(store.parts(log, range, [&](Sequence sequence, StoredParts&& parts) -> Result<void> {
    all.rows[sequence.value].parts = std::move(parts);
    return {};
  }));
  for (const TagClass of : tag_classes) {
    must(store.tags(log, all.day, of, [&](const TagValue& tag, Sequence sequence) -> Result<void> {
      all.rows[sequence.value].tags.emplace_back(of, tag);
      return {};
    }));
  }
  return all;
}

double insert_plainly(const PlainRows& rows, const std::filesystem::path& file, std::size_t a_transaction, std::size_t a_statement) {
  auto database = must(Database::open(file, Access::create, std::chrono::seconds(1)));
  must(database.execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864; PRAGMA "
      "wal_autocheckpoint = 16384;"
      "CREATE TABLE entries (position INTEGER PRIMARY KEY, leaf BLOB NOT NULL, leaf_mark INTEGER NOT NULL, entry_key BLOB, entry BLOB,"
      " agent_key BLOB, agent BLOB) STRICT;"
      "CREATE TABLE tags (shard INTEGER NOT NULL, day INTEGER NOT NULL, class INTEGER NOT NULL, tag BLOB NOT NULL, entry INTEGER NOT NULL,"
      " PRIMARY KEY (shard, day, class, tag, entry)) STRICT, WITHOUT ROWID"));
  Inserts entries(database, "entries", row_columns), tags(database, "tags", tag_columns);
  struct TagRow {
    TagClass of;
    const TagValue* tag;
    std::int64_t entry;
  };
  std::vector<TagRow> tag_rows;
  const auto began = std::chrono::steady_clock::now();
  for (std::size_t first = 0; first < rows.rows.size(); first += a_transaction) {
    const std::size_t end = std::min(first + a_transaction, rows.rows.size());
    auto transaction = must(Transaction::begin(database));
    tag_rows.clear();
    for (std::size_t at = first; at < end;) {
      const std::size_t count = std::min(a_statement, end - at);
      Statement& insert = entries.of(count);
      for (std::size_t i = 0; i < count; ++i, ++at) {
        const PlainRows::Row& row = rows.rows[at];
        const int to = static_cast<int>(i) * row_columns;
        insert.bind(to, position_of(1, at)).bind(to + 1, std::span<const std::uint8_t>(row.leaf));
        insert.bind(to + 2, static_cast<std::int64_t>(row.parts.mark.value));
        int column = to + 3;
        for (const auto* part : {&row.parts.entry, &row.parts.agent}) {
          if (*part) {
            insert.bind(column, std::span<const std::uint8_t>((*part)->key)).bind(column + 1, std::span((*part)->body));
          } else {
            insert.bind_null(column).bind_null(column + 1);
          }
          column += 2;
        }
        for (const auto& [of, tag] : row.tags) tag_rows.push_back({of, &tag, static_cast<std::int64_t>(at)});
      }
      must(insert.run());
    }
    for (std::size_t at = 0; at < tag_rows.size();) {
      const std::size_t count = std::min(a_statement, tag_rows.size() - at);
      Statement& insert = tags.of(count);
      for (std::size_t i = 0; i < count; ++i, ++at) {
        const int to = static_cast<int>(i) * tag_columns;
        insert.bind(to, std::int64_t{1}).bind(to + 1, store::sqlite::to_column(rows.day)).bind(to + 2, to_column(tag_rows[at].of));
        insert.bind(to + 3, std::span<const std::uint8_t>(*tag_rows[at].tag)).bind(to + 4, tag_rows[at].entry);
      }
      must(insert.run());
    }
    must(transaction.commit());
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace crossroads::bench
