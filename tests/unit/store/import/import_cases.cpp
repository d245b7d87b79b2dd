// Imports as a table: what a folder, or one after another, leaves in the store, rule by rule of SPEC §2.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/imported.hpp"
#include "../support/known_facts.hpp"
#include "../support/numbers.hpp"

namespace crossroads::test {
namespace {

const domain::Niss A = person(1), B = person(2), C = person(3), old_a = bis_of_person(1), older_a = bis_of_person(4);

std::string number(domain::Niss niss) { return to_string(niss); }

struct Step {
  DataFolder data;
  bool snapshot = false;
  std::vector<std::string> set_aside = {};  ///< `stays.csv:3 from` for each, in the order of the report
  facts::ImportRole role = facts::ImportRole::all;
};

struct Case {  // gtest prints it by its name
  friend void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }
  std::string name;
  std::vector<Step> steps;
  std::vector<std::string> known;  ///< afterwards, but for persons
};

const DataFolder persons_a{.persons = {person_row(A)}};
const DataFolder persons_ab{.persons = {person_row(A), person_row(B)}};

std::string stay(domain::Niss niss, const std::string& period, const std::string& quality = "employee") {
  return fmt::format("stay {} {} {}", number(niss), period, quality);
}
std::string aid(const std::string& id, domain::Niss niss, int cents = 90000, const std::string& status = "granted") {
  return fmt::format("aid {} {} 2011-05-01.. {} {}", id, number(niss), cents, status);
}
std::string nationality(domain::Niss niss, const std::string& country, const std::string& period = "1990-01-01..") {
  return fmt::format("nationality {} {} {}", number(niss), country, period);
}
std::string replacement(domain::Niss old_niss, domain::Niss new_niss) {
  return fmt::format("replacement {} {} 2011-06-01", number(old_niss), number(new_niss));
}

/// Every file, with a bad row of aid.
DataFolder whole_folder() {
  return persons_a.plus({.nationalities = {nationality_row(A, "FR")},
                         .stays = {stay_row(A, "2011-01-01")},
                         .aid = {aid_row("G1", A), aid_row("G2", old_a), aid_row("G3", A, "2011-05-01", "", "0")},
                         .reimbursements = {reimbursement_row("G1", "2012-01-01")},
                         .replacements = {replacement_row(old_a, A)}});
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      // Keys: a later row with the same key replaces the earlier.
      {"a stay replaced within the file",
       {{persons_a.plus({.stays = {stay_row(A, "2011-01-01"), stay_row(A, "2011-01-01", "2011-12-31")}})}},
       {stay(A, "2011-01-01..2011-12-31")}},
      {"a stay replaced by a later import",
       {{persons_a.plus({.stays = {stay_row(A, "2011-01-01")}})}, {persons_a.plus({.stays = {stay_row(A, "2011-01-01", "", "student")}})}},
       {stay(A, "2011-01-01..", "student")}},
      {"a stay with another first day is another stay",
       {{persons_a.plus({.stays = {stay_row(A, "2011-01-01", "2011-01-31")}})}, {persons_a.plus({.stays = {stay_row(A, "2011-02-01")}})}},
       {stay(A, "2011-01-01..2011-01-31"), stay(A, "2011-02-01..")}},
      {"a nationality replaced, and another one from another day",
       {{persons_a.plus({.nationalities = {nationality_row(A, "FR"), nationality_row(A, "FR", "1990-01-01", "2000-01-01"),
                                           nationality_row(A, "FR", "2005-01-01")}})}},
       {nationality(A, "FR", "1990-01-01..2000-01-01"), nationality(A, "FR", "2005-01-01..")}},
      {"nationalities may overlap",
       {{persons_a.plus({.nationalities = {nationality_row(A, "FR"), nationality_row(A, "BE")}})}},
       {nationality(A, "BE"), nationality(A, "FR")}},
      {"aid replaced by its aid_id, even on another person",
       {{persons_ab.plus({.aid = {aid_row("G1", A)}})}, {persons_ab.plus({.aid = {aid_row("G1", B, "2011-05-01", "", "80000")}})}},
       {aid("G1", B, 80000)}},
      {"aid cancelled by a later import",
       {{persons_a.plus({.aid = {aid_row("G1", A)}})},
        {persons_a.plus({.aid = {aid_row("G1", A, "2011-05-01", "", "90000", "cancelled")}})}},
       {aid("G1", A, 90000, "cancelled")}},
      {"a reimbursement replaced by aid_id and day",
       {{persons_a.plus({.aid = {aid_row("G1", A)},
                         .reimbursements = {reimbursement_row("G1", "2012-01-01"), reimbursement_row("G1", "2012-01-02"),
                                            reimbursement_row("G1", "2012-01-01", "7")}})}},
       {aid("G1", A), "reimbursement G1 2012-01-01 7", "reimbursement G1 2012-01-02 500"}},

      // Known persons.
      {"rows on nobody are bad",
       {{persons_a.plus({.nationalities = {nationality_row(B, "FR")},
                         .stays = {stay_row(B, "2011-01-01")},
                         .aid = {aid_row("G1", B), aid_row("G2", A)}}),
         false,
         {"nationalities.csv:2 niss", "stays.csv:2 niss", "aid.csv:2 niss"}}},
       {aid("G2", A)}},
      {"rows on a person of an earlier import are good",
       {{persons_ab}, {persons_a.plus({.stays = {stay_row(B, "2011-01-01")}})}},
       {stay(B, "2011-01-01..")}},
      {"a sponsor may be unknown",
       {{persons_a.plus({.stays = {stay_row(A, "2011-01-01", "", "employee", C)}})}},
       {stay(A, "2011-01-01..") + " of " + number(C)}},
      {"a person is known under an old number in persons.csv",
       {{DataFolder{.persons = {person_row(old_a)}, .stays = {stay_row(A, "2011-01-01")}, .replacements = {replacement_row(old_a, A)}}}},
       {stay(A, "2011-01-01.."), replacement(old_a, A)}},
      {"a person is known under a number that an earlier import replaced",
       {{DataFolder{.persons = {person_row(old_a)}}},
        {DataFolder{.replacements = {replacement_row(old_a, A)}}},
        {DataFolder{.stays = {stay_row(A, "2011-01-01")}}}},
       {stay(A, "2011-01-01.."), replacement(old_a, A)}},
      {"a replacement makes nobody known",
       {{DataFolder{.stays = {stay_row(A, "2011-01-01")}, .replacements = {replacement_row(old_a, A)}}, false, {"stays.csv:2 niss"}}},
       {replacement(old_a, A)}},

      // Overlapping stays.
      {"of two overlapping stays the later in the file is bad",
       {{persons_a.plus({.stays = {stay_row(A, "2011-05-01"), stay_row(A, "2011-01-01", "2011-05-01")}}), false, {"stays.csv:3 from"}}},
       {stay(A, "2011-05-01..")}},
      {"stays that touch don't overlap",
       {{persons_a.plus({.stays = {stay_row(A, "2011-05-01"), stay_row(A, "2011-01-01", "2011-04-30")}})}},
       {stay(A, "2011-01-01..2011-04-30"), stay(A, "2011-05-01..")}},
      {"a stay that overlaps a stored one is bad",
       {{persons_a.plus({.stays = {stay_row(A, "2011-01-01")}})},
        {persons_a.plus({.stays = {stay_row(A, "2012-01-01")}}), false, {"stays.csv:2 from"}}},
       {stay(A, "2011-01-01..")}},
      {"a stored stay that the folder shortens is in nobody's way, whatever the order",
       {{persons_a.plus({.stays = {stay_row(A, "2011-01-01")}})},
        {persons_a.plus({.stays = {stay_row(A, "2012-01-01"), stay_row(A, "2011-01-01", "2011-12-31")}})}},
       {stay(A, "2011-01-01..2011-12-31"), stay(A, "2012-01-01..")}},
      {"a stored stay whose new row is refused stays, and is in the way again",
       {{persons_a.plus({.stays = {stay_row(A, "2011-01-01", "2011-06-30"), stay_row(A, "2012-01-01")}})},
        {persons_a.plus({.stays = {stay_row(A, "2011-05-01", "2011-07-31"), stay_row(A, "2011-01-01", "2012-03-31")}}),
         false,
         {"stays.csv:2 from", "stays.csv:3 from"}}},
       {stay(A, "2011-01-01..2011-06-30"), stay(A, "2012-01-01..")}},
      {"a refused row doesn't undo the good one with its key",
       {{persons_a.plus({.stays = {stay_row(A, "2012-01-01"), stay_row(A, "2011-01-01", "2011-12-31"), stay_row(A, "2011-01-01")}}),
         false,
         {"stays.csv:4 from"}}},
       {stay(A, "2011-01-01..2011-12-31"), stay(A, "2012-01-01..")}},
      {"stays of two persons don't overlap",
       {{persons_ab.plus({.stays = {stay_row(A, "2011-01-01"), stay_row(B, "2011-01-01")}})}},
       {stay(A, "2011-01-01.."), stay(B, "2011-01-01..")}},

      // Reimbursements.
      {"a reimbursement of an unknown aid is bad",
       {{persons_a.plus(
             {.aid = {aid_row("G1", A)}, .reimbursements = {reimbursement_row("G2", "2012-01-01"), reimbursement_row("G1", "2012-01-01")}}),
         false,
         {"reimbursements.csv:2 aid_id"}}},
       {aid("G1", A), "reimbursement G1 2012-01-01 500"}},
      {"a reimbursement of an aid of an earlier import is good",
       {{persons_a.plus({.aid = {aid_row("G1", A)}})}, {persons_a.plus({.reimbursements = {reimbursement_row("G1", "2012-01-01")}})}},
       {aid("G1", A), "reimbursement G1 2012-01-01 500"}},
      {"a reimbursement of an aid that was refused is bad",
       {{persons_a.plus({.aid = {aid_row("G1", B)}, .reimbursements = {reimbursement_row("G1", "2012-01-01")}}),
         false,
         {"aid.csv:2 niss", "reimbursements.csv:2 aid_id"}}},
       {}},

      // Replaced numbers.
      {"a loop is bad",
       {{DataFolder{.persons = {person_row(A)},
                    .replacements = {replacement_row(old_a, A), replacement_row(A, old_a), replacement_row(B, B)}},
         false,
         {"replacements.csv:3 new_niss", "replacements.csv:4 new_niss"}}},
       {replacement(old_a, A)}},
      {"a loop with a stored replacement is bad",
       {{DataFolder{.persons = {person_row(A)}, .replacements = {replacement_row(old_a, A)}}},
        {DataFolder{.persons = {person_row(A)}, .replacements = {replacement_row(A, old_a)}}, false, {"replacements.csv:2 new_niss"}}},
       {replacement(old_a, A)}},
      {"a second successor is bad, also of a stored one",
       {{DataFolder{.replacements = {replacement_row(old_a, A), replacement_row(old_a, B)}}, false, {"replacements.csv:3 new_niss"}},
        {DataFolder{.replacements = {replacement_row(old_a, C)}}, false, {"replacements.csv:2 new_niss"}}},
       {replacement(old_a, A)}},
      {"two numbers may have one successor",
       {{DataFolder{.replacements = {replacement_row(old_a, A), replacement_row(older_a, A)}}}},
       {replacement(old_a, A), replacement(older_a, A)}},
      {"keys are on the newest number: the old number's stay is replaced under the new one",
       {{DataFolder{.persons = {person_row(old_a)}, .stays = {stay_row(old_a, "2011-01-01")}}},
        {DataFolder{
            .persons = {person_row(A)}, .stays = {stay_row(A, "2011-01-01", "", "student")}, .replacements = {replacement_row(old_a, A)}}}},
       {stay(A, "2011-01-01..", "student"), replacement(old_a, A)}},
      {"the same stay told again under the new number is unchanged",
       {{DataFolder{.persons = {person_row(old_a)}, .stays = {stay_row(old_a, "2011-01-01")}}},
        {DataFolder{.persons = {person_row(A)}, .stays = {stay_row(A, "2011-01-01")}, .replacements = {replacement_row(old_a, A)}}}},
       {stay(old_a, "2011-01-01.."), replacement(old_a, A)}},
      {"a stay overlaps one under another number of the person",
       {{DataFolder{.persons = {person_row(A)},
                    .stays = {stay_row(old_a, "2011-01-01"), stay_row(A, "2011-06-01")},
                    .replacements = {replacement_row(old_a, A)}},
         false,
         {"stays.csv:3 from"}}},
       {stay(old_a, "2011-01-01.."), replacement(old_a, A)}},
      {"two persons made one: of two stays with one first day the later recorded is kept",
       {{DataFolder{.persons = {person_row(A), person_row(old_a)}, .stays = {stay_row(A, "2011-01-01")}}},
        {DataFolder{.stays = {stay_row(old_a, "2011-01-01", "", "student")}}},
        {DataFolder{.replacements = {replacement_row(old_a, A)}}}},
       {stay(old_a, "2011-01-01..", "student"), replacement(old_a, A)}},
      {"two persons made one: of two stays that overlap the later recorded ends and is reported",
       {{DataFolder{.persons = {person_row(A), person_row(old_a)},
                    .stays = {stay_row(A, "2011-01-01"), stay_row(old_a, "2010-06-01", "2011-03-31")}}},
        {DataFolder{.replacements = {replacement_row(B, C), replacement_row(old_a, A)}}, false, {"replacements.csv:3 from"}}},
       {stay(A, "2011-01-01.."), replacement(old_a, A), replacement(B, C)}},
      {"two persons made one: a folder that mends the overlap is told nothing",
       {{DataFolder{.persons = {person_row(A), person_row(old_a)},
                    .stays = {stay_row(A, "2011-01-01"), stay_row(old_a, "2010-06-01", "2011-03-31")}}},
        {DataFolder{.stays = {stay_row(A, "2010-06-01", "2010-12-31")}, .replacements = {replacement_row(old_a, A)}}}},
       {stay(A, "2010-06-01..2010-12-31"), stay(A, "2011-01-01.."), replacement(old_a, A)}},
      {"two persons made one: of two nationalities with one key one is kept",
       {{DataFolder{.persons = {person_row(A), person_row(old_a)},
                    .nationalities = {nationality_row(A, "FR"), nationality_row(old_a, "FR", "1990-01-01", "2000-12-31")}}},
        {DataFolder{.nationalities = {nationality_row(old_a, "FR", "1990-01-01", "2010-12-31")}}},
        {DataFolder{.replacements = {replacement_row(old_a, A)}}}},
       {nationality(old_a, "FR", "1990-01-01..2010-12-31"), replacement(old_a, A)}},

      // Snapshots.
      {"a snapshot retracts a wrong first day",
       {{persons_ab.plus({.stays = {stay_row(A, "2011-10-01"), stay_row(B, "2011-10-01")}})},
        {persons_a.plus({.stays = {stay_row(A, "2011-01-10")}}), true}},
       {stay(A, "2011-01-10.."), stay(B, "2011-10-01..")}},
      {"a snapshot ends what it leaves out, of every kind, and of nobody else",
       {{persons_ab.plus({.nationalities = {nationality_row(A, "FR"), nationality_row(B, "FR")},
                          .stays = {stay_row(A, "2011-01-01"), stay_row(B, "2011-01-01")},
                          .aid = {aid_row("G1", A), aid_row("G2", B), aid_row("G3", A)},
                          .reimbursements = {reimbursement_row("G1", "2012-01-01"), reimbursement_row("G2", "2012-01-01"),
                                             reimbursement_row("G3", "2012-01-01")}})},
        {persons_a.plus({.aid = {aid_row("G3", A)}}), true}},
       {nationality(B, "FR"), stay(B, "2011-01-01.."), aid("G2", B), aid("G3", A), "reimbursement G2 2012-01-01 500"}},
      {"a snapshot names a person by any number of the chain",
       {{DataFolder{.persons = {person_row(old_a)}, .stays = {stay_row(old_a, "2011-01-01")}, .aid = {aid_row("G1", old_a)}}},
        {DataFolder{.persons = {person_row(A)}, .replacements = {replacement_row(old_a, A)}}, true}},
       {replacement(old_a, A)}},
      {"under a snapshot a stored stay is in nobody's way",
       {{persons_a.plus({.stays = {stay_row(A, "2011-01-01")}})}, {persons_a.plus({.stays = {stay_row(A, "2012-01-01")}}), true}},
       {stay(A, "2012-01-01..")}},
      {"a person whom a snapshot has rows on but doesn't name keeps the rest",
       {{persons_ab.plus({.stays = {stay_row(B, "2011-01-01", "2011-12-31")}})},
        {persons_a.plus({.stays = {stay_row(B, "2012-01-01")}}), true}},
       {stay(B, "2011-01-01..2011-12-31"), stay(B, "2012-01-01..")}},
      {"a snapshot keeps an aid that went from a named person to another",
       {{persons_ab.plus({.aid = {aid_row("G1", A)}, .reimbursements = {reimbursement_row("G1", "2012-01-01")}})},
        {persons_a.plus({.aid = {aid_row("G1", B)}}), true}},
       {aid("G1", B), "reimbursement G1 2012-01-01 500"}},
      {"a reimbursement of an aid that a snapshot ended is bad",
       {{persons_a.plus({.aid = {aid_row("G1", A)}})},
        {persons_a.plus({.reimbursements = {reimbursement_row("G1", "2012-01-01")}}), true, {"reimbursements.csv:2 aid_id"}}},
       {}},

      // Bad values keep the earlier state.
      {"a row with a bad value replaces nothing",
       {{persons_a.plus({.stays = {stay_row(A, "2011-01-01")}})},
        {persons_a.plus({.stays = {stay_row(A, "2011-01-01", "2010-01-01")}}), false, {"stays.csv:2 to"}}},
       {stay(A, "2011-01-01..")}},

      // Institutions that know a part.
      {"the register takes no aid, and does not look at its rows",
       {{whole_folder(), false, {}, facts::ImportRole::national_register}},
       {nationality(A, "FR"), stay(A, "2011-01-01.."), replacement(old_a, A)}},
      {"the source takes no facts of the register, and aid of any number",
       {{whole_folder(), false, {"aid.csv:4 monthly_cents"}, facts::ImportRole::source}},
       {aid("G1", A), aid("G2", old_a), "reimbursement G1 2012-01-01 500"}},
      {"the register's snapshot ends no aid",
       {{whole_folder(), false, {"aid.csv:4 monthly_cents"}},
        {persons_a.plus({.nationalities = {nationality_row(A, "FR")}}), true, {}, facts::ImportRole::national_register}},
       {nationality(A, "FR"), replacement(old_a, A), aid("G1", A), aid("G2", old_a), "reimbursement G1 2012-01-01 500"}},
      {"the source's snapshot ends no stay",
       {{whole_folder(), false, {"aid.csv:4 monthly_cents"}},
        {persons_a.plus({.aid = {aid_row("G1", A)}}), true, {}, facts::ImportRole::source}},
       {nationality(A, "FR"), stay(A, "2011-01-01.."), replacement(old_a, A), aid("G1", A)}},
      {"one after the other they leave what the whole leaves",
       {{whole_folder(), false, {}, facts::ImportRole::national_register},
        {whole_folder(), false, {"aid.csv:4 monthly_cents"}, facts::ImportRole::source}},
       {nationality(A, "FR"), stay(A, "2011-01-01.."), replacement(old_a, A), aid("G1", A), aid("G2", old_a),
        "reimbursement G1 2012-01-01 500"}},
  };
  return all;
}

std::vector<std::string> without_persons(std::vector<std::string> lines) {
  std::erase_if(lines, [](const std::string& line) { return line.starts_with("person "); });
  return lines;
}

std::vector<std::string> places(const std::vector<Problem>& problems) {
  std::vector<std::string> all;
  for (const auto& problem : problems) all.push_back(fmt::format("{}:{} {}", problem.place.file, problem.place.line, problem.field));
  return all;
}

class ImportCases : public ::testing::TestWithParam<Case> {};

std::string test_name(const ::testing::TestParamInfo<Case>& info) {
  std::string name;
  for (const char c : info.param.name) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Rules, ImportCases, ::testing::ValuesIn(cases()), test_name);

TEST_P(ImportCases, LeavesWhatTheRulesSay) {
  ImportedStore store;
  for (const Step& step : GetParam().steps) {
    const auto report = store.import(step.data, {.snapshot = step.snapshot, .role = step.role});
    EXPECT_EQ(places(report.quarantined), step.set_aside);
    for (const auto& problem : report.quarantined) EXPECT_FALSE(problem.what.empty());
    if (report.import) {
      EXPECT_EQ(places(must(store.facts().quarantined(*report.import))), step.set_aside) << "set-aside rows stay readable";
    }
  }
  EXPECT_THAT(without_persons(known_facts(store.facts())), ::testing::UnorderedElementsAreArray(GetParam().known));
}

TEST_P(ImportCases, TheSameFolderAgainChangesNothing) {
  ImportedStore store;
  for (const Step& step : GetParam().steps) {
    const auto first = store.import(step.data, {.snapshot = step.snapshot, .role = step.role});
    const auto before = known_with_imports(store.facts());
    const auto imports = must(store.facts().imports());
    const auto again = store.import(step.data, {.snapshot = step.snapshot, .role = step.role});
    EXPECT_FALSE(again.import) << "nothing is recorded";
    EXPECT_EQ(known_with_imports(store.facts()), before);
    EXPECT_EQ(must(store.facts().imports()), imports);
    EXPECT_EQ(again.quarantined.size(), first.quarantined.size() - first.overlapping_after_replacement);
    for (const auto& counts : again.counts) EXPECT_FALSE(counts.changed());
  }
}

TEST_P(ImportCases, StrictRefusesTheWholeFolderWhereARowIsSetAside) {
  ImportedStore store;
  for (const Step& step : GetParam().steps) {
    const auto before = known_with_imports(store.facts());
    const auto strict = store.try_import(step.data, {.strict = true, .snapshot = step.snapshot, .role = step.role});
    EXPECT_EQ(strict.has_value(), step.set_aside.empty());
    if (!strict) {
      EXPECT_EQ(known_with_imports(store.facts()), before);
      EXPECT_EQ(strict.error().place.file, step.set_aside[0].substr(0, step.set_aside[0].find(':')));
      EXPECT_NE(strict.error().kept.find("--strict"), std::string::npos);
      EXPECT_EQ(strict.error().hint.empty(), step.set_aside.size() == 1) << strict.error().hint;
      store.import(step.data, {.snapshot = step.snapshot, .role = step.role});
    }
  }
}

}  // namespace
}  // namespace crossroads::test
