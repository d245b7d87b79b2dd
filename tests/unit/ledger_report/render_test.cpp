// The report as text, page and JSON: word for word where it matters, and for any entry what must never happen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/html.hpp"
#include "ledger/report/words.hpp"
#include "ledger_seal/entries.hpp"
#include "sample.hpp"
#include "shared/well_formed.hpp"

namespace crossroads::ledger::report {
namespace {

using crossroads::test::fault_in_json;
using crossroads::test::fault_in_page;
using ::testing::HasSubstr;
using ::testing::Not;

const Laws& laws() {
  static const Laws both;
  return both;
}

/// After a change that is meant, run this test with CROSSROADS_WRITE_GOLDEN=1 and read what changed.
void expect_golden(const std::string& text, const std::string& name) {
  const auto file = "tests/unit/ledger_report/golden/" + name;
  if (std::getenv("CROSSROADS_WRITE_GOLDEN") != nullptr) std::ofstream(std::string(CROSSROADS_ROOT) + "/" + file, std::ios::binary) << text;
  EXPECT_EQ(text, read_file(file));
}

TEST(ReportText, StaysWordForWord) {
  for (const auto language : languages) {
    SCOPED_TRACE(code_of(language));
    expect_golden(to_text(sample_report(), laws().names(), language), "sample." + code_of(language) + ".txt");
  }
}

TEST(ReportJson, StaysWordForWord) {
  const auto json = to_json(sample_report());
  EXPECT_EQ(fault_in_json(std::string_view(json).substr(0, json.size() - 1)), "");
  expect_golden(json, "sample.json");
}

TEST(ReportPage, IsWellFormedAndStandsAloneInEveryLanguage) {
  for (const auto language : languages) {
    SCOPED_TRACE(code_of(language));
    const auto page = to_html(sample_report(), laws().names(), language);
    EXPECT_EQ(fault_in_page(page), "");
    EXPECT_THAT(page, HasSubstr("<html lang=\"" + code_of(language) + "\">"));
    for (const auto* outside : {"<script", "<link", "<img", "<iframe", "src=", "http:", "https:", "url(http", "@import"})
      EXPECT_THAT(page, Not(HasSubstr(outside)));
    const auto names = laws().names();
    const Words words(names, language);
    for (const auto heading :
         {Phrase::summary_head, Phrase::groups_head, Phrase::erased_head, Phrase::complete_head, Phrase::check_head, Phrase::rights_head})
      EXPECT_THAT(page, HasSubstr(html::escaped(words.say(heading)) + "</h2>"));
  }
}

TEST(ReportPage, HasEveryLineOfTheText) {
  const auto report = sample_report();
  const auto names = laws().names();
  for (const auto language : languages) {
    const auto page = to_html(report, names, language);
    const Words words(names, language);
    for (const auto& group : report.groups) {
      for (const auto& one : group.communications) {
        EXPECT_THAT(page, HasSubstr(html::escaped(words.moment(one.time))));
        EXPECT_THAT(page, HasSubstr(html::escaped(words.event(one.event))));
      }
    }
  }
}

TEST(ReportPage, SaysWhichWordsAreEnglish) {
  const std::string marked = "<span lang=\"en\">see whether the quality claimed for a stay of over three months exists</span>";
  for (const auto language : languages) {
    const auto page = to_html(sample_report(), laws().names(), language);
    EXPECT_EQ(page.find(marked) != std::string::npos, language != law::Language::en) << code_of(language);
  }
}

TEST(ReportPage, FoldsTheOlderLinesOfALongGroup) {
  LogExcerpt log{.log = checked<LogName>("hub"), .keeper = hub_party};
  for (std::uint64_t n = 0; n < 120; ++n)
    log.entries.push_back(
        {.id = {{2026}, {n}}, .time = at(2026, 1, 1) + std::chrono::hours(n), .entry = pushed(Event::sent, hub_party, desk_party, n + 1)});
  const auto page = to_html(make_report(asked(), std::vector{proved(log)}).value(), laws().names(), law::Language::en);
  EXPECT_EQ(fault_in_page(page), "");
  const auto folded = page.find("<details open=\"open\"><summary>108 earlier entries</summary>");
  ASSERT_NE(folded, std::string::npos);
  EXPECT_LT(page.find("hub 2026/108"), folded);
  EXPECT_GT(page.find("hub 2026/107"), folded);
  EXPECT_NE(page.find("hub 2026/0<"), std::string::npos);
  std::size_t purposes = 0;
  for (auto found = page.find("see whether"); found != std::string::npos; found = page.find("see whether", found + 1)) ++purposes;
  EXPECT_EQ(purposes, 1U) << "what all lines have in common is said once";
}

TEST(Report, OfNobodysEntriesSaysSo) {
  const LogExcerpt log{.log = checked<LogName>("hub"), .keeper = hub_party};
  const auto report = make_report(asked(), std::vector{log}).value();
  for (const auto language : languages) {
    const std::string none(phrase(language, Phrase::summary_none));
    EXPECT_THAT(to_text(report, laws().names(), language), HasSubstr(none));
    const auto page = to_html(report, laws().names(), language);
    EXPECT_EQ(fault_in_page(page), "");
    EXPECT_THAT(page, HasSubstr(html::escaped(none)));
  }
}

TEST(Report, CitesTheParagraphsThatSayIt) {
  const auto text = to_text(sample_report(), laws().names(), law::Language::en);
  EXPECT_THAT(text, HasSubstr("irregularities found (Deliberation 11/031 of 5 April 2011, points 25, 27 and 28)."));
  EXPECT_THAT(
      text,
      HasSubstr("Deliberation 11/031 of 5 April 2011, points 10 and 11; Deliberation 18/055 of 8 May 2018, points 8, 17, 21, 25 and 32"));
}

/// What a report says in all its forms.
std::vector<std::string> all_forms(const Report& report) {
  std::vector<std::string> forms{to_json(report)};
  for (const auto language : languages) {
    forms.push_back(to_text(report, laws().names(), language));
    forms.push_back(to_html(report, laws().names(), language));
  }
  return forms;
}

TEST(Report, KeepsNothingOfWhatAnAgentWrote) {
  for (const auto& form : all_forms(sample_report())) EXPECT_THAT(form, Not(HasSubstr("Peeters")));
}

/// Random entries about the person: any event, any member there or not, and texts that try to be something else.
rc::Gen<std::vector<LogExcerpt>> any_logs() {
  return rc::gen::exec([] {
    constexpr const char* hostile[] = {"<script>alert(1)</script>",
                                       "\"><img src=x onerror=y>",
                                       "</table></body>",
                                       "&amp;&lt;&#0;",
                                       "' onload='x",
                                       "{0} {1} {}",
                                       "]]>--><!--"};
    std::vector<LogExcerpt> logs;
    for (const auto* name : {"hub", "<b>desk</b>"}) {
      LogExcerpt log{.log = checked<LogName>(name), .keeper = hub_party};
      for (std::uint64_t n = *rc::gen::inRange<std::uint64_t>(0, 8); n > 0; --n) {
        auto entry = *generate::entry();
        entry.subject = person;
        if (*rc::gen::arbitrary<bool>()) entry.purpose = checked<Purpose>(hostile[*rc::gen::inRange<std::size_t>(0, std::size(hostile))]);
        if (*rc::gen::arbitrary<bool>()) entry.category = checked<Category>("<script>");
        if (*rc::gen::arbitrary<bool>()) entry.outcome = checked<Outcome>("<script>'&{0}");
        if (*rc::gen::arbitrary<bool>()) entry.rule = checked<Rule>("</td>&nbsp;");
        entry.doubt = checked<Doubt>("seen by Peeters");
        log.entries.push_back(
            {.id = {{2026}, {n}}, .time = at(2026, 5, 6) + std::chrono::milliseconds(*rc::gen::inRange(0, 1'000'000)), .entry = entry});
      }
      log.heads = {{"<script>\n1\nx\n"}};
      logs.push_back(proved(std::move(log)));
    }
    return logs;
  });
}

RC_GTEST_PROP(ReportOfAnything, IsWellFormedAndEscaped, ()) {
  const auto report = make_report(asked(), *any_logs()).value();
  for (const auto language : languages) {
    const auto page = to_html(report, laws().names(), language);
    RC_ASSERT(fault_in_page(page) == "");
    for (const auto* bad : {"<script", "<img", "<b>desk", "onload='"}) RC_ASSERT(page.find(bad) == std::string::npos);
  }
  const auto json = to_json(report);
  RC_ASSERT(fault_in_json(std::string_view(json).substr(0, json.size() - 1)) == "");
}

RC_GTEST_PROP(ReportOfAnything, NamesNobodyWhoWroteSomething, ()) {
  for (const auto& form : all_forms(make_report(asked(), *any_logs()).value())) RC_ASSERT(form.find("Peeters") == std::string::npos);
}

RC_GTEST_PROP(ReportOfAnything, SpeaksOneLanguage, ()) {
  const auto report = make_report(asked(), *any_logs()).value();
  for (const auto language : languages) {
    const auto text = to_text(report, laws().names(), language);
    const auto page = to_html(report, laws().names(), language);
    for (const auto other : languages) {
      for (std::size_t p = 0; p < phrase_count; ++p) {
        const auto theirs = phrase(other, static_cast<Phrase>(p));
        // A short word may be part of a word of the other language; an open argument never stands there as it is.
        if (other == language || theirs.size() < 14 || theirs.find('{') != std::string_view::npos) continue;
        if (theirs == phrase(language, static_cast<Phrase>(p))) continue;
        if (text.find(theirs) != std::string::npos) RC_FAIL("in " + code_of(language) + ": " + std::string(theirs));
        if (page.find(html::escaped(theirs)) != std::string::npos)
          RC_FAIL("on the page in " + code_of(language) + ": " + std::string(theirs));
      }
    }
  }
}

}  // namespace
}  // namespace crossroads::ledger::report
