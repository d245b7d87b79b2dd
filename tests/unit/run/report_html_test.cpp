// The report of a run as a page: well-formed, in four languages, and with every figure of the report.
#include "run/report_html.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/funnel.hpp"
#include "run/html/phrases/phrase.hpp"
#include "run/html/words.hpp"
#include "shared/well_formed.hpp"
#include "support/installation.hpp"
#include "support/random_changes.hpp"

namespace crossroads::run::test {
namespace {

using crossroads::test::fault_in_page;
using html_report::Phrase;
using html_report::Words;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::array languages{law::Language::en, law::Language::fr, law::Language::nl, law::Language::de};

/// A run over many random persons, so that every outcome occurs.
struct Reported {
  MemoryMessageStore store;
  Installation place;
  RunReport report;

  Reported(const char* document_name, Month month) : place(document(document_name), store) {
    Random random(20'110'405);
    place.world = random_facts(random, 300, month.plus(-2));
    report = place.run(month);
  }
  [[nodiscard]] std::string page(law::Language language = law::Language::en) const { return to_html(report, place.law, language); }
};

struct Told {
  const char* document_name;
  Month month;
};
constexpr Told told[] = {{"11-031", Month(2011, 12)}, {"18-055", Month(2018, 12)}};

/// The text of the rows of a table, cell by cell, by the table's caption.
std::vector<std::vector<std::string>> table(const std::string& page, const std::string& caption) {
  const auto begin = page.find("<caption>" + caption + "</caption>");
  EXPECT_NE(begin, std::string::npos) << caption;
  const auto body = page.substr(begin, page.find("</table>", begin) - begin);
  std::vector<std::vector<std::string>> rows;
  for (auto row = body.find("<tr>", body.find("<tbody>")); row != std::string::npos; row = body.find("<tr>", row + 1)) {
    auto& cells = rows.emplace_back();
    const auto end = body.find("</tr>", row);
    for (auto at = body.find('<', row + 4); at < end;) {
      const auto open = body.find('>', at) + 1;
      const auto close = body.find(body.substr(at, 3) == "<th" ? "</th>" : "</td>", open);
      cells.push_back(body.substr(open, close - open));
      at = body.find('<', close + 5);
    }
  }
  return rows;
}

TEST(RunReportPage, IsWellFormedAndStandsAloneInEveryLanguage) {
  for (const auto& [document_name, month] : told) {
    const Reported reported(document_name, month);
    for (const auto language : languages) {
      const std::string code(law::language_codes[static_cast<std::size_t>(language)]);
      SCOPED_TRACE(std::string(document_name) + " in " + code);
      const auto page = reported.page(language);
      EXPECT_EQ(fault_in_page(page), "");
      EXPECT_THAT(page, HasSubstr("<html lang=\"" + code + "\">"));
      EXPECT_THAT(page, HasSubstr("<title>"));
      for (const auto* outside : {"<script", "<link", "<img", "<iframe", "src=", "http:", "https:", "url(http", "@import"})
        EXPECT_THAT(page, Not(HasSubstr(outside)));
      const Words words(reported.place.law, language);
      for (const auto heading : {Phrase::funnel_head, Phrase::categories_head, Phrase::exclusions_head, Phrase::kept_head,
                                 Phrase::months_head, Phrase::messages_head})
        EXPECT_THAT(page, HasSubstr(words.say(heading) + "</h2>"));
    }
  }
}

TEST(RunReportPage, SaysNothingOfAnybody) {
  const Reported reported("18-055", Month(2018, 12));
  const auto page = reported.page();
  ASSERT_GT(reported.report.messages_of(law::Stage::hub), 50U);
  for (const auto& [niss, person] : reported.place.world.persons) {
    EXPECT_THAT(page, Not(HasSubstr(to_string(niss))));
    EXPECT_THAT(page, Not(HasSubstr(domain::to_formatted(niss))));
    EXPECT_THAT(page, Not(HasSubstr(person.identity.last_name)));
  }
}

TEST(RunReportPage, CountsByCategoryAsTheFunnelDoes) {
  for (const auto& [document_name, month] : told) {
    SCOPED_TRACE(document_name);
    const Reported reported(document_name, month);
    const auto funnel = funnel_of(reported.place.law, reported.report.persons, reported.report.ways());
    const auto rows = table(reported.page(), "Persons by category");
    ASSERT_EQ(rows.size(), funnel.categories.size() + 1);
    for (std::size_t c = 0; c < rows.size(); ++c) {
      const auto& ways = c < funnel.categories.size() ? funnel.categories[c].ways : funnel.all;
      if (c < funnel.categories.size()) { EXPECT_THAT(rows[c][0], ::testing::StartsWith(funnel.categories[c].category)); }
      EXPECT_EQ(rows[c][2], std::to_string(ways.persons()));
      EXPECT_EQ(rows[c][5], std::to_string(ways.waiting));
      EXPECT_EQ(rows[c][7], std::to_string(ways.sent()));
    }
  }
}

TEST(RunReportPage, CountsWhomEachExclusionStopped) {
  const Reported reported("18-055", Month(2018, 12));
  const auto all = funnel_of(reported.place.law, reported.report.persons, reported.report.ways()).all;
  auto stopped = all.at_source;
  stopped.insert(stopped.end(), all.at_hub.begin(), all.at_hub.end());
  ASSERT_GT(stopped.size(), 1U);
  const auto rows = table(reported.page(), "Persons by exclusion");
  ASSERT_EQ(rows.size(), stopped.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_THAT(rows[i][0], ::testing::StartsWith(stopped[i].rule));
    EXPECT_THAT(rows[i][1], HasSubstr("§"));
    EXPECT_EQ(rows[i][2], stopped[i].stage == law::Stage::hub ? "hub" : "source");
    EXPECT_EQ(rows[i][3], std::to_string(stopped[i].excluded));
    EXPECT_EQ(rows[i][4], std::to_string(stopped[i].withheld));
  }
}

TEST(RunReportPage, ShowsEveryMonthWithItsOutcomes) {
  const Reported reported("11-031", Month(2011, 12));
  const auto rows = table(reported.page(), "Persons by month and outcome");
  const auto& months = reported.report.months;
  ASSERT_EQ(rows.size(), months.size());
  for (std::size_t m = 0; m < rows.size(); ++m) {
    SCOPED_TRACE(to_string(months[m].month));
    std::map<std::string, std::uint64_t> by_outcome;
    for (const auto& tally : months[m].tallies) by_outcome[tally.outcome] += tally.n;
    EXPECT_EQ(rows[m][0], to_string(months[m].month));
    EXPECT_EQ(rows[m][1], std::to_string(by_outcome["transmit"]));
    EXPECT_EQ(std::stoul(rows[m][2]) + std::stoul(rows[m][3]), by_outcome["exclude"]);
    EXPECT_EQ(rows[m][4], std::to_string(by_outcome["withhold"]));
    EXPECT_EQ(rows[m][5], std::to_string(by_outcome["wait"]));
    EXPECT_EQ(rows[m][6], std::to_string(by_outcome["pause"]));
    EXPECT_EQ(rows[m][7], std::to_string(by_outcome["outside"]));
  }
}

TEST(RunReportPage, NamesTheParagraphsOfWhatTheTextKeepsBack) {
  const Reported reported("11-031", Month(2011, 12));
  const auto all = funnel_of(reported.place.law, reported.report.persons, reported.report.ways()).all;
  ASSERT_GT(all.gap, 0U);
  ASSERT_GT(all.waiting, 0U);
  const auto page = reported.page();
  const auto gaps = page.substr(page.find("Gaps of the text</h3>"), page.find("Waiting</h3>") - page.find("Gaps of the text</h3>"));
  for (const auto& start : reported.place.law.push->starts)
    EXPECT_THAT(gaps, HasSubstr("<code>" + start.name.text + "</code> " + to_string(start.citations)));
  const auto waiting = page.substr(page.find("Waiting</h3>"), page.find("Months over time") - page.find("Waiting</h3>"));
  EXPECT_THAT(waiting, HasSubstr("<code>three-months-living-wage</code> §12.3 I1"));
  EXPECT_THAT(waiting, Not(HasSubstr("aid-before-recognition")));
}

TEST(RunReportPage, CountsMessagesByStageKindAndCategory) {
  Reported reported("18-055", Month(2018, 11));
  Random random(3);
  for (int n = 0; n < 200; ++n) change_facts(random, reported.place.world, Month(2018, 10));
  reported.report = reported.place.run(Month(2018, 12));
  const auto& messages = reported.report.messages;
  EXPECT_GT(reported.report.messages_of(law::Stage::hub, MessageKind::correction), 0U);
  EXPECT_GT(reported.report.messages_of(law::Stage::hub, MessageKind::withdrawal), 0U);
  const auto rows = table(reported.page(), "Messages by stage, kind and category");
  ASSERT_EQ(rows.size(), messages.size());
  constexpr const char* kinds[] = {"new messages", "corrections", "withdrawals"};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i][0], messages[i].stage == law::Stage::hub ? "hub, relayed" : "source, handed over");
    EXPECT_EQ(rows[i][1], kinds[static_cast<std::size_t>(messages[i].kind)]);
    EXPECT_EQ(rows[i][2], messages[i].category);
    EXPECT_EQ(rows[i][3], std::to_string(messages[i].n));
    EXPECT_EQ(rows[i][4], std::to_string(messages[i].earlier));
  }
}

TEST(RunReportPage, IsWholeWhereNothingHappened) {
  for (const auto& [document_name, month] : {Told{"11-031", Month(2011, 4)}, Told{"18-055", Month(2017, 12)}}) {
    SCOPED_TRACE(document_name);
    MemoryMessageStore store;
    Installation place(document(document_name), store);
    place.dry_run = true;
    const auto page = to_html(place.run(month), place.law);
    EXPECT_EQ(fault_in_page(page), "");
    EXPECT_THAT(page, HasSubstr("dry run: nothing was written"));
    EXPECT_THAT(page, HasSubstr("Nothing was to be sent, corrected or withdrawn."));
    EXPECT_THAT(page, HasSubstr("No exclusion stopped anybody in this month."));
    EXPECT_THAT(page, Not(HasSubstr("nan")));
  }
}

TEST(RunReportWords, WriteFiguresAsTheLanguageDoes) {
  const auto law = document("11-031");
  struct Case {
    law::Language language;
    const char* figure;
    const char* share;
  };
  for (const auto& [language, figure, share] :
       {Case{law::Language::en, "1,234,567", "12.5%"}, Case{law::Language::fr, "1\u202f234\u202f567", "12,5\u00a0%"},
        Case{law::Language::nl, "1.234.567", "12,5%"}, Case{law::Language::de, "1.234.567", "12,5\u00a0%"}}) {
    const Words words(law, language);
    EXPECT_EQ(words.figure(1'234'567), figure);
    EXPECT_EQ(words.figure(999), "999");
    EXPECT_EQ(words.share(1, 8), share);
    EXPECT_EQ(words.share(0, 0), "");
  }
}

}  // namespace
}  // namespace crossroads::run::test
