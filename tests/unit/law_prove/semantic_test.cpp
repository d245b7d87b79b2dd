// What is wrong with a law that no single rule shows: each finding has its exact report, and both deliberations have none.
#include "law/prove/semantic_check.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "law_cases/read_law.hpp"
#include "law_syntax/golden.hpp"

namespace crossroads::law::prove {
namespace {

Authorisation read(const Source& source) {
  auto parsed = parse_and_check(source, {.labels = false});
  EXPECT_TRUE(parsed.authorisation) << render(parsed.diagnostics, source);
  return std::move(parsed.authorisation).value();
}

TEST(Semantic, findings_are_reported_word_for_word) {
  const auto rows = golden::rows("tests/unit/law_prove/diagnostics/semantic.txt");
  EXPECT_GT(rows.size(), 8U);
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const Source source("x.law", row.text);
    EXPECT_EQ(render(semantic_check(read(source)), source), row.says);
  }
}

/// The document of the table, and cases beside it.
struct Cases {
  const char* name;
  const char* cases;
  const char* says;
};

TEST(Semantic, rules_without_a_case_are_reported_word_for_word) {
  const Cases rows[] = {
      {"none at all", "cases of 24/001\n",
       "x.law:9:10: warning[P010]: no case is in `a`\n 9 | category a when union and worker [§1]\n   |          ^\n"
       "   hint: write one beside the law (docs/cases.md)\n"
       "x.law:9:10: warning[P011]: no case says what is disclosed about `a`\n 9 | category a when union and worker [§1]\n   |          ^\n"
       "   hint: write one beside the law (docs/cases.md)\n"
       "x.law:10:10: warning[P010]: no case is in `b`\n 10 | category b when third-country [§1]\n    |          ^\n"
       "   hint: write one beside the law (docs/cases.md)\n"
       "x.law:10:10: warning[P011]: no case says what is disclosed about `b`\n 10 | category b when third-country [§1]\n    |          ^\n"
       "   hint: write one beside the law (docs/cases.md)\n"},
      {"one is not disclosed",
       "cases of 24/001\n"
       "case first [§1]\n  nationality FR\n  stay from 2020-01-01 ground art40 quality employee\n  ris in 2024-02\n"
       "  expect\n    2024-02 transmit a by at-once\n  disclose niss\n"
       "case second [§1]\n  nationality MA\n  stay from 2020-01-01 ground art58 quality student\n  ris in 2024-02\n"
       "  expect\n    2024-02 transmit b by at-once\n",
       "x.law:10:10: warning[P011]: no case says what is disclosed about `b`\n 10 | category b when third-country [§1]\n    |          ^\n"
       "   hint: write one beside the law (docs/cases.md)\n"},
  };
  const Source source("x.law", std::string(golden::document));
  const auto law = read(source);
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const Source text("x.cases", row.cases);
    const auto cases = cases::parse_cases(text, law);
    EXPECT_EQ(render(cases.diagnostics, text), "");
    EXPECT_EQ(render(rules_without_case(law, cases.file.cases, law::test::union_members_of_parameters()), source), row.says);
  }
  EXPECT_EQ(render(std::vector{without_cases(law)}, source),
            "x.law:1:15: warning[P012]: no cases stand beside 24/001\n 1 | authorisation 24/001\n   |               ^~~~~~\n"
            "   hint: write them into a file of the same name that ends in .cases (docs/cases.md)\n");
}

TEST(Semantic, exclusions_and_starts_without_a_case_are_named_with_their_stage) {
  std::string text(golden::document);
  text.replace(text.find("start at once"), 13, "start first when ris");
  text.replace(text.find("push monthly"), 12, "exclude x at source and hub when union [§1]\npush monthly");
  const Source source("x.law", text);
  std::vector<std::string> messages;
  for (const auto& finding : rules_without_case(read(source), {}, law::test::union_members_of_parameters()))
    messages.push_back(finding.message);
  EXPECT_EQ(messages, (std::vector<std::string>{"no case is in `a`", "no case says what is disclosed about `a`", "no case is in `b`",
                                                "no case says what is disclosed about `b`", "no case is excluded by `x` at the source",
                                                "no case is excluded by `x` at the hub", "no case starts by `first`"}));
}

TEST(Semantic, says_so_where_there_is_too_much_to_visit) {
  std::string when;
  for (const auto* measure : {"stay", "age"}) {
    for (int years = 1; years <= 99; ++years)
      when += std::string(when.empty() ? "" : " or ") + measure + " >= " + std::to_string(years) + " years";
  }
  for (const auto* values :
       {"ground = short", "ground = art40", "ground = art40bis", "ground = art10", "quality = employee", "quality = student",
        "quality = jobseeker", "title = A", "title = B", "title = C", "title = D", "register = population", "register = waiting"})
    when += std::string(" or ") + values;
  std::string text(golden::document);
  text.replace(text.find("third-country"), 13, "recognised and (" + when + ")");
  const Source source("x.law", text);
  const auto findings = semantic_check(read(source));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "P008");
  EXPECT_EQ(findings[0].severity, Severity::warning);
}

TEST(Semantic, real_laws_are_clean) {
  const auto members = law::test::union_members_of_parameters();
  for (const auto* name : {"11-031", "18-055"}) {
    SCOPED_TRACE(name);
    const auto document = law::test::read_authorisation(name);
    EXPECT_EQ(render(semantic_check(document.law), *document.law_source), "");
    EXPECT_EQ(render(rules_without_case(document.law, document.cases, members), *document.law_source), "");
  }
}

TEST(Semantic, every_code_is_explained_in_the_reference_and_has_an_example) {
  const auto codes_in = [](const std::string& text, const std::string& pattern) {
    std::set<std::string> found;
    const std::regex code(pattern);
    for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at) found.insert((*at)[1]);
    return found;
  };
  const auto used = codes_in(golden::file_text("src/law/prove/semantic_check.cpp"), "\"(P[0-9]{3})\"");
  EXPECT_EQ(used.size(), 11U);
  EXPECT_EQ(codes_in(golden::file_text("docs/language.md"), "\\n\\| (P[0-9]{3}) \\|"), used);
  const auto examples = golden::file_text("tests/unit/law_prove/diagnostics/semantic.txt") + "[P008] [P010] [P011] [P012]";  // above
  EXPECT_EQ(codes_in(examples, "\\[(P[0-9]{3})\\]"), used);
}

}  // namespace
}  // namespace crossroads::law::prove
