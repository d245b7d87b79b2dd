// What every adapter promises of imports: numbers, times, counts, quarantine, transactions.
#include <gtest/gtest.h>

#include "../support/must.hpp"
#include "../support/numbers.hpp"
#include "adapters.hpp"

namespace crossroads::test {
namespace {

using namespace facts;

Instant at(std::int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }

Sha256 digest(std::uint8_t fill) {
  Sha256::Bytes bytes = {};
  bytes.fill(fill);
  return Sha256(bytes);
}

class FactStoreContract : public ::testing::TestWithParam<Adapter> {
 protected:
  std::unique_ptr<StoreUnderTest> under_test = GetParam().make();
  FactStore& store() { return under_test->facts(); }

  ImportId import(Instant now, const FolderCounts& counts = {}, const std::vector<Problem>& quarantined = {}) {
    const auto transaction = must(store().begin());
    const ImportId id = must(store().begin_import(now, digest(7), true));
    must(store().finish_import(id, counts, quarantined));
    must(transaction->commit());
    return id;
  }
};

INSTANTIATE_TEST_SUITE_P(Adapters, FactStoreContract, ::testing::ValuesIn(adapters()), adapter_name);

TEST_P(FactStoreContract, AnEmptyStoreKnowsNothing) {
  EXPECT_TRUE(must(store().imports()).empty());
  EXPECT_EQ(must(store().last_import_at(at(1'000'000))), before_every_import);
  EXPECT_TRUE(must(store().quarantined(ImportId{1})).empty());
  EXPECT_TRUE(must(store().grants_of(person(1), known_now)).empty());
}

TEST_P(FactStoreContract, ImportsAreNumberedFromOneWithoutGaps) {
  EXPECT_EQ(import(at(1)), ImportId{1});
  {
    const auto transaction = must(store().begin());
    EXPECT_EQ(must(store().begin_import(at(2), digest(1), false)), ImportId{2});
  }
  under_test->reopen();
  EXPECT_EQ(import(at(3)), ImportId{2}) << "an import that was not committed spends no number";
}

TEST_P(FactStoreContract, AnImportKeepsWhatItCounted) {
  FolderCounts counts{};
  counts[static_cast<std::size_t>(DataFile::persons)] = {.added = 1, .replaced = 2, .unchanged = 3, .bad = 4, .ended = 5};
  counts[static_cast<std::size_t>(DataFile::replacements)] = {.added = 60, .replaced = 70, .unchanged = 80, .bad = 90, .ended = 100};
  const ImportId id = import(at(1'300'000'000'123), counts);
  under_test->reopen();
  const auto imports = must(store().imports());
  ASSERT_EQ(imports.size(), 1U);
  EXPECT_EQ(imports[0],
            (ImportRecord{.id = id, .recorded_at = at(1'300'000'000'123), .folder = digest(7), .snapshot = true, .counts = counts}));
}

TEST_P(FactStoreContract, TimeNeverRunsBackwards) {
  import(at(5000));
  import(at(4000));
  import(at(6000));
  const auto imports = must(store().imports());
  ASSERT_EQ(imports.size(), 3U);
  EXPECT_EQ(imports[1].recorded_at, at(5000));
  EXPECT_EQ(imports[2].recorded_at, at(6000));
}

TEST_P(FactStoreContract, AMomentBelongsToTheLastImportBeforeIt) {
  import(at(1000));
  import(at(2000));
  import(at(2000));
  EXPECT_EQ(must(store().last_import_at(at(999))), before_every_import);
  EXPECT_EQ(must(store().last_import_at(at(1000))), ImportId{1});
  EXPECT_EQ(must(store().last_import_at(at(1999))), ImportId{1});
  EXPECT_EQ(must(store().last_import_at(at(2000))), ImportId{3});
}

TEST_P(FactStoreContract, QuarantinedRowsAreKeptInTheirOrder) {
  const std::vector<Problem> rows{{.what = "no such day",
                                   .place = {.file = "stays.csv.zst", .line = 4, .column = 17},
                                   .field = "from",
                                   .value = "2011-02-30\"é",
                                   .expected = "a day"},
                                  {.what = "first by position, not by line", .place = {.file = "stays.csv.zst", .line = 2}}};
  const ImportId id = import(at(1), {}, rows);
  import(at(2), {}, {{.what = "another import's"}});
  under_test->reopen();
  EXPECT_EQ(must(store().quarantined(id)), rows);
}

TEST_P(FactStoreContract, GrantsOfANumberAreThoseRecordedUnderIt) {
  const auto grant = [](std::string id, domain::Niss niss) {
    return GrantFact{std::move(id),
                     niss,
                     domain::EnterpriseNumber::from_stored(207533082),
                     {domain::Cents(100), {domain::Date(2011, 1, 1)}},
                     domain::AidStatus::granted};
  };
  const auto ids = [&](domain::Niss niss, AsKnown when) {
    std::string text;
    for (const auto& version : must(store().grants_of(niss, when))) text += version.fact.aid_id + " ";
    return text;
  };
  auto transaction = must(store().begin());
  const ImportId first = must(store().begin_import(at(1), digest(1), false));
  must(store().grants().add(grant("B", person(1)), first));
  must(store().grants().add(grant("A", person(1)), first));
  must(store().grants().add(grant("C", person(2)), first));
  must(store().finish_import(first, {}, {}));
  must(transaction->commit());
  transaction = must(store().begin());
  const ImportId second = must(store().begin_import(at(2), digest(2), false));
  must(store().grants().end(must(store().grants().page("A", 1)).front().id, second));
  must(store().grants().add(grant("A", person(2)), second));
  must(store().finish_import(second, {}, {}));
  must(transaction->commit());
  transaction.reset();
  EXPECT_EQ(ids(person(1), known_now), "B ");
  EXPECT_EQ(ids(person(2), known_now), "A C ");
  EXPECT_EQ(ids(person(1), first), "A B ");
  EXPECT_EQ(ids(person(2), first), "C ");
  EXPECT_EQ(ids(person(1), before_every_import), "");
}

TEST_P(FactStoreContract, FactsOfANumberAreThoseKnownNowUnderIt) {
  using domain::Country;
  using domain::Date;
  const auto nationality = [](domain::Niss niss, char last, Date from) {
    return NationalityFact{niss, {Country::from_letters('F', last), {from}}};
  };
  const auto stay = [](domain::Niss niss, Date from) { return StayFact{niss, std::nullopt, {.period = {from}}}; };
  auto transaction = must(store().begin());
  const ImportId first = must(store().begin_import(at(1), digest(1), false));
  must(store().nationalities().add(nationality(person(1), 'R', Date(2001, 1, 1)), first));
  must(store().nationalities().add(nationality(person(1), 'I', Date(2005, 1, 1)), first));
  must(store().nationalities().add(nationality(person(2), 'O', Date(1990, 1, 1)), first));
  must(store().stays().add(stay(person(1), Date(2010, 1, 1)), first));
  must(store().stays().add(stay(person(1), Date(2009, 1, 1)), first));
  must(store().stays().add(stay(person(3), Date(2008, 1, 1)), first));
  must(store().finish_import(first, {}, {}));
  must(transaction->commit());
  transaction = must(store().begin());
  const ImportId second = must(store().begin_import(at(2), digest(2), false));
  must(store().stays().end(must(store().stays_of(person(3))).front().id, second));
  must(store().finish_import(second, {}, {}));
  must(transaction->commit());
  transaction.reset();

  const auto nationalities = must(store().nationalities_of(person(1)));
  ASSERT_EQ(nationalities.size(), 2U);
  EXPECT_EQ(nationalities[0].fact, nationality(person(1), 'I', Date(2005, 1, 1)));
  EXPECT_EQ(nationalities[1].fact, nationality(person(1), 'R', Date(2001, 1, 1)));
  EXPECT_EQ(nationalities[1].recorded_in, first);
  const auto stays = must(store().stays_of(person(1)));
  ASSERT_EQ(stays.size(), 2U);
  EXPECT_EQ(stays[0].fact, stay(person(1), Date(2009, 1, 1)));
  EXPECT_EQ(stays[1].fact, stay(person(1), Date(2010, 1, 1)));
  EXPECT_EQ(must(store().nationalities_of(person(2))).size(), 1U);
  EXPECT_TRUE(must(store().stays_of(person(2))).empty());
  EXPECT_TRUE(must(store().stays_of(person(3))).empty()) << "what ended is not known now";
}

TEST_P(FactStoreContract, TheLastImportIsTheLastOfAll) {
  EXPECT_EQ(must(store().last_import()), before_every_import);
  import(at(5));
  import(at(4));
  EXPECT_EQ(must(store().last_import()), ImportId{2});
  const auto transaction = must(store().begin());
  under_test->beside([](FactStore& other, run::MessageStore&) { EXPECT_EQ(must(other.last_import()), ImportId{2}); });
}

TEST_P(FactStoreContract, ASnapshotIsOfOneMoment) {
  import(at(1));
  under_test->beside([&](FactStore& reader, run::MessageStore&) {
    {
      const auto snapshot = must(reader.snapshot());
      EXPECT_EQ(must(reader.last_import()), ImportId{1});
      import(at(2));
      EXPECT_EQ(must(reader.last_import()), ImportId{1}) << "the writer neither waits nor is seen";
      EXPECT_FALSE(reader.snapshot()) << "one at a time";
    }
    EXPECT_EQ(must(reader.last_import()), ImportId{2});
  });
}

TEST_P(FactStoreContract, OneWritesAtATime) {
  const auto transaction = must(store().begin());
  under_test->beside([](FactStore& other, run::MessageStore&) {
    const auto second = other.begin();
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().what.find("locked"), std::string::npos) << one_line(second.error());
    EXPECT_FALSE(second.error().hint.empty());
  });
}

TEST_P(FactStoreContract, AnImportIsRecordedInsideATransactionOnly) {
  EXPECT_FALSE(store().begin_import(at(1), digest(1), false));
  EXPECT_TRUE(must(store().imports()).empty());
}

TEST_P(FactStoreContract, AReaderSeesTheStateBeforeAWriterCommits) {
  import(at(1));
  const auto transaction = must(store().begin());
  must(store().begin_import(at(2), digest(2), false));
  under_test->beside([](FactStore& other, run::MessageStore&) { EXPECT_EQ(must(other.imports()).size(), 1U); });
}

}  // namespace
}  // namespace crossroads::test
