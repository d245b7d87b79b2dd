// Each document that can be read but not be given a meaning has its exact report.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "../law_syntax/golden.hpp"

namespace crossroads::law {
namespace {

class Meaningless : public testing::TestWithParam<const char*> {};

TEST_P(Meaningless, documents_are_reported_word_for_word) {
  const bool labels = std::string_view(GetParam()) == "labels";
  const auto rows = golden::rows(std::string("tests/unit/law_check/diagnostics/") + GetParam() + ".txt");
  EXPECT_FALSE(rows.empty());
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(golden::findings(row.text, {.labels = labels}), row.says);
  }
}

INSTANTIATE_TEST_SUITE_P(ByCheck, Meaningless, testing::Values("check", "labels"), [](const auto& row) { return std::string(row.param); });

Authorisation read(std::string text) {
  auto result = parse_authorisation(Source("x.law", std::move(text)));
  return std::move(result.authorisation).value();
}

std::vector<std::string> codes(const std::vector<Diagnostic>& findings) {
  std::vector<std::string> all;
  for (const auto& finding : findings) all.push_back(finding.code);
  return all;
}

/// Trees that no text gives, made by hand or by a change of a law.
struct ByHand {
  std::string name;
  void (*change)(Authorisation&);
  std::vector<std::string> codes;
};

TEST(Meaningless, trees_made_by_hand_are_reported_and_harm_nothing) {
  const std::vector<ByHand> rows{
      {"a term of nowhere", [](Authorisation& law) { law.categories[0].when = make_condition(TermUse{7}); }, {"L119", "L118"}},
      {"a term that uses itself", [](Authorisation& law) { law.terms[0].means = make_condition(TermUse{0}); }, {"L119"}},
      {"a term that uses a later one",
       [](Authorisation& law) {
         law.terms.push_back(law.terms[0]);
         law.terms[1].name.text = "other";
         law.terms[0].means = make_condition(TermUse{1});
       },
       {"L119", "L118"}},
      {"a set of nothing", [](Authorisation& law) { law.categories[1].when = make_condition(FieldIn{StayField::ground, 0}); }, {"L117"}},
      {"no time",
       [](Authorisation& law) { law.categories[1].when = make_condition(Lasts{Measure::stay, Comparison::less, {0, Unit::years}}); },
       {"L115"}},
      {"an attestation's field in a push", [](Authorisation& law) { law.push->disclosures[0].field = Field::attestation_type; }, {"L147"}},
      {"a push's field in a consultation",
       [](Authorisation& law) {
         law.consultation.emplace().period.emplace().years = 5;
         law.consultation->period->citations = law.parties.citations;
         law.consultation->disclosures = {law.push->disclosures[0]};
         law.consultation->disclosures[0].field = Field::amount;
         law.consultation->refusals.emplace_back().categories = {0, 1};
         law.consultation->refusals[0].citations = law.parties.citations;
       },
       {"L147"}},
      {"no retention", [](Authorisation& law) { law.keep_log.emplace().citations = law.parties.citations; }, {"L162"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto law = read(std::string(golden::document));
    row.change(law);
    EXPECT_EQ(codes(check(law, {.labels = false})), row.codes);
  }
}

struct Together {
  std::string name;
  std::string first, second;  ///< the lines `in force`
  std::string number;         ///< of the second
  bool clash;
};

TEST(Meaningless, authorisations_in_force_twice_are_reported) {
  const std::vector<Together> rows{
      {"open ends", "from 2024-02-01", "from 2025-01-01", "24/001", true},
      {"one day in common", "from 2024-02-01 to 2024-12-31", "from 2024-12-31", "24/001", true},
      {"one after the other", "from 2024-02-01 to 2024-12-31", "from 2025-01-01", "24/001", false},
      {"one before the other", "from 2025-01-01", "from 2024-02-01 to 2024-12-31", "24/001", false},
      {"two authorisations", "from 2024-02-01", "from 2024-02-01", "24/002", false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto with = [](std::string in_force, const std::string& number) {
      std::string text(golden::document);
      text.replace(text.find("from 2024-02-01"), 15, in_force);
      text.replace(text.find("24/001"), 6, number);
      return read(std::move(text));
    };
    const std::vector<Authorisation> both{with(row.first, "24/001"), with(row.second, row.number)};
    const auto findings = check_together(both);
    ASSERT_EQ(findings.size(), row.clash ? 1U : 0U);
    if (!row.clash) continue;
    EXPECT_EQ(findings[0].document, 1U);
    EXPECT_EQ(findings[0].diagnostic.code, "L170");
    EXPECT_EQ(findings[0].diagnostic.message, "authorisation 24/001 is in force twice");
  }
  std::string first(golden::document), second(golden::document);
  first.replace(first.find("from 2024-02-01"), 15, "from 2024-02-01 to 2024-12-31");
  const auto findings = check_together(std::vector{read(first), read(second)});
  EXPECT_EQ(findings.at(0).diagnostic.hint, "this document is in force from 2024-02-01 on, another one from 2024-02-01 to 2024-12-31");
}

TEST(Meaningless, a_warning_refuses_nothing) {
  std::string text(golden::document);
  text.replace(text.find("union and worker"), 16, "union");
  const auto result = parse_and_check(Source("x.law", text), {.labels = false});
  EXPECT_EQ(codes(result.diagnostics), std::vector<std::string>{"L118"});
  EXPECT_TRUE(result.authorisation);
}

std::set<std::string> codes_in(const std::string& text, const std::string& pattern) {
  std::set<std::string> found;
  const std::regex code(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at) found.insert((*at)[1]);
  return found;
}

TEST(Codes, are_all_explained_in_the_reference_and_none_is_explained_that_does_not_exist) {
  std::string sources;
  for (const auto* file :
       {"syntax/lexer.cpp", "syntax/parse/reader.cpp", "syntax/parse/condition_parser.cpp", "syntax/parse/consultation_parser.cpp",
        "syntax/parse/declaration_parser.cpp", "syntax/parse/document_parser.cpp", "syntax/parse/completion.cpp",
        "syntax/parse/expression_parser.cpp", "syntax/parse/header_parser.cpp", "syntax/parse/indicator_parser.cpp",
        "syntax/parse/push_parser.cpp", "check/checker.cpp", "check/citations.cpp", "check/conditions.cpp", "check/consultation.cpp",
        "check/header.cpp", "check/indicators.cpp", "check/names.cpp", "check/push.cpp"}) {
    const auto text = golden::file_text(std::string("src/law/") + file);
    ASSERT_FALSE(text.empty()) << file;
    sources += text;
  }
  const auto used = codes_in(sources, "\"(L[01][0-9]{2})\"");
  EXPECT_GT(used.size(), 60U);
  EXPECT_EQ(codes_in(golden::file_text("docs/language.md"), "\\n\\| (L[01][0-9]{2}) \\|"), used);

  std::string examples = "\"L001\" \"L117\" \"L119\" \"L147\" \"L170\"";  // above, by hand, and in the tests of the lexer
  for (const auto* file : {"lexer", "document", "conditions", "lists", "later"})
    examples += golden::file_text(std::string("tests/unit/law_syntax/diagnostics/") + file + ".txt");
  for (const auto* file : {"check", "labels"})
    examples += golden::file_text(std::string("tests/unit/law_check/diagnostics/") + file + ".txt");
  EXPECT_EQ(codes_in(examples, "[\\[\"](L[01][0-9]{2})[\\]\"]"), used) << "every code has an example";
}

}  // namespace
}  // namespace crossroads::law
