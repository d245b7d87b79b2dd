// The page of an authorisation: well-formed, complete, nothing twice, nothing from outside taken for markup.
#include "law/prove/render.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/html.hpp"
#include "law_cases/read_law.hpp"
#include "shared/well_formed.hpp"

namespace crossroads::law::prove {
namespace {

constexpr std::array languages{Language::en, Language::fr, Language::nl, Language::de};

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

/// A law, its cases and its text, with the page of them.
struct Rendered {
  test::Document document;
  std::unique_ptr<Source> text;
  std::vector<TextParagraph> paragraphs;
  cases::RunReport run;
  Coverage coverage;

  explicit Rendered(const std::string& name) : document(test::read_authorisation(name)) {
    const auto file = std::string(CROSSROADS_ROOT) + "/authorisations/" + document.law.text.file;
    text = std::make_unique<Source>(file, test::read_file(file));
    paragraphs = parse_legal_text(*text).value();
    work_out();
  }
  void work_out() {
    const auto members = test::union_members_of_parameters();
    run = cases::run_cases(document.law, document.cases, members);
    coverage = prove::coverage(document.law, document.cases, members);
  }
  [[nodiscard]] std::string page(Language language) const {
    return render_html({.law = document.law,
                        .law_source = *document.law_source,
                        .text = paragraphs,
                        .cases = document.cases,
                        .cases_source = *document.cases_source,
                        .run = run,
                        .coverage = coverage,
                        .language = language});
  }
};

class OfRealLaws : public testing::TestWithParam<const char*> {};

TEST_P(OfRealLaws, is_well_formed_and_holds_everything_once) {
  const Rendered rendered(GetParam());
  for (const auto language : languages) {
    SCOPED_TRACE(language_codes[static_cast<std::size_t>(language)]);
    const auto page = rendered.page(language);
    EXPECT_EQ(crossroads::test::fault_in_page(page), "");
    EXPECT_EQ(count(page, "<article class=\"paragraph\""), rendered.paragraphs.size());
    EXPECT_EQ(count(page, "<section class=\"rule "), count(rendered.page(Language::en), "<section class=\"rule "));
    EXPECT_EQ(count(page, "<script"), 0U);
    EXPECT_EQ(count(page, "class=\"fail\""), 0U);
    EXPECT_EQ(count(page, "class=\"missing\""), 0U);
    EXPECT_EQ(count(page, "{}"), 0U);
    EXPECT_EQ(count(page, "://"), 0U);
    if (language != Language::en) continue;  // what follows does not depend on the language, and takes its time
    for (const auto& paragraph : rendered.paragraphs) {
      EXPECT_EQ(count(page, "<article class=\"paragraph\" id=\"p" + paragraph.id + "\">"), 1U) << paragraph.id;
      for (const auto& part : paragraph.parts) EXPECT_GE(count(page, html::escaped(part.text)), 1U) << part.text;
    }
    for (std::size_t r = 0; r < rendered.coverage.rules.size(); ++r)
      EXPECT_EQ(count(page, " id=\"rule-" + std::to_string(r) + "\""), 1U) << rendered.coverage.rules[r].title;
    for (const auto& one : rendered.document.cases) EXPECT_EQ(count(page, " id=\"case-" + one.name.text + "\">"), 1U) << one.name.text;
    // Every link within the page leads somewhere, and none leads out of it.
    for (auto at = page.find(" href=\""); at != page.npos; at = page.find(" href=\"", at + 1)) {
      const auto target = page.substr(at + 7, page.find('"', at + 7) - at - 7);
      ASSERT_TRUE(target.starts_with('#')) << target;
      EXPECT_EQ(count(page, " id=\"" + target.substr(1) + "\""), 1U) << target;
    }
  }
}

TEST_P(OfRealLaws, shows_each_rule_as_it_is_written) {
  const Rendered rendered(GetParam());
  // Without its markup, the page holds each rule letter by letter, columns apart.
  const auto letters = [](std::string_view text) {
    std::string kept;
    bool tag = false;
    for (const char c : text) {
      if (c == '<' || c == '>') tag = c == '<';
      else if (!tag && c != ' ' && c != '\n') kept += c;
    }
    return kept;
  };
  const auto page = letters(rendered.page(Language::en));
  for (const auto& rule : rendered.coverage.rules) {
    if (rule.title == "push monthly" || rule.title == "consult A036") continue;  // their lines are rules themselves
    EXPECT_GE(count(page, letters(html::escaped(rendered.document.law_source->slice(rule.declared->span)))), 1U) << rule.title;
  }
}

TEST_P(OfRealLaws, says_everything_in_each_language) {
  const Rendered rendered(GetParam());
  std::set<std::string> headings;
  for (const auto language : languages) {
    const auto page = rendered.page(language);
    EXPECT_EQ(count(page, std::string("<html lang=\"") + std::string(language_codes[static_cast<std::size_t>(language)]) + "\">"), 1U);
    for (const auto& category : rendered.document.law.categories)
      EXPECT_GE(count(page, html::escaped(rendered.document.law.labels.at(category.name.text).in(language))), 1U);
    headings.insert(page.substr(page.find("<h1>"), page.find("</p>", page.find("<h1>")) - page.find("<h1>")));
  }
  EXPECT_EQ(headings.size(), 4U);
}

INSTANTIATE_TEST_SUITE_P(Page, OfRealLaws, testing::Values("11-031", "18-055"),
                         [](const auto& law) { return "law_" + std::string(law.param).substr(0, 2); });

TEST(Page, escapes_what_comes_from_the_documents) {
  Rendered rendered("11-031");
  const std::string evil = "<script>alert(1)</script>&\"'";
  rendered.paragraphs[3].heading = evil;
  rendered.paragraphs[3].parts[0].text = evil;
  rendered.document.cases[0].sentence = evil;
  rendered.document.law.purposes[0].text = evil;
  for (auto& note : rendered.document.law.notes) note.remark = evil;
  for (auto& [name, label] : rendered.document.law.labels) label.text.fill(evil);
  rendered.work_out();
  const auto page = rendered.page(Language::de);
  EXPECT_EQ(crossroads::test::fault_in_page(page), "");
  EXPECT_EQ(count(page, "<script"), 0U);
  EXPECT_GT(count(page, html::escaped(evil)), 20U);
}

TEST(Page, says_what_is_missing) {
  Rendered rendered("11-031");
  auto& law = rendered.document.law;
  std::erase_if(law.notes, [](const ParagraphNote& note) { return note.paragraph.number() == 2 && !note.paragraph.is_note(); });
  std::erase_if(rendered.document.cases, [](const cases::Case& one) {
    return std::ranges::any_of(one.expectations, [](const cases::Expectation& row) { return row.rule == "permanent-register"; });
  });
  rendered.document.cases[0].expectations[0].outcome = Outcome::transmit;
  rendered.work_out();
  const auto page = rendered.page(Language::en);
  EXPECT_EQ(crossroads::test::fault_in_page(page), "");
  EXPECT_EQ(count(page, "Nothing accounts for this paragraph."), 1U);
  EXPECT_EQ(count(page, "No case in which it holds."), 1U);
  EXPECT_EQ(count(page, "<li class=\"bad\">"), 3U);
  EXPECT_EQ(count(page, "class=\"n zero\""), 1U);
  EXPECT_GT(count(page, "class=\"fail\""), 1U);
  EXPECT_GE(count(page, "class=\"failure\""), 1U);
}

}  // namespace
}  // namespace crossroads::law::prove
