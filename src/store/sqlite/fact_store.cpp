#include "store/sqlite/fact_store.hpp"

#include <algorithm>

namespace crossroads::store::sqlite {

namespace {

class SqliteFactTransaction final : public facts::FactTransaction {
 public:
  explicit SqliteFactTransaction(Transaction transaction) : transaction_(std::move(transaction)) {}
  Result<void> commit() override { return transaction_.commit(); }

 private:
  Transaction transaction_;
};

class SqliteFactSnapshot final : public facts::FactSnapshot {
 public:
  explicit SqliteFactSnapshot(Database& database) : database_(database) {}
  SqliteFactSnapshot(const SqliteFactSnapshot&) = delete;
  SqliteFactSnapshot& operator=(const SqliteFactSnapshot&) = delete;
  ~SqliteFactSnapshot() override { static_cast<void>(database_.execute("ROLLBACK")); }  // nothing was written

 private:
  Database& database_;
};

}  // namespace

SqliteFactStore::SqliteFactStore(Database& database)
    : database_(database),
      persons_(database),
      nationalities_(database),
      stays_(database),
      grants_(database),
      reimbursements_(database),
      replacements_(database) {}

Result<std::unique_ptr<facts::FactTransaction>> SqliteFactStore::begin() {
  return std::make_unique<SqliteFactTransaction>(CROSSROADS_TRY(Transaction::begin(database_)));
}

Result<std::unique_ptr<facts::FactSnapshot>> SqliteFactStore::snapshot() {
  CROSSROADS_CHECK(database_.execute("BEGIN"));
  return std::make_unique<SqliteFactSnapshot>(database_);
}

Result<std::vector<facts::Version<facts::GrantFact>>> SqliteFactStore::grants_of(domain::Niss niss, facts::AsKnown when) {
  auto& statement = when ? grants_then_ : grants_now_;
  if (!statement) {
    statement = CROSSROADS_TRY(database_.prepare(
        fmt::format("{} WHERE {} AND niss = ?2 ORDER BY aid_id", decltype(grants_)::select(), decltype(grants_)::known(when))));
  }
  if (when) statement->bind(0, to_column(*when));
  statement->bind(1, to_column(niss));
  return grants_.collect(*statement);
}

Result<facts::ImportId> SqliteFactStore::begin_import(Instant now, const Sha256& folder, bool snapshot) {
  if (!database_.in_transaction()) {
    return failure({.what = "an import is recorded inside a transaction only", .place = {.file = database_.path().string()}});
  }
  auto insert = CROSSROADS_TRY(database_.prepare(
      "INSERT INTO imports (recorded_at, folder, snapshot) SELECT max(?1, coalesce(max(recorded_at), ?1)), ?2, ?3 FROM imports"));
  insert.bind(0, to_column(now)).bind(1, std::span(folder.bytes())).bind(2, std::int64_t{snapshot});
  CROSSROADS_CHECK(insert.run());
  return static_cast<facts::ImportId>(database_.last_row());
}

Result<void> SqliteFactStore::finish_import(facts::ImportId import, const facts::FolderCounts& counts,
                                            std::span<const Problem> quarantined) {
  auto file = CROSSROADS_TRY(
      database_.prepare("INSERT INTO import_files (import, file, added, replaced, unchanged, bad, ended) VALUES (?, ?, ?, ?, ?, ?, ?)"));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const facts::FileCounts& of = counts[i];
    file.bind(0, to_column(import)).bind(1, static_cast<std::int64_t>(i));
    int parameter = 2;
    for (const std::uint64_t count : {of.added, of.replaced, of.unchanged, of.bad, of.ended})
      file.bind(parameter++, static_cast<std::int64_t>(count));
    CROSSROADS_CHECK(file.run());
  }
  auto row =
      CROSSROADS_TRY(database_.prepare("INSERT INTO quarantined (import, position, file, line, column_at, field, value, what, expected) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  for (std::size_t i = 0; i < quarantined.size(); ++i) {
    const Problem& problem = quarantined[i];
    row.bind(0, to_column(import)).bind(1, static_cast<std::int64_t>(i)).bind(2, problem.place.file);
    row.bind(3, std::int64_t{problem.place.line}).bind(4, std::int64_t{problem.place.column});
    row.bind(5, problem.field).bind(6, problem.value).bind(7, problem.what).bind(8, problem.expected);
    CROSSROADS_CHECK(row.run());
  }
  return {};
}

Result<std::vector<facts::ImportRecord>> SqliteFactStore::imports() {
  auto row = CROSSROADS_TRY(database_.prepare("SELECT import, recorded_at, folder, snapshot FROM imports ORDER BY import"));
  auto file = CROSSROADS_TRY(database_.prepare("SELECT file, added, replaced, unchanged, bad, ended FROM import_files WHERE import = ?"));
  std::vector<facts::ImportRecord> imports;
  while (CROSSROADS_TRY(row.step())) {
    facts::ImportRecord& import = imports.emplace_back();
    import.id = static_cast<facts::ImportId>(row.number(0));
    import.recorded_at = Instant(std::chrono::milliseconds(row.number(1)));
    Sha256::Bytes digest = {};
    std::ranges::copy(row.bytes(2), digest.begin());  // the table checks the length
    import.folder = Sha256(digest);
    import.snapshot = row.number(3) != 0;
    file.bind(0, row.number(0));
    const Reading reading(file);
    while (CROSSROADS_TRY(file.step())) {
      const auto at = static_cast<std::size_t>(file.number(0));
      if (at >= import.counts.size()) return std::unexpected(database_.damaged("an import counts a file that no folder has"));
      const auto count = [&](int column) { return static_cast<std::uint64_t>(file.number(column)); };
      import.counts[at] = {.added = count(1), .replaced = count(2), .unchanged = count(3), .bad = count(4), .ended = count(5)};
    }
  }
  return imports;
}

Result<facts::ImportId> SqliteFactStore::last_import() {
  if (!last_import_) last_import_ = CROSSROADS_TRY(database_.prepare("SELECT coalesce(max(import), 0) FROM imports"));
  const Reading reading(*last_import_);
  if (!CROSSROADS_TRY(last_import_->step())) return std::unexpected(database_.damaged("a question about the imports has no answer"));
  return static_cast<facts::ImportId>(last_import_->number(0));
}

Result<facts::ImportId> SqliteFactStore::last_import_at(Instant moment) {
  auto row = CROSSROADS_TRY(database_.prepare("SELECT coalesce(max(import), 0) FROM imports WHERE recorded_at <= ?"));
  row.bind(0, to_column(moment));
  if (!CROSSROADS_TRY(row.step())) return std::unexpected(database_.damaged("a question about the imports has no answer"));
  return static_cast<facts::ImportId>(row.number(0));
}

Result<std::vector<Problem>> SqliteFactStore::quarantined(facts::ImportId import) {
  auto row = CROSSROADS_TRY(
      database_.prepare("SELECT file, line, column_at, field, value, what, expected FROM quarantined WHERE import = ? ORDER BY position"));
  row.bind(0, to_column(import));
  std::vector<Problem> problems;
  while (CROSSROADS_TRY(row.step())) {
    Columns columns(row);
    Problem& problem = problems.emplace_back();
    problem.place.file = columns.text();
    problem.place.line = static_cast<std::uint32_t>(columns.number());
    problem.place.column = static_cast<std::uint32_t>(columns.number());
    problem.field = columns.text();
    problem.value = columns.text();
    problem.what = columns.text();
    problem.expected = columns.text();
  }
  return problems;
}

}  // namespace crossroads::store::sqlite
