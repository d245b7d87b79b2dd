// Files that are no store of this version are refused with a clear reason and left as they are.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "../support/must.hpp"
#include "../support/scratch.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::test {
namespace {

using namespace store::sqlite;
using std::filesystem::path;

/// Empty for what is no file.
std::string bytes_of(const path& file) {
  if (!std::filesystem::is_regular_file(file)) return {};
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

void make_store(const path& file) { must(Store::open(file, {.access = Access::create})); }

Database raw(const path& file) { return must(Database::open(file, Access::create, std::chrono::milliseconds(0))); }

struct Case {
  std::string name;
  std::function<void(const path&)> prepare;
  OpenOptions options;
  std::string what;
  std::string value = {};
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

const std::vector<Case>& cases() {
  const auto nothing = [](const path&) {};
  static const std::vector<Case> all{
      {"nothing_to_read", nothing, {.access = Access::read_only}, "there is no store here"},
      {"nothing_to_write", nothing, {.access = Access::read_write}, "there is no store here"},
      {"no_folder", nothing, {.access = Access::create}, "the store can't be opened"},
      {"a_folder",
       [](const path& file) { std::filesystem::create_directory(file); },
       {.access = Access::create},
       "the store can't be opened"},
      {"no_database",
       [](const path& file) { write(file, "niss,last_name,first_names,country_of_origin\n" + std::string(2000, 'x')); },
       {.access = Access::create},
       "this file is no database"},
      {"a_truncated_store",
       [](const path& file) {
         make_store(file);
         write(file, bytes_of(file).substr(0, 700));
       },
       {.access = Access::create},
       "the store is damaged"},
      {"another_programs_database",
       [](const path& file) { must(raw(file).execute("PRAGMA application_id = 42; CREATE TABLE t (x)")); },
       {.access = Access::create},
       "this database belongs to another program",
       "0x2a"},
      {"a_nameless_database_with_tables",
       [](const path& file) { must(raw(file).execute("CREATE TABLE persons (niss)")); },
       {.access = Access::create},
       "this database belongs to another program",
       "0x0"},
      {"an_empty_file_to_read", [](const path& file) { write(file, ""); }, {.access = Access::read_write}, "this database is empty"},
      {"a_newer_version",
       [](const path& file) {
         make_store(file);
         must(raw(file).execute("PRAGMA user_version = 999"));
       },
       {.access = Access::create},
       "this store was written by a newer version of the program",
       "999"},
      {"a_newer_version_even_to_bring_up",
       [](const path& file) {
         make_store(file);
         must(raw(file).execute("PRAGMA user_version = 999"));
       },
       {.access = Access::create, .older = Older::bring_up},
       "this store was written by a newer version of the program",
       "999"},
      {"an_older_version",
       [](const path& file) {
         auto database = raw(file);
         must(create_schema_of(database, 1));
       },
       {.access = Access::create},
       "this store was written by an older version of the program",
       "1"},
      {"the_former_version",
       [](const path& file) {
         auto database = raw(file);
         must(create_schema_of(database, schema_version() - 1));
       },
       {.access = Access::create},
       "this store was written by an older version of the program",
       std::to_string(schema_version() - 1)},
      {"an_older_version_that_may_not_be_written",
       [](const path& file) {
         auto database = raw(file);
         must(create_schema_of(database, 1));
       },
       {.access = Access::read_only, .older = Older::bring_up},
       "this store was written by an older version of the program",
       "1"},
      {"a_version_that_never_was",
       [](const path& file) {
         make_store(file);
         must(raw(file).execute("PRAGMA user_version = 0"));
       },
       {.access = Access::create, .older = Older::bring_up},
       "this store was written by an older version of the program",
       "0"},
  };
  return all;
}

class RefusedDatabases : public ::testing::TestWithParam<Case> {};
INSTANTIATE_TEST_SUITE_P(Files, RefusedDatabases, ::testing::ValuesIn(cases()), [](const auto& one) { return one.param.name; });

TEST_P(RefusedDatabases, AreRefusedWithTheReasonAndLeftAsTheyAre) {
  const Scratch scratch;
  const path file = GetParam().name == "no_folder" ? scratch.path() / "missing" / "crossroads.db" : scratch.path() / "crossroads.db";
  GetParam().prepare(file);
  const auto type = std::filesystem::status(file).type();
  const std::string before = bytes_of(file);
  const auto opened = Store::open(file, GetParam().options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().what, GetParam().what);
  EXPECT_EQ(opened.error().place.file, file.string());
  if (!GetParam().value.empty()) { EXPECT_EQ(opened.error().value, GetParam().value); }
  EXPECT_FALSE(opened.error().hint.empty() && opened.error().expected.empty()) << one_line(opened.error());
  EXPECT_EQ(std::filesystem::status(file).type(), type);
  EXPECT_EQ(bytes_of(file), before);
}

TEST(SqliteStore, EveryOlderVersionIsBroughtUpWhenAsked) {
  for (std::int64_t version = 1; version < schema_version(); ++version) {
    SCOPED_TRACE(version);
    const Scratch scratch;
    const path file = scratch.path() / "crossroads.db";
    {
      auto database = raw(file);
      must(create_schema_of(database, version));
    }
    const auto store = must(Store::open(file, {.access = Access::read_write, .older = Older::bring_up}));
    EXPECT_TRUE(must(store->messages().runs()).empty());
    must(store->queue().add(std::vector<transit::NewConsignment>{{.name = "1", .text = "{}"}}, Instant()));
    EXPECT_EQ(must(store->queue().next(1, 1)).size(), 1U);
    EXPECT_TRUE(must(store->hub_record().reviews()).empty());
    EXPECT_EQ(must(store->desk_record().received(std::vector{domain::Ticket()})), std::vector{false});
    auto database = raw(file);
    EXPECT_EQ(must(database.number("PRAGMA user_version")), schema_version());
  }
}

TEST(SqliteStore, AStoreOpenedToReadRefusesToWrite) {
  const Scratch scratch;
  const path file = scratch.path() / "crossroads.db";
  make_store(file);
  const auto store = must(Store::open(file, {.access = Access::read_only}));
  EXPECT_TRUE(must(store->facts().imports()).empty());
  const auto begun = store->messages().begin_run({"11/031", Sha256()}, domain::Month(2011, 5), Instant());
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().what, "the store may not be written");
}

TEST(SqliteStore, SeveralMayMakeItAtOnce) {
  // SQLite locks a file against other connections of a process as against other processes.
  constexpr int rounds = 25, openers = 4;
  const Scratch scratch;
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(round);
    const path file = scratch.path() / fmt::format("{}.db", round);
    std::vector<std::string> refused(openers);
    std::latch together(openers);
    {
      std::vector<std::jthread> threads;
      for (std::string& why : refused) {
        threads.emplace_back([&] {
          together.arrive_and_wait();
          const auto store = Store::open(file, {.access = Access::create, .patience = std::chrono::seconds(30)});
          if (!store) why = one_line(store.error());
        });
      }
    }
    EXPECT_THAT(refused, ::testing::Each(""));
    auto database = raw(file);
    EXPECT_EQ(must(database.number("PRAGMA user_version")), schema_version());
    EXPECT_EQ(must(database.number("PRAGMA application_id")), application_id);
  }
}

TEST(SqliteStore, WritesAreDurable) {
  const Scratch scratch;
  const path file = scratch.path() / "crossroads.db";
  make_store(file);
  auto database = raw(file);
  auto statement = must(database.prepare("PRAGMA journal_mode"));
  ASSERT_TRUE(must(statement.step()));
  EXPECT_EQ(statement.text(0), "wal");
}

TEST(SqliteStore, AValueThatNoImportWritesIsReportedAndNotTrusted) {
  const Scratch scratch;
  const path file = scratch.path() / "crossroads.db";
  make_store(file);
  must(
      raw(file).execute("INSERT INTO imports VALUES (1, 0, zeroblob(32), 0);"
                        "INSERT INTO stays (niss, first_day, legal, register, title, ground, quality, applied_at, recorded_in)"
                        " VALUES (60010100193, 20110101, 1, 0, 0, 77, 0, 0, 1)"));
  const auto store = must(Store::open(file));
  const auto page = store->facts().stays().page({.niss = domain::Niss()}, 10);
  ASSERT_FALSE(page);
  EXPECT_THAT(page.error().what, ::testing::HasSubstr("row 1 of stays"));
}

TEST(SqliteStore, ForeignKeysHold) {
  const Scratch scratch;
  const auto store = must(Store::open(scratch.path() / "crossroads.db", {.access = Access::create}));
  const auto transaction = must(store->facts().begin());
  EXPECT_FALSE(store->facts().persons().add({}, facts::ImportId{5})) << "an import that was never begun";
}

}  // namespace
}  // namespace crossroads::test
