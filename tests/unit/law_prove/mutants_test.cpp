// Every small change of a law: each operator makes what it says, and nothing else.
#include "law/prove/mutants.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "law/prove/law_difference.hpp"
#include "law/prove/run_mutants.hpp"
#include "law/syntax/formatter.hpp"
#include "law_cases/read_law.hpp"
#include "law_evaluate/random_world.hpp"
#include "law_syntax/golden.hpp"

namespace crossroads::law::prove {
namespace {

Authorisation read(const std::string& text) {
  const Source source("x.law", text);
  auto parsed = parse_authorisation(source);
  EXPECT_TRUE(parsed.authorisation) << render(parsed.diagnostics, source);
  return std::move(parsed.authorisation).value();
}

struct OfCondition {
  const char* condition;
  std::vector<std::string> changes;  ///< in their order: `change: description`, then the whole condition
};

const OfCondition conditions[] = {
    {"recognised", {"a condition negated: `recognised` becomes `not recognised` = not recognised"}},
    {"not recognised", {"a condition negated: `not recognised` becomes `recognised` = recognised"}},
    {"belgian",
     {"a condition negated: `belgian` becomes `not belgian` = not belgian",
      "one nationality class for another: `belgian` becomes `union` = union",
      "one nationality class for another: `belgian` becomes `third-country` = third-country"}},
    {"stay >= 3 years",
     {"a condition negated: `stay >= 3 years` becomes `not stay >= 3 years` = not stay >= 3 years",
      "one comparison for another: `stay >= 3 years` becomes `stay < 3 years` = stay < 3 years",
      "one comparison for another: `stay >= 3 years` becomes `stay <= 3 years` = stay <= 3 years",
      "one comparison for another: `stay >= 3 years` becomes `stay > 3 years` = stay > 3 years",
      "a threshold one unit up or down: `stay >= 3 years` becomes `stay >= 4 years` = stay >= 4 years",
      "a threshold one unit up or down: `stay >= 3 years` becomes `stay >= 2 years` = stay >= 2 years",
      "a threshold one unit up or down: `stay >= 3 years` becomes `stay >= 37 months` = stay >= 37 months",
      "a threshold one unit up or down: `stay >= 3 years` becomes `stay >= 35 months` = stay >= 35 months"}},
    {"applied-at = territory",
     {"a condition negated: `applied-at = territory` becomes `not applied-at = territory` = not applied-at = territory",
      "a member added, taken or replaced: `applied-at = territory` becomes `applied-at in {territory, diplomatic-post}` = applied-at in "
      "{territory, diplomatic-post}",
      "a member added, taken or replaced: `applied-at = territory` becomes `applied-at = diplomatic-post` = applied-at = diplomatic-post"}},
    {"union and recognised",
     {"a condition negated: `union and recognised` becomes `not (union and recognised)` = not (union and recognised)",
      "`and` for `or`: `union and recognised` becomes `union or recognised` = union or recognised",
      "a condition dropped: `union` is dropped from `union and recognised` = recognised",
      "a condition dropped: `recognised` is dropped from `union and recognised` = union",
      "a condition negated: `union` becomes `not union` = not union and recognised",
      "one nationality class for another: `union` becomes `belgian` = belgian and recognised",
      "one nationality class for another: `union` becomes `third-country` = third-country and recognised",
      "a condition negated: `recognised` becomes `not recognised` = union and not recognised"}},
    {"sponsor (recognised)",
     {"a condition negated: `sponsor (recognised)` becomes `not sponsor (recognised)` = not sponsor (recognised)",
      "the sponsor's condition asked of the person: `sponsor (recognised)` becomes `recognised` = recognised",
      "a condition negated: `recognised` becomes `not recognised` = sponsor (not recognised)"}},
    {"ris so far",
     {"a condition negated: `ris so far` becomes `not ris so far` = not ris so far",
      "`so far` or `for` dropped: `ris so far` becomes `ris` = ris",
      "a member added, taken or replaced: `ris` becomes `ris or ris-equivalent` = (ris or ris-equivalent) so far",
      "a member added, taken or replaced: `ris` becomes `ris-equivalent` = ris-equivalent so far",
      "a member added, taken or replaced: `ris` becomes `ris or social-aid` = (ris or social-aid) so far",
      "a member added, taken or replaced: `ris` becomes `social-aid` = social-aid so far"}},
    {"ris for 1 month",
     {"a condition negated: `ris for 1 month` becomes `not ris for 1 month` = not ris for 1 month",
      "`so far` or `for` dropped: `ris for 1 month` becomes `ris` = ris",
      "a threshold one unit up or down: `ris for 1 month` becomes `ris for 2 months` = ris for 2 months",
      "a member added, taken or replaced: `ris` becomes `ris or ris-equivalent` = (ris or ris-equivalent) for 1 month",
      "a member added, taken or replaced: `ris` becomes `ris-equivalent` = ris-equivalent for 1 month",
      "a member added, taken or replaced: `ris` becomes `ris or social-aid` = (ris or social-aid) for 1 month",
      "a member added, taken or replaced: `ris` becomes `social-aid` = social-aid for 1 month"}},
};

TEST(Mutants, of_conditions_are_what_they_say) {
  for (const auto& row : conditions) {
    SCOPED_TRACE(row.condition);
    std::string text(golden::document);
    text.replace(text.find("start at once"), 13, std::string("start one when ") + row.condition);
    const auto law = read(text);
    std::vector<std::string> found;
    for (const auto& change : changes_of(law.push->starts[0].when, law)) {
      found.push_back(std::string(change_names[static_cast<std::size_t>(change.change)]) + ": " + change.description + " = " +
                      format(*change.condition, law));
    }
    EXPECT_EQ(found, row.changes);
  }
}

/// What `law diff` says of each mutant of the lists: its description need not be believed.
TEST(Mutants, of_lists_are_what_they_say) {
  std::string text(golden::document);
  text.replace(text.find("push monthly"), 12,
               "exclude x at source when recognised [§1]\nexclude y at hub for a when stay > 1 year [§1]\npush monthly");
  text.replace(text.find("disclose niss"), 13, "disclose niss, amount of all aid");
  const auto law = read(text);
  std::map<std::string, std::string> said;
  each_mutant(law, [&](const Mutant& mutant) {
    if (mutant.change >= Change::swapped) said[mutant.rule + ": " + mutant.description] = as_text(difference_of(bare(law), mutant.law));
  });
  const std::map<std::string, std::string> expected{
      {"authorisation 24/001: in force from 2024-01-01 instead of 2024-02-01",
       "changed in force\n  - from 2024-02-01\n  + from 2024-01-01\n"},
      {"authorisation 24/001: in force from 2024-03-01 instead of 2024-02-01",
       "changed in force\n  - from 2024-02-01\n  + from 2024-03-01\n"},
      {"category a: `a` stands behind `b`", "moved category a\n  - first\n  + behind category b\n"},
      {"exclude x: `x` stands behind `y`", "moved exclude x\n  - first\n  + behind exclude y\n"},
      {"exclude x: `x` is left out", "removed exclude x\n  - at source when recognised\n"},
      {"exclude x: checked at the hub alone", "changed exclude x\n  - at source when recognised\n  + at hub when recognised\n"},
      {"exclude x: checked at source and hub", "changed exclude x\n  - at source when recognised\n  + at source and hub when recognised\n"},
      {"exclude x: not for `a`", "changed exclude x\n  - at source when recognised\n  + at source for b when recognised\n"},
      {"exclude x: not for `b`", "changed exclude x\n  - at source when recognised\n  + at source for a when recognised\n"},
      {"exclude y: `y` is left out", "removed exclude y\n  - at hub for a when stay > 1 year\n"},
      {"exclude y: checked at the source alone",
       "changed exclude y\n  - at hub for a when stay > 1 year\n  + at source for a when stay > 1 year\n"},
      {"exclude y: checked at source and hub",
       "changed exclude y\n  - at hub for a when stay > 1 year\n  + at source and hub for a when stay > 1 year\n"},
      {"push monthly: pause after 2 months without aid", "changed pause\n  - after 1 month without aid\n  + after 2 months without aid\n"},
      {"disclose amount: `amount by nature`",
       "changed disclose amount for a\n  - amount of all aid\n  + amount by nature\nchanged disclose amount for b\n  - amount of all aid\n"
       "  + amount by nature\n"},
      {"disclose niss: `niss` is withheld for `a`", "removed disclose niss for a\n  - niss\n"},
      {"disclose niss: `niss` is withheld for `b`", "removed disclose niss for b\n  - niss\n"},
      {"disclose periods: `periods` is disclosed for `a`, too", "added disclose periods for a\n  + periods\n"},
  };
  for (const auto& [mutant, difference] : expected) {
    ASSERT_TRUE(said.contains(mutant)) << mutant;
    EXPECT_EQ(said.at(mutant), difference) << mutant;
  }
  EXPECT_TRUE(said.contains("exclude y: also for `b`"));
  ASSERT_TRUE(said.contains("category a: `a` is left out"));  // and what was for it alone goes with it
  EXPECT_NE(said["category a: `a` is left out"].find("removed exclude y"), std::string::npos);
  // In force 2; categories 1 swapped, 2 left out; exclusions 1 swapped, 2 left out, 4 stages, 3 lists of categories; pause 1; each of eight fields
  // for each of two categories, and the amount's mode.
  EXPECT_EQ(said.size(), 2U + 3U + 10U + 1U + 16U + 1U);
}

TEST(Mutants, of_random_laws_each_change_the_law_once) {
  std::size_t mutants = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto law = bare(law::test::random_world(seed).law);
    std::set<std::string> seen{fingerprint(law)};
    each_mutant(law, [&](const Mutant& mutant) {
      ++mutants;
      EXPECT_TRUE(seen.insert(fingerprint(mutant.law)).second) << mutant.rule << ": " << mutant.description;
      EXPECT_FALSE(difference_of(law, mutant.law).empty()) << mutant.rule << ": " << mutant.description;
      EXPECT_FALSE(mutant.description.empty());
    });
  }
  EXPECT_GT(mutants, 1000U);
}

TEST(Mutants, of_both_laws_are_killed_or_proved_equivalent) {
  const auto members = law::test::union_members_of_parameters();
  for (const auto* name : {"11-031", "18-055"}) {
    SCOPED_TRACE(name);
    const auto document = law::test::read_authorisation(name);
    const auto report = run_mutants(document.law, document.cases, members);
    EXPECT_TRUE(report.passed()) << as_text(report, *document.law_source);
    EXPECT_GT(report.count(Fate::killed), 150U);
    for (const auto& mutant : report.mutants) {
      EXPECT_EQ(mutant.killed_by.empty(), mutant.fate != Fate::killed);
      EXPECT_EQ(mutant.proof.empty(), mutant.fate != Fate::equivalent);
    }
    // Without its cases nothing is killed, and every survivor comes with a case that would notice it.
    std::size_t with_case = 0;
    const auto bare_report = run_mutants(document.law, {document.cases.front()}, members);
    for (const auto& mutant : bare_report.mutants) with_case += mutant.missing.has_value();
    EXPECT_GT(bare_report.count(Fate::survived), 20U);
    EXPECT_GT(with_case * 10, bare_report.count(Fate::survived) * 9);
    EXPECT_EQ(bare_report.count(Fate::equivalent), report.count(Fate::equivalent)) << "what is proved does not depend on cases";
  }
}

}  // namespace
}  // namespace crossroads::law::prove
