// What an import reports and records.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "../support/imported.hpp"
#include "../support/known_facts.hpp"
#include "../support/numbers.hpp"
#include "facts/import_digest.hpp"

namespace crossroads::test {
namespace {

using facts::DataFile;
using facts::FileCounts;

const domain::Niss A = person(1), B = person(2);

const FileCounts& of(const facts::ImportReport& report, DataFile file) { return report.counts[static_cast<std::size_t>(file)]; }

TEST(ImportReport, EveryRowIsCountedOnce) {
  ImportedStore store;
  const DataFolder before{.persons = {person_row(A), person_row(B)}, .stays = {stay_row(A, "2011-01-01"), stay_row(B, "2011-01-01")}};
  const auto first = store.import(before);
  EXPECT_EQ(of(first, DataFile::persons), (FileCounts{.added = 2}));
  EXPECT_EQ(of(first, DataFile::stays), (FileCounts{.added = 2}));

  const DataFolder after{.persons = {person_row(A), person_row(B, "Married")},
                         .stays = {stay_row(A, "2011-01-01"), stay_row(B, "2011-01-01", "2011-12-31"), stay_row(B, "2012-01-01"),
                                   stay_row(B, "2012-06-01"), "nonsense"}};
  const auto second = store.import(after);
  EXPECT_EQ(of(second, DataFile::persons), (FileCounts{.replaced = 1, .unchanged = 1}));
  EXPECT_EQ(of(second, DataFile::stays), (FileCounts{.added = 1, .replaced = 1, .unchanged = 1, .bad = 2}));
  EXPECT_EQ(of(second, DataFile::stays).rows(), 5U);
  EXPECT_EQ(must(store.facts().imports()).back().counts, second.counts);

  const auto third = store.import({.persons = {person_row(B, "Married")}, .stays = {stay_row(B, "2012-01-01")}}, {.snapshot = true});
  EXPECT_EQ(of(third, DataFile::stays), (FileCounts{.unchanged = 1, .ended = 1}));
}

TEST(ImportReport, AFileThatTellsWhatLedToTheKnownStateTellsNothingNew) {
  ImportedStore store;
  const std::string granted = aid_row("G1", A), raised = aid_row("G1", A, "2011-05-01", "", "95000"),
                    ended = aid_row("G1", A, "2011-05-01", "2011-12-31", "95000");
  const auto first = store.import({.persons = {person_row(A)}, .aid = {granted, raised}});
  EXPECT_EQ(of(first, DataFile::aid), (FileCounts{.added = 1, .replaced = 1}));
  const auto second = store.import({.persons = {person_row(A)}, .aid = {granted, raised, ended, ended}});
  EXPECT_EQ(of(second, DataFile::aid), (FileCounts{.replaced = 1, .unchanged = 3}));
  const auto history = must(store.facts().grants().history("G1"));
  ASSERT_EQ(history.size(), 3U) << "granted, raised within its file, ended";
  EXPECT_EQ(history[0].ended_in, history[0].recorded_in);
  EXPECT_EQ(history[2].recorded_in, *second.import);
}

TEST(ImportReport, AFactThatComesBackIsANewVersion) {
  ImportedStore store;
  const DataFolder one{.persons = {person_row(A)}, .stays = {stay_row(A, "2011-01-01", "", "student")}};
  const DataFolder other{.persons = {person_row(A)}, .stays = {stay_row(A, "2011-01-01", "", "employee")}};
  store.import(one);
  store.import(other);
  const auto back = store.import(one);
  EXPECT_TRUE(back.import);
  EXPECT_EQ(must(store.facts().stays().history({.niss = A, .from = domain::Date(2011, 1, 1)})).size(), 3U);
}

TEST(ImportReport, AFolderWithNothingButBadRowsIsRecordedOnce) {
  ImportedStore store;
  const DataFolder bad{.persons = {}, .stays = {stay_row(A, "2011-01-01")}};
  EXPECT_TRUE(store.import(bad).import);
  const auto again = store.import(bad);
  EXPECT_FALSE(again.import);
  EXPECT_EQ(again.quarantined.size(), 1U) << "still told to whoever imports";
  EXPECT_TRUE(store.import(bad.plus({.stays = {stay_row(B, "2011-01-01")}})).import) << "another folder";
}

TEST(ImportReport, AnEmptyFolderIsNoImport) {
  ImportedStore store;
  EXPECT_FALSE(store.import({}).import);
  EXPECT_FALSE(store.import({.without_reimbursements = true, .without_replacements = true}).import);
}

TEST(ImportReport, RefusedFoldersLeaveTheStoreAsItWas) {
  ImportedStore store;
  const DataFolder good{.persons = {person_row(A)}, .stays = {stay_row(A, "2011-01-01")}};
  store.import(good);
  const auto before = known_with_imports(store.facts());
  struct Damage {
    std::string name;
    std::function<void(const std::filesystem::path&)> apply;
    std::string file;
  };
  const std::vector<Damage> damages{
      {"a missing file", [](const auto& folder) { std::filesystem::remove(folder / "aid.csv"); }, "aid.csv"},
      {"a column too few", [](const auto& folder) { std::ofstream(folder / "stays.csv") << "niss,from\n"; }, "stays.csv"},
      {"a file twice", [](const auto& folder) { std::filesystem::copy_file(folder / "aid.csv", folder / "aid.csv.gz"); }, "aid.csv"},
      {"no compression", [](const auto& folder) { std::filesystem::rename(folder / "aid.csv", folder / "aid.csv.zst"); }, "aid.csv.zst"},
      {"an open quote in the last file",
       [](const auto& folder) { std::ofstream(folder / "reimbursements.csv") << "aid_id,paid_on,cents\n\"G1,2011-01-01,5\n"; },
       "reimbursements.csv"},
  };
  for (const Damage& damage : damages) {
    SCOPED_TRACE(damage.name);
    std::filesystem::remove_all(store.folder());
    good.plus({.persons = {person_row(B)}}).write(store.folder());
    damage.apply(store.folder());
    const auto report = facts::import_folder(store.facts(), store.folder(), {.today = domain::Date(2020, 1, 1), .now = Instant()});
    ASSERT_FALSE(report);
    EXPECT_THAT(report.error().place.file, ::testing::HasSubstr(damage.file));
    EXPECT_EQ(known_with_imports(store.facts()), before);
  }
  EXPECT_EQ(must(store.facts().imports()).size(), 1U);
}

TEST(ImportReport, ProgressIsShownFileByFile) {
  ImportedStore store;
  std::vector<DataFile> read;
  store.import({.persons = {person_row(A)}, .stays = {stay_row(A, "2011-01-01")}, .aid = {aid_row("G1", A)}},
               {.progress = [&](const facts::ImportProgress& progress) {
                 if (!progress.storing) read.push_back(progress.file);
                 EXPECT_LE(progress.rows, 1U);
               }});
  EXPECT_EQ(read, (std::vector{DataFile::persons, DataFile::stays, DataFile::aid}));
}

TEST(ImportReport, TheDigestIsOfNamesAndBytes) {
  const Scratch scratch;
  const DataFolder data{.persons = {person_row(A)}};
  data.write(scratch.path());
  const auto digest = [&] { return must(facts::contents_of(scratch.path())); };
  const auto first = digest();
  EXPECT_EQ(first.names[static_cast<std::size_t>(DataFile::aid)], "aid.csv");
  EXPECT_EQ(digest().digest, first.digest);
  data.plus({.persons = {person_row(B)}}).write(scratch.path());
  EXPECT_NE(digest().digest, first.digest);
  data.write(scratch.path());
  EXPECT_EQ(digest().digest, first.digest);
  std::filesystem::rename(scratch.path() / "aid.csv", scratch.path() / "aid.csv.gz");
  EXPECT_NE(digest().digest, first.digest);
  EXPECT_EQ(digest().names[static_cast<std::size_t>(DataFile::aid)], "aid.csv.gz");
  std::filesystem::remove(scratch.path() / "replacements.csv");
  EXPECT_EQ(digest().names[static_cast<std::size_t>(DataFile::replacements)], "replacements.csv");
}

}  // namespace
}  // namespace crossroads::test
