// Each mistake that can be made in writing has its exact report.
#include <gtest/gtest.h>

#include "golden.hpp"

namespace crossroads::law {
namespace {

class Mistakes : public testing::TestWithParam<const char*> {};

TEST_P(Mistakes, are_reported_word_for_word) {
  const auto rows = golden::rows(std::string("tests/unit/law_syntax/diagnostics/") + GetParam() + ".txt");
  EXPECT_GT(rows.size(), 8U);
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(golden::findings(row.text), row.says);
  }
}

INSTANTIATE_TEST_SUITE_P(InWriting, Mistakes, testing::Values("lexer", "document", "conditions", "lists", "later"),
                         [](const auto& row) { return std::string(row.param); });

TEST(Mistakes, the_document_of_the_tables_has_none) { EXPECT_EQ(golden::findings(std::string(golden::document)), ""); }

struct Bytes {
  std::string name;
  std::string put;  ///< between the quotation marks of "why"
  std::string says;
};

TEST(Mistakes, of_encoding_are_shown_without_their_bytes) {
  const std::vector<Bytes> rows{
      {"a byte that is no UTF-8", "wh\xFFy",
       "x.law:16:25: error[L002]: a byte that is not UTF-8\n 16 | paragraph §2 context \"wh\uFFFDy\"\n    |                         ^\n   "
       "expected: text in UTF-8\n   hint: save the file as UTF-8\n"},
      {"half a character", "w\xC3",
       "x.law:16:24: error[L002]: a byte that is not UTF-8\n 16 | paragraph §2 context \"w\uFFFD\"\n    |                        ^\n   "
       "expected: text in UTF-8\n   hint: save the file as UTF-8\n"},
      {"an overlong character", "\xC0\xAF",
       "x.law:16:23: error[L002]: a byte that is not UTF-8\n 16 | paragraph §2 context \"\uFFFD\uFFFD\"\n    |                       ^\n   "
       "expected: text in UTF-8\n   hint: save the file as UTF-8\n"},
      {"a surrogate", "\xED\xA0\x80",
       "x.law:16:23: error[L002]: a byte that is not UTF-8\n 16 | paragraph §2 context \"\uFFFD\uFFFD\uFFFD\"\n    |                       "
       "^\n   expected: text in UTF-8\n   hint: save the file as UTF-8\n"},
      {"an escape of terminals", "\x1B[31m",
       "x.law:16:23: error[L002]: a control character\n 16 | paragraph §2 context \"\uFFFD[31m\"\n    |                       ^\n   "
       "expected: text in UTF-8\n"},
      {"a zero byte", std::string("\0y", 2),
       "x.law:16:23: error[L002]: a control character\n 16 | paragraph §2 context \"\uFFFDy\"\n    |                       ^\n   expected: "
       "text in UTF-8\n"},
      {"characters of four bytes", "\xF0\x9F\x98\x80", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    std::string text(golden::document);
    text.replace(text.find("why"), 3, row.put);
    EXPECT_EQ(golden::findings(text), row.says);
  }
}

TEST(Mistakes, of_size_stop_the_reading) {
  EXPECT_TRUE(
      golden::findings(std::string((1U << 20U) + 1, 'a')).starts_with("x.law:1:1: error[L001]: the document is too large\n 1 | aaa"));
  std::string many;
  for (int i = 0; i < 300; ++i) many += "$ a\n";
  const Source source("x.law", many);
  const auto diagnostics = parse_authorisation(source).diagnostics;
  EXPECT_LE(diagnostics.size(), 110U);
  EXPECT_TRUE(std::ranges::any_of(diagnostics, [](const Diagnostic& d) { return d.message == "too many errors; the rest was not read"; }));
}

TEST(Mistakes, on_a_wide_line_are_shown_with_what_is_round_them) {
  const auto repeated = [](std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  const Source source("x.law", repeated("é", 150) + "here" + repeated("è", 150));
  EXPECT_EQ(render(Diagnostic{.code = "L000", .message = "seen", .span = {300, 4}}, source),
            "x.law:1:151: error[L000]: seen\n 1 | …" + repeated("é", 59) + "here" + repeated("è", 137) + "…\n   | " + repeated(" ", 60) +
                "^~~~\n");
}

TEST(Mistakes, carriage_returns_marks_and_tabs_are_none) {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : golden::document) {
    if (c == '\n') text += "\r\n";
    else if (c == ' ') text += "\t ";
    else text += c;
  }
  EXPECT_EQ(golden::findings(text), "");
}

}  // namespace
}  // namespace crossroads::law
