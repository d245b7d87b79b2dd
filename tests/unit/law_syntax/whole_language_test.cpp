// The documents that the project ships, and one that says everything that can be said, are read, are free of errors, and are written as they stand.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "law/check/checker.hpp"
#include "law/syntax/equality.hpp"
#include "law/syntax/formatter.hpp"
#include "law/syntax/lexer.hpp"
#include "law/syntax/parts.hpp"

namespace crossroads::law {
namespace {

Source open(const std::string& path) {
  std::ifstream file(std::string(CROSSROADS_ROOT) + "/" + path);
  return {path, std::string(std::istreambuf_iterator<char>(file), {})};
}

struct Document {
  std::string path;
  CheckOptions options;
};

class Documents : public testing::TestWithParam<Document> {};

TEST_P(Documents, have_no_findings_and_are_formatted) {
  const auto source = open(GetParam().path);
  const auto result = parse_and_check(source, GetParam().options);
  EXPECT_EQ(render(result.diagnostics, source), "");
  ASSERT_TRUE(result.authorisation);
  EXPECT_EQ(format(*result.authorisation), source.text());
}

INSTANTIATE_TEST_SUITE_P(All, Documents,
                         testing::Values(Document{"authorisations/11-031.law", {}}, Document{"authorisations/18-055.law", {}},
                                         Document{"tests/unit/law_syntax/documents/whole-language.law", {.labels = false}}),
                         [](const auto& row) { return std::to_string(row.index); });

TEST(WholeLanguage, a_change_anywhere_is_seen) {
  // Whatever word of the document is changed into another that can be read too, the trees differ: equality overlooks nothing.
  const auto source = open("tests/unit/law_syntax/documents/whole-language.law");
  const auto original = parse_authorisation(source).authorisation;
  ASSERT_TRUE(original);
  const auto list = lex(source);
  std::size_t tried = 0;
  for (const auto& token : list.tokens) {
    std::vector<std::string> others;
    if (token.is(Token::Kind::number)) others = {std::to_string(std::stoi(std::string(token.text)) + 1)};
    if (token.is(Token::Kind::money)) others = {"123.45"};
    if (token.is(Token::Kind::date)) others = {"2025-03-03"};
    if (token.is(Token::Kind::month)) others = {"2025-03"};
    if (token.is(Token::Kind::text)) others = {"\"another text\""};
    if (token.is(Token::Kind::paragraph)) others = {"§4.3", "§8", "§note-2"};
    if (token.is(Token::Kind::symbol)) others = {"<", "<=", ">", ">=", "+", "-", "times"};
    if (token.is(Token::Kind::word)) {
      others = {"or", "union",   "ris",   "age",  "art40", "none",  "a-name", "hub", "years",
                "eu", "sponsor", "doubt", "last", "today", "order", "niss",   "I9"};
    }
    for (const auto& other : others) {
      if (other.starts_with(source.slice(token.span))) continue;  // the same, or `year` and `years`
      std::string text(source.text());
      text.replace(token.span.offset, token.span.length, other);
      const auto changed = parse_authorisation(Source("changed.law", text)).authorisation;
      if (!changed) continue;
      ++tried;
      EXPECT_FALSE(same(*original, *changed)) << source.slice(token.span) << " at line " << token.line << " for " << other;
    }
  }
  EXPECT_GT(tried, 300U);
}

TEST(WholeLanguage, spans_show_what_was_said) {
  const auto source = open("tests/unit/law_syntax/documents/whole-language.law");
  const auto law = parse_authorisation(source).authorisation;
  ASSERT_TRUE(law);
  EXPECT_EQ(source.slice(law->name.span), "24/001");
  EXPECT_EQ(source.slice(law->terms[1].span).substr(0, 11), "term of-age");
  EXPECT_EQ(source.slice(law->categories[2].when->span), "ground = art10bis and sponsor (ground = art58 or quality = student)");
  EXPECT_EQ(source.slice(law->categories[0].name.span), "eu");
  EXPECT_EQ(source.slice(parts_of(*law->push->starts[0].when)[0]->span), "any-aid for 3 months");
  EXPECT_EQ(source.slice(law->push->disclosures[3].span), "amount by nature");
  EXPECT_EQ(source.slice(law->indicators[0].values[2].is->span), "aid in the 12 months before order");
  EXPECT_EQ(source.slice(law->indicators[0].states[0].when->span), "paid <= ceiling");
}

TEST(WholeLanguage, except_means_the_others) {
  const auto law = parse_authorisation(open("authorisations/18-055.law")).authorisation;
  ASSERT_TRUE(law);
  EXPECT_EQ(law->push->disclosures.back().categories, (std::vector<CategoryIndex>{0, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(format_categories({0, 1, 2, 3, 4, 5, 6}, *law), "except family-other");
  EXPECT_EQ(format_categories({1, 7}, *law), "for eu-long, family-other");
  EXPECT_EQ(format_categories({}, *law), "");
}

}  // namespace
}  // namespace crossroads::law
