// What was known when: the facts as columns, after each import and at each moment.
#include <gtest/gtest.h>

#include <algorithm>

#include "../support/imported.hpp"
#include "../support/numbers.hpp"
#include "../support/population_text.hpp"

namespace crossroads::test {
namespace {

const domain::Niss A = person(1), B = person(2), old_a = bis_of_person(1), older_a = bis_of_person(4);

TEST(History, EachImportsStateStaysReadable) {
  ImportedStore store;
  EXPECT_EQ(population_text(store.facts(), facts::known_now), "");
  const auto first = store.import({.persons = {person_row(A)},
                                   .nationalities = {nationality_row(A, "FR")},
                                   .stays = {stay_row(A, "2011-10-01")},
                                   .aid = {aid_row("G1", A)}},
                                  {.now_ms = 1000});
  const auto second = store.import({.persons = {person_row(A)},
                                    .nationalities = {nationality_row(A, "FR")},
                                    .stays = {stay_row(A, "2011-01-10")},
                                    .aid = {aid_row("G1", A)}},
                                   {.snapshot = true, .now_ms = 2000});
  const auto third =
      store.import({.persons = {person_row(B)}, .aid = {aid_row("G1", A, "2011-05-01", "", "90000", "cancelled")}}, {.now_ms = 3000});

  const std::string a = to_string(A) + "\n  FR 1990-01-01..\n";
  const std::string granted = "  90000 2011-05-01..\n";
  EXPECT_EQ(population_text(store.facts(), first.import), a + "  employee 2011-10-01..\n" + granted);
  EXPECT_EQ(population_text(store.facts(), second.import), a + "  employee 2011-01-10..\n" + granted) << "the wrong first day is retracted";
  const std::string now = population_text(store.facts(), facts::known_now);
  EXPECT_EQ(population_text(store.facts(), third.import), now);
  EXPECT_NE(now.find(to_string(B)), std::string::npos);
  EXPECT_EQ(now.find("90000"), std::string::npos) << "a cancelled grant aids nobody";

  const auto at = [&](std::int64_t ms) { return must(store.facts().last_import_at(Instant(std::chrono::milliseconds(ms)))); };
  EXPECT_EQ(population_text(store.facts(), at(999)), "");
  EXPECT_EQ(population_text(store.facts(), at(1999)), population_text(store.facts(), first.import));
  EXPECT_EQ(population_text(store.facts(), at(2000)), population_text(store.facts(), second.import));
}

TEST(History, ChainsAreThoseKnownThen) {
  ImportedStore store;
  const auto first =
      store.import({.persons = {person_row(old_a), person_row(B)},
                    .stays = {stay_row(old_a, "2011-01-01", "2011-05-31"), stay_row(B, "2011-01-01", "", "family_member", A)}});
  const auto second =
      store.import({.persons = {person_row(A)}, .stays = {stay_row(A, "2011-06-01")}, .replacements = {replacement_row(old_a, A)}});
  const std::string before = population_text(store.facts(), first.import);
  EXPECT_NE(before.find(to_string(old_a) + "\n  employee 2011-01-01..2011-05-31\n"), std::string::npos) << before;
  EXPECT_NE(before.find("family_member 2011-01-01.. of nobody known"), std::string::npos) << before;
  const std::string after = population_text(store.facts(), second.import);
  EXPECT_NE(after.find(to_string(A) + "\n  employee 2011-01-01..2011-05-31\n  employee 2011-06-01..\n"), std::string::npos) << after;
  EXPECT_NE(after.find("family_member 2011-01-01.. of " + to_string(A)), std::string::npos) << after;
  EXPECT_EQ(after.find(to_string(old_a)), std::string::npos) << after;
}

TEST(History, ASponsorIsFoundByAnyNumber) {
  ImportedStore store;
  store.import({.persons = {person_row(A), person_row(B)},
                .stays = {stay_row(B, "2011-01-01", "2011-01-31", "family_member", old_a), stay_row(B, "2011-02-01", "", "family_member")},
                .replacements = {replacement_row(older_a, old_a), replacement_row(old_a, A)}});
  const std::string text = population_text(store.facts(), facts::known_now);
  EXPECT_NE(text.find("family_member 2011-01-01..2011-01-31 of " + to_string(A) + "\n  family_member 2011-02-01..\n"), std::string::npos)
      << text;
}

TEST(Chains, KnowEveryNumberOfAPerson) {
  ImportedStore store;
  store.import({.persons = {person_row(A)}, .replacements = {replacement_row(older_a, old_a), replacement_row(old_a, A)}});
  const auto chains = must(facts::load_chains(store.facts()));
  std::vector<domain::Niss> all{A, old_a, older_a};
  std::ranges::sort(all);
  for (const domain::Niss niss : all) {
    EXPECT_EQ(chains.newest(niss), A);
    EXPECT_EQ(chains.numbers(niss), all);
  }
  EXPECT_EQ(chains.numbers(B), std::vector{B});
  EXPECT_EQ(chains.successor(older_a), old_a);
  EXPECT_EQ(chains.successor(A), std::nullopt);
  EXPECT_TRUE(chains.replaced_others(A));
  EXPECT_FALSE(chains.replaced_others(older_a));
}

struct IdentityCase {
  std::string name;
  std::vector<DataFolder> imports;
  std::optional<std::string> last_name;
};

TEST(Identity, TheNewestNumbersOwnRowWinsElseTheNewestRecorded) {
  const DataFolder chain{.replacements = {replacement_row(older_a, old_a), replacement_row(old_a, A)}};
  const std::vector<IdentityCase> cases{
      {"nobody", {chain}, std::nullopt},
      {"the newest number's own row", {chain.plus({.persons = {person_row(A, "Newest"), person_row(old_a, "Old")}})}, "Newest"},
      {"the same, recorded earlier",
       {chain.plus({.persons = {person_row(A, "Newest")}}), {.persons = {person_row(old_a, "Old")}}},
       "Newest"},
      {"else the later import",
       {chain.plus({.persons = {person_row(old_a, "Old")}}), {.persons = {person_row(older_a, "Older")}}},
       "Older"},
      {"a later change of the same row",
       {chain.plus({.persons = {person_row(older_a, "Older")}}),
        {.persons = {person_row(old_a, "Old")}},
        {.persons = {person_row(older_a, "Married")}}},
       "Married"},
  };
  for (const IdentityCase& one : cases) {
    SCOPED_TRACE(one.name);
    ImportedStore store;
    for (const DataFolder& data : one.imports) store.import(data);
    const auto chains = must(facts::load_chains(store.facts()));
    for (const domain::Niss niss : {A, old_a, older_a}) {
      const auto identity = must(facts::identity_of(store.facts(), chains, niss));
      EXPECT_EQ(identity ? std::optional(identity->last_name) : std::nullopt, one.last_name);
    }
  }
}

}  // namespace
}  // namespace crossroads::test
