// What every adapter promises of a table of facts: for each kind of fact and each adapter the same tests.
#include <gtest/gtest.h>

#include "../support/must.hpp"
#include "../support/numbers.hpp"
#include "adapters.hpp"

namespace crossroads::test {
namespace {

using namespace facts;
using domain::Cents;
using domain::Country;
using domain::Date;
using domain::Niss;

const Date open_end = Date::forever();

/// For each kind: its table, facts in ascending order of their keys that use every column, and one of them changed.
template <class Fact>
struct Kind;

template <>
struct Kind<PersonFact> {
  static FactTable<PersonFact>& table(FactStore& store) { return store.persons(); }
  static std::vector<PersonFact> ascending() {
    return {{niss_of(1960, 1, 1, 1), {"Đorđević", "Ана Marie-Thérèse", Country::from_letters('R', 'S')}},
            {niss_of(1970, 21, 1, 5), {"", "", Country::from_letters('X', 'X')}},
            {niss_of(1980, 1, 1, 9), {"O'Neill, \"Jr\"\n", "李", Country::from_letters('I', 'E')}}};
  }
  static void change(PersonFact& fact) { fact.identity.last_name = "Married"; }
};

template <>
struct Kind<NationalityFact> {
  static FactTable<NationalityFact>& table(FactStore& store) { return store.nationalities(); }
  static std::vector<NationalityFact> ascending() {
    const Niss a = niss_of(1960, 1, 1, 1);
    return {{a, {Country::from_letters('B', 'E'), {Date(2000, 2, 29), open_end}}},
            {a, {Country::from_letters('F', 'R'), {Date(1960, 1, 1), Date(1999, 12, 31)}}},
            {a, {Country::from_letters('F', 'R'), {Date(2001, 1, 1), Date(2001, 1, 1)}}},
            {niss_of(1980, 1, 1, 9), {Country::from_letters('A', 'D'), {Date(1980, 1, 1), open_end}}}};
  }
  static void change(NationalityFact& fact) { fact.nationality.period.to = Date(2019, 6, 30); }
};

template <>
struct Kind<StayFact> {
  static FactTable<StayFact>& table(FactStore& store) { return store.stays(); }
  static std::vector<StayFact> ascending() {
    using namespace domain;
    const Niss a = niss_of(1960, 1, 1, 1);
    const Niss b = niss_of(1980, 1, 1, 9);
    return {{a,
             std::nullopt,
             {.period = {Date(2010, 1, 1), Date(2010, 12, 31)}, .legal = Legal::no, .reg = Register::waiting, .title = Title::A}},
            {a,
             b,
             {.period = {Date(2011, 1, 1), open_end},
              .recognised_on = Date(2011, 2, 3),
              .applied_on = Date(2010, 11, 30),
              .sponsor = unknown_sponsor,
              .legal = Legal::yes,
              .reg = Register::population,
              .title = Title::F_plus,
              .ground = Ground::art40ter,
              .quality = Quality::family_member,
              .applied_at = AppliedAt::diplomatic_post}},
            {b,
             std::nullopt,
             {.period = {Date(2009, 5, 5), open_end},
              .legal = Legal::yes,
              .title = Title::N,
              .ground = Ground::brief,
              .quality = Quality::employee}}};
  }
  static void change(StayFact& fact) { fact.stay.title = domain::Title::M; }
};

template <>
struct Kind<GrantFact> {
  static FactTable<GrantFact>& table(FactStore& store) { return store.grants(); }
  static std::vector<GrantFact> ascending() {
    const auto centre = domain::EnterpriseNumber::from_stored(207533082);
    const Niss a = niss_of(1960, 1, 1, 1);
    return {{"A-10",
             a,
             centre,
             {Cents(1), {Date(2011, 1, 1), open_end}, domain::Nature::ris, domain::AidCategory::cohabitant},
             domain::AidStatus::granted},
            {"A-9",
             a,
             centre,
             {Cents(Cents::max_parsed),
              {Date(2011, 1, 1), Date(2011, 1, 1)},
              domain::Nature::social_aid,
              domain::AidCategory::dependent_family},
             domain::AidStatus::cancelled},
            {"é",
             niss_of(1980, 1, 1, 9),
             centre,
             {Cents(90000), {Date(1999, 12, 31), open_end}, domain::Nature::ris_equivalent, domain::AidCategory::single},
             domain::AidStatus::granted}};
  }
  static void change(GrantFact& fact) { fact.niss = niss_of(1990, 1, 1, 3); }
};

template <>
struct Kind<ReimbursementFact> {
  static FactTable<ReimbursementFact>& table(FactStore& store) { return store.reimbursements(); }
  static std::vector<ReimbursementFact> ascending() {
    return {{"A-10", Date(2012, 1, 1), Cents(0)}, {"A-10", Date(2012, 1, 2), Cents(500)}, {"B", Date(2011, 1, 1), Cents(7)}};
  }
  static void change(ReimbursementFact& fact) { fact.cents = Cents(8); }
};

template <>
struct Kind<ReplacementFact> {
  static FactTable<ReplacementFact>& table(FactStore& store) { return store.replacements(); }
  static std::vector<ReplacementFact> ascending() {
    return {{niss_of(1960, 21, 1, 1), niss_of(1960, 1, 1, 1), Date(2011, 6, 1)},
            {niss_of(1980, 41, 1, 9), niss_of(1980, 1, 1, 9), Date(2012, 6, 1)}};
  }
  static void change(ReplacementFact& fact) { fact.on = Date(2015, 1, 1); }
};

template <class Fact>
class FactTableContract : public ::testing::Test {
 protected:
  /// One import that does what the function says.
  template <class Work>
  static ImportId import(FactStore& store, Work work) {
    const auto transaction = must(store.begin());
    const ImportId id = must(store.begin_import(Instant(std::chrono::milliseconds(1000)), Sha256(), false));
    work(id);
    must(store.finish_import(id, {}, {}));
    must(transaction->commit());
    return id;
  }
  static ImportId import_all(FactStore& store, const std::vector<Fact>& facts) {
    return import(store, [&](ImportId id) {
      for (const Fact& fact : facts) must(Kind<Fact>::table(store).add(fact, id));
    });
  }
  static std::vector<Version<Fact>> known(FactStore& store, AsKnown when) {
    std::vector<Version<Fact>> all;
    must(Kind<Fact>::table(store).each(when, [&](Version<Fact>&& version) -> Result<void> {
      all.push_back(std::move(version));
      return {};
    }));
    return all;
  }
  static std::vector<Fact> facts_of(const std::vector<Version<Fact>>& versions) {
    std::vector<Fact> facts;
    for (const auto& version : versions) facts.push_back(version.fact);
    return facts;
  }
  template <class Test>
  static void on_each_adapter(Test test) {
    for (const Adapter& adapter : adapters()) {
      SCOPED_TRACE(adapter.name);
      const auto under_test = adapter.make();
      test(*under_test);
    }
  }
};

using Kinds = ::testing::Types<PersonFact, NationalityFact, StayFact, GrantFact, ReimbursementFact, ReplacementFact>;
struct KindName {
  template <class Fact>
  static std::string GetName(int) {
    if constexpr (std::is_same_v<Fact, PersonFact>) return "persons";
    if constexpr (std::is_same_v<Fact, NationalityFact>) return "nationalities";
    if constexpr (std::is_same_v<Fact, StayFact>) return "stays";
    if constexpr (std::is_same_v<Fact, GrantFact>) return "grants";
    if constexpr (std::is_same_v<Fact, ReimbursementFact>) return "reimbursements";
    if constexpr (std::is_same_v<Fact, ReplacementFact>) return "replacements";
  }
};
TYPED_TEST_SUITE(FactTableContract, Kinds, KindName);

TYPED_TEST(FactTableContract, EveryValueComesBackAsItWasInTheOrderOfKeys) {
  this->on_each_adapter([this](StoreUnderTest& under_test) {
    const auto facts = Kind<TypeParam>::ascending();
    const auto backwards = std::vector<TypeParam>(facts.rbegin(), facts.rend());
    const ImportId id = this->import_all(under_test.facts(), backwards);
    under_test.reopen();
    const auto known = this->known(under_test.facts(), known_now);
    EXPECT_EQ(this->facts_of(known), facts);
    for (const auto& version : known) {
      EXPECT_EQ(version.recorded_in, id);
      EXPECT_FALSE(version.ended_in);
    }
  });
}

TYPED_TEST(FactTableContract, PagesBeginAtTheKeyAndAreNoLongerThanAsked) {
  this->on_each_adapter([this](StoreUnderTest& under_test) {
    const auto facts = Kind<TypeParam>::ascending();
    this->import_all(under_test.facts(), facts);
    auto& table = Kind<TypeParam>::table(under_test.facts());
    for (std::size_t from = 0; from < facts.size(); ++from) {
      const auto rest = std::vector<TypeParam>(facts.begin() + static_cast<std::ptrdiff_t>(from), facts.end());
      EXPECT_EQ(this->facts_of(must(table.page(facts[from].key(), 100))), rest);
      EXPECT_EQ(this->facts_of(must(table.page(facts[from].key(), 1))), std::vector<TypeParam>{facts[from]});
    }
    EXPECT_TRUE(must(table.page(facts[0].key(), 0)).empty());
  });
}

TYPED_TEST(FactTableContract, WhatWasKnownWhenStaysReadable) {
  this->on_each_adapter([this](StoreUnderTest& under_test) {
    FactStore& store = under_test.facts();
    auto& table = Kind<TypeParam>::table(store);
    const auto facts = Kind<TypeParam>::ascending();
    const ImportId first = this->import_all(store, facts);
    auto changed = facts;
    Kind<TypeParam>::change(changed[1]);
    const ImportId second = this->import(store, [&](ImportId id) {
      must(table.end(must(table.page(facts[1].key(), 1)).front().id, id));
      must(table.add(changed[1], id));
    });
    const ImportId third = this->import(store, [&](ImportId id) { must(table.end(must(table.page(facts[0].key(), 1)).front().id, id)); });
    under_test.reopen();
    EXPECT_TRUE(this->known(under_test.facts(), before_every_import).empty());
    EXPECT_EQ(this->facts_of(this->known(under_test.facts(), first)), facts);
    EXPECT_EQ(this->facts_of(this->known(under_test.facts(), second)), changed);
    const auto rest = std::vector<TypeParam>(changed.begin() + 1, changed.end());
    EXPECT_EQ(this->facts_of(this->known(under_test.facts(), third)), rest);
    EXPECT_EQ(this->facts_of(this->known(under_test.facts(), known_now)), rest);

    const auto history = must(Kind<TypeParam>::table(under_test.facts()).history(facts[1].key()));
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].fact, facts[1]);
    EXPECT_EQ(history[0].recorded_in, first);
    EXPECT_EQ(history[0].ended_in, second);
    EXPECT_EQ(history[1].fact, changed[1]);
    EXPECT_EQ(history[1].recorded_in, second);
    EXPECT_FALSE(history[1].ended_in);
    EXPECT_LT(history[0].id, history[1].id);
  });
}

TYPED_TEST(FactTableContract, AVersionReplacedByItsOwnImportWasNeverKnown) {
  this->on_each_adapter([this](StoreUnderTest& under_test) {
    FactStore& store = under_test.facts();
    auto& table = Kind<TypeParam>::table(store);
    const TypeParam fact = Kind<TypeParam>::ascending()[0];
    TypeParam later = fact;
    Kind<TypeParam>::change(later);
    TypeParam latest = fact;
    const ImportId id = this->import(store, [&](ImportId import) {
      must(table.end(must(table.add(fact, import)), import));
      must(table.end(must(table.add(later, import)), import));
      must(table.add(latest, import));
    });
    EXPECT_EQ(this->facts_of(this->known(store, id)), std::vector<TypeParam>{latest});
    EXPECT_EQ(this->facts_of(must(table.history(fact.key()))), (std::vector<TypeParam>{fact, later, latest}));
  });
}

TYPED_TEST(FactTableContract, OneKeyIsKnownOnce) {
  this->on_each_adapter([this](StoreUnderTest& under_test) {
    FactStore& store = under_test.facts();
    auto& table = Kind<TypeParam>::table(store);
    const auto facts = Kind<TypeParam>::ascending();
    this->import_all(store, facts);
    this->import(store, [&](ImportId id) {
      TypeParam changed = facts[0];
      Kind<TypeParam>::change(changed);
      EXPECT_FALSE(table.add(changed, id));
    });
    EXPECT_EQ(this->facts_of(this->known(store, known_now)), facts);
  });
}

TYPED_TEST(FactTableContract, AVersionEndsOnce) {
  this->on_each_adapter([this](StoreUnderTest& under_test) {
    FactStore& store = under_test.facts();
    auto& table = Kind<TypeParam>::table(store);
    const auto facts = Kind<TypeParam>::ascending();
    this->import_all(store, facts);
    this->import(store, [&](ImportId id) {
      const VersionId version = must(table.page(facts[0].key(), 1)).front().id;
      EXPECT_TRUE(table.end(version, id));
      EXPECT_FALSE(table.end(version, id));
      EXPECT_FALSE(table.end(VersionId{99999}, id));
    });
  });
}

TYPED_TEST(FactTableContract, NothingIsWrittenOutsideATransaction) {
  this->on_each_adapter([this](StoreUnderTest& under_test) {
    FactStore& store = under_test.facts();
    auto& table = Kind<TypeParam>::table(store);
    const auto facts = Kind<TypeParam>::ascending();
    const ImportId id = this->import_all(store, {facts[0]});
    EXPECT_FALSE(table.add(facts[1], id));
    EXPECT_FALSE(table.end(must(table.page(facts[0].key(), 1)).front().id, id));
    EXPECT_EQ(this->facts_of(this->known(store, known_now)), std::vector<TypeParam>{facts[0]});
  });
}

TYPED_TEST(FactTableContract, AnUncommittedTransactionLeavesNothing) {
  this->on_each_adapter([this](StoreUnderTest& under_test) {
    const auto facts = Kind<TypeParam>::ascending();
    this->import_all(under_test.facts(), {facts[0]});
    {
      FactStore& store = under_test.facts();
      const auto transaction = must(store.begin());
      const ImportId id = must(store.begin_import(Instant(), Sha256(), false));
      auto& table = Kind<TypeParam>::table(store);
      must(table.end(must(table.page(facts[0].key(), 1)).front().id, id));
      must(table.add(facts[1], id));
      EXPECT_EQ(this->facts_of(this->known(store, known_now)), std::vector<TypeParam>{facts[1]}) << "a transaction sees its own writes";
      under_test.beside([&](FactStore& other, run::MessageStore&) {
        EXPECT_EQ(this->facts_of(this->known(other, known_now)), std::vector<TypeParam>{facts[0]}) << "others don't";
      });
    }
    EXPECT_EQ(this->facts_of(this->known(under_test.facts(), known_now)), std::vector<TypeParam>{facts[0]});
    under_test.reopen();
    EXPECT_EQ(this->facts_of(this->known(under_test.facts(), known_now)), std::vector<TypeParam>{facts[0]});
    EXPECT_EQ(must(under_test.facts().imports()).size(), 1U);
  });
}

TYPED_TEST(FactTableContract, TheVisitorsFailureEndsTheReading) {
  this->on_each_adapter([this](StoreUnderTest& under_test) {
    FactStore& store = under_test.facts();
    this->import_all(store, Kind<TypeParam>::ascending());
    int seen = 0;
    const auto result = Kind<TypeParam>::table(store).each(known_now, [&](Version<TypeParam>&&) -> Result<void> {
      ++seen;
      return failure({.what = "enough"});
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().what, "enough");
    EXPECT_EQ(seen, 1);
    EXPECT_EQ(this->known(store, known_now).size(), Kind<TypeParam>::ascending().size()) << "the table can be read again";
  });
}

}  // namespace
}  // namespace crossroads::test
