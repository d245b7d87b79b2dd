#include <gtest/gtest.h>

#include <fmt/format.h>

#include "law/syntax/lexer.hpp"
#include "law/syntax/paragraph.hpp"

namespace crossroads::law {
namespace {

struct Row {
  std::string name;
  std::string text;
  std::string tokens;  ///< kind letter and text, one by one
};

std::string letters(const TokenList& list) {
  // One letter a kind, in the order of the enumeration.
  constexpr std::string_view kinds = "wn$dmfNtp.!E";
  std::string all;
  for (const auto& token : list.tokens)
    all += fmt::format("{}{}<{}>", all.empty() ? "" : " ", kinds[static_cast<std::size_t>(token.kind)], token.text);
  return all;
}

TEST(Lexer, cuts_a_text_into_words) {
  const std::vector<Row> rows{
      {"nothing", "", "E<>"},
      {"spaces", " \t\r\n ", "E<>"},
      {"words with hyphens and capitals", "eu-worker SPP-IS art40bis I6 art47-1",
       "w<eu-worker> w<SPP-IS> w<art40bis> w<I6> w<art47-1> E<>"},
      {"titles with a plus", "E+ F+, {EU, EU+}", "w<E+> w<F+> .<,> .<{> w<EU> .<,> w<EU+> .<}> E<>"},
      {"a plus between words", "paid+returned A+B", "w<paid> .<+> w<returned> w<A> .<+> w<B> E<>"},
      {"a hyphen behind a word", "paid - returned a-", "w<paid> .<-> w<returned> w<a> .<-> E<>"},
      {"figures", "3 0 85073003328 900.00 1.00 2011-04-05 2011-08 11/031",
       "n<3> n<0> n<85073003328> $<900.00> $<1.00> d<2011-04-05> m<2011-08> f<11/031> E<>"},
      {"a NISS with its marks", "85.07.30-033.28", "N<85.07.30-033.28> E<>"},
      {"figures that touch signs", "[3]3,4.. 2011-04..2011-08 120%",
       ".<[> n<3> .<]> n<3> .<,> n<4> .<..> m<2011-04> .<..> m<2011-08> n<120> .<%> E<>"},
      {"paragraphs", "§12 §12.3 §note-1[§1 §2]", "p<12> p<12.3> p<note-1> .<[> p<1> p<2> .<]> E<>"},
      {"a paragraph at the end of a sentence", "§12.", "p<12> .<.> E<>"},
      {"texts", "\"\" \"a b\"\"#§\"", "t<> t<a b> t<#§> E<>"},
      {"signs", "<= >= < > = == != <> -> .. && || ≤ ≥ ≠ ( ) { } | : ; * / ? ! &",
       ".<<=> .<>=> .<<> .<>> .<=> .<==> .<!=> .<<>> .<->> .<..> .<&&> .<||> .<≤> .<≥> .<≠> .<(> .<)> .<{> .<}> .<|> .<:> .<;> .<*> .</> "
       ".<?> .<!> .<&> E<>"},
      {"spaces of other kinds", "a\u00A0b\u202Fc", "w<a> w<b> w<c> E<>"},
      {"comments", "a # b \"c\"\n# d\ne", "w<a> w<e> E<>"},
      {"what cannot be read keeps its place", "a 12ab $ b", "w<a> !<12ab> !<$> w<b> E<>"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const Source source("x", row.text);
    EXPECT_EQ(letters(lex(source)), row.tokens);
  }
}

TEST(Lexer, knows_where_each_token_stands) {
  const Source source("x", "é \"ü\" a\n  b # c\n");
  const auto list = lex(source);
  ASSERT_EQ(list.tokens.size(), 5U);
  EXPECT_EQ(source.position(list.tokens[1].span.offset), (Position{1, 3}));
  EXPECT_EQ(source.slice(list.tokens[1].span), "\"ü\"");
  EXPECT_EQ(source.position(list.tokens[2].span.offset), (Position{1, 7}));
  EXPECT_EQ(source.position(list.tokens[3].span.offset), (Position{2, 3}));
  EXPECT_TRUE(list.tokens[0].starts_line);
  EXPECT_FALSE(list.tokens[2].starts_line);
  EXPECT_TRUE(list.tokens[3].starts_line);
  EXPECT_EQ(list.tokens[3].line, 2U);
  EXPECT_EQ(source.position(99), (Position{3, 1}));
  EXPECT_EQ(source.line(2), "  b # c");
  EXPECT_EQ(source.line(9), "");
}

TEST(Lexer, keeps_comments_beside_the_tokens) {
  const Source source("x", "# above\n#\na # behind \nb\n  #  below  \r\n");
  const auto list = lex(source);
  ASSERT_EQ(list.comments.size(), 4U);
  const auto shown = [&](std::size_t i) {
    return fmt::format("{}|{}|{}", list.comments[i].text, list.comments[i].before, list.comments[i].own_line);
  };
  EXPECT_EQ(shown(0), "above|0|true");
  EXPECT_EQ(shown(1), "|0|true");
  EXPECT_EQ(shown(2), "behind|1|false");
  EXPECT_EQ(shown(3), "below|2|true");
}

TEST(Lexer, a_cursor_stays_on_the_end) {
  const Source source("x", "a b");
  const auto list = lex(source);
  TokenCursor cursor(list.tokens);
  EXPECT_TRUE(cursor.accept_word("a"));
  EXPECT_FALSE(cursor.accept_word("a"));
  EXPECT_EQ(cursor.last().text, "a");
  EXPECT_EQ(cursor.peek(7).kind, Token::Kind::end);
  cursor.take();
  cursor.take();
  cursor.take();
  EXPECT_TRUE(cursor.at_end());
  EXPECT_EQ(cursor.index(), 2U);
  cursor.go_to(0);
  EXPECT_TRUE(cursor.at_word("a"));
}

TEST(Paragraphs, are_read_and_written) {
  for (const auto* text : {"1", "12", "12.3", "9999", "note-1"}) {
    const auto paragraph = Paragraph::parse(text);
    ASSERT_TRUE(paragraph) << text;
    EXPECT_EQ(to_string(*paragraph), std::string("§") + text);
  }
  for (const auto* text : {"", "0", "01", "1.", "1.0", ".1", "10000", "note-", "note-0", "note-1.2", "1.2.3", "-1", "a"})
    EXPECT_FALSE(Paragraph::parse(text)) << text;
  EXPECT_LT(*Paragraph::parse("12.3"), *Paragraph::parse("13"));
  EXPECT_LT(*Paragraph::parse("9999"), *Paragraph::parse("note-1"));
  EXPECT_EQ(Paragraph::parse("12.3")->whole(), *Paragraph::parse("12"));
}

}  // namespace
}  // namespace crossroads::law
