// The page, and the lines for machines.
#include <gtest/gtest.h>

#include <sstream>

#include "base/html.hpp"
#include "law/explain/html/history.hpp"
#include "law/explain/render_html.hpp"
#include "law/explain/render_text.hpp"
#include "law/explain/wording.hpp"
#include "shared/well_formed.hpp"
#include "village.hpp"

namespace crossroads::law::explain::test {
namespace {

using crossroads::test::fault_in_json;
using crossroads::test::fault_in_page;
using domain::Month;

constexpr std::array<Language, language_count> languages{Language::en, Language::fr, Language::nl, Language::de};

TEST(WellFormed, finds_what_is_wrong) {
  const std::pair<const char*, bool> pages[] = {
      {"<!DOCTYPE html><p>a &amp; b</p>", true},
      {"<!DOCTYPE html><p class=\"a\">a<br/>b</p>", true},
      {"<p>a</p>", false},
      {"<!DOCTYPE html><p>a & b</p>", false},
      {"<!DOCTYPE html><p>a > b</p>", false},
      {"<!DOCTYPE html><p>a</b>", false},
      {"<!DOCTYPE html><p>a", false},
      {"<!DOCTYPE html><p a=\"1\" a=\"2\">a</p>", false},
      {"<!DOCTYPE html><p a=1>a</p>", false},
      {"<!DOCTYPE html><p a=\"<\">a</p>", false},
      {"<!DOCTYPE html><p id=\"x\">a</p><p id=\"x\">a</p>", false},
  };
  for (const auto& [page, good] : pages) EXPECT_EQ(fault_in_page(page).empty(), good) << page;
  const std::pair<const char*, bool> lines[] = {{R"({"a":1,"b":[true,null,"x\"y"]})", true},
                                                {R"({"a":1,"a":2})", false},
                                                {R"({"a":1)", false},
                                                {R"({"a":1}x)", false},
                                                {R"({a:1})", false},
                                                {R"([1 2])", false}};
  for (const auto& [line, good] : lines) EXPECT_EQ(fault_in_json(line).empty(), good) << line;
}

TEST(Writer, escapes_every_text_and_closes_every_element) {
  html::Writer writer;
  writer.raw("<!DOCTYPE html>")
      .open("div", {{"title", "\"quoted\" & <tagged> 'so'"}})
      .text("a < b && c > d\x01")
      .empty("br")
      .open("p")
      .text("Ω 漢 ק አ ქ");
  EXPECT_EQ(writer.depth(), 2U);
  const auto page = writer.take();
  EXPECT_EQ(fault_in_page(page), "");
  EXPECT_EQ(page,
            "<!DOCTYPE html><div title=\"&quot;quoted&quot; &amp; &lt;tagged&gt; &#39;so&#39;\">a &lt; b &amp;&amp; c &gt; "
            "d\uFFFD<br/><p>Ω 漢 ק አ ქ</p></div>");
}

class Pages : public testing::TestWithParam<const char*> {};

TEST_P(Pages, are_well_formed_and_self_contained_for_everybody) {
  const Village village(GetParam());
  const Month month = village.law().first_month().plus(1);
  for (std::uint32_t i = 0; i < village.people().size(); ++i) {
    const auto niss = domain::to_string(village.people().niss(domain::PersonIndex{i}));
    for (const auto language : languages) {
      SCOPED_TRACE(niss + " in " + std::string(language_codes[static_cast<std::size_t>(language)]));
      const auto page = village.page(niss, month, language);
      EXPECT_EQ(fault_in_page(page), "");
      EXPECT_NE(page.find("<html lang=\"" + std::string(language_codes[static_cast<std::size_t>(language)]) + "\">"), std::string::npos);
      for (const auto* outside : {"<script", "<link", "<img", "<iframe", "src=", "url(http", "@import"})
        EXPECT_EQ(page.find(outside), std::string::npos) << outside;
      EXPECT_NE(page.find(html::escaped(Wording(village.law(), language).say(Phrase::clue_notice))), std::string::npos);
    }
  }
}

TEST_P(Pages, show_every_condition_and_every_rule_of_the_document) {
  const Village village(GetParam());
  const auto& law = village.law();
  const auto subject = village.subject("72030510220");
  const Month month = law.first_month().plus(2);
  auto evaluator = village.evaluator(month.plus(12));
  const auto explanation = explain::explain(village.plan(), evaluator, subject, subject, month);
  const auto history = history_of(explanation, evaluator);
  EXPECT_EQ(history.leaves.size(), village.plan().leaf_bits.size());
  EXPECT_EQ(history.categories.size(), law.categories.size());
  for (std::int32_t place = 0; place < history.length(); ++place) {
    const auto at = static_cast<std::size_t>(place);
    const auto finding = evaluator.decide(subject, subject, history.month(place));
    const bool asked = history.month(place) >= law.first_month();
    EXPECT_EQ(history.decisions[at], finding.decision);
    for (std::size_t leaf = 0; leaf < history.leaves.size(); ++leaf) {
      EXPECT_EQ(history.leaves[leaf].states[at], asked ? std::optional(finding.source.of(leaf)) : std::nullopt);
    }
  }
  for (const auto language : languages) {
    const auto page = render_html(explanation, evaluator, language);
    const Wording words(law, language);
    // Labels are broken into lines, so their tooltips are looked for: `<title>label: state, months</title>`.
    const auto expect_row = [&](const std::string& label) {
      EXPECT_NE(page.find("<title>" + html::escaped(label) + ": "), std::string::npos) << label;
    };
    for (const auto& [condition, of_sponsor] : village.plan().leaf_bits) {
      const auto name = words.condition(*condition);
      expect_row(of_sponsor ? words.say(Phrase::by_sponsor, name) : name);
    }
    for (const auto& category : law.categories) expect_row(words.label(category.name.text));
    for (const auto& start : law.push->starts) expect_row(words.label(start.name.text));
  }
}

INSTANTIATE_TEST_SUITE_P(Laws, Pages, testing::Values("11-031.law", "18-055.law"),
                         [](const auto& law) { return "law_" + std::string(law.param).substr(0, 2); });

TEST(Page, escapes_labels_in_any_script) {
  auto law = read_law("11-031.law");
  const std::string hostile = "<b>Ωμέγα</b> & \"漢字\" 'קוד' አማርኛ ქართული\x02 </title><script>alert(1)</script>";
  for (auto& [name, label] : law->labels) label.text = {hostile, hostile, hostile, hostile};
  const Village people("11-031.law");
  const Village village(std::move(law), people.people());
  for (const auto language : languages) {
    const auto page = village.page("72030510220", {2011, 8}, language);
    EXPECT_EQ(fault_in_page(page), "");
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_NE(page.find("&lt;b&gt;Ωμέγα&lt;/b&gt; &amp; &quot;漢字&quot; &#39;קוד&#39; አማርኛ ქართული\uFFFD"), std::string::npos);
  }
}

TEST(Page, marks_the_explained_month_once_in_the_table) {
  const Village village("11-031.law");
  const auto page = village.page("76070910608", {2011, 8}, Language::fr);
  const auto first = page.find("aria-current");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(page.find("aria-current", first + 1), std::string::npos);
  EXPECT_NE(page.substr(first, 100).find("août 2011"), std::string::npos);
}

struct Turn {
  Event::Kind kind;
  Month month;
  friend bool operator==(const Turn&, const Turn&) = default;
};

TEST(Page, tells_when_the_transmission_started_paused_resumed_and_stopped) {
  const Village village("11-031.law");
  const auto turns = [&](std::string_view niss) {
    std::vector<Turn> all;
    for (const auto& event : events_of(village.explain(niss, {2011, 8}).course.decisions))
      all.push_back({event.kind, event.decision.month});
    return all;
  };
  using Kind = Event::Kind;
  EXPECT_EQ(turns("76070910608"),
            (std::vector<Turn>{{Kind::start, {2011, 5}}, {Kind::pause, {2011, 7}}, {Kind::resume, {2011, 8}}, {Kind::pause, {2011, 10}}}));
  EXPECT_EQ(turns("79101210996"), (std::vector<Turn>{{Kind::start, {2011, 5}}, {Kind::stop, {2011, 7}}}));
  EXPECT_EQ(turns("80111311093"), (std::vector<Turn>{{Kind::start, {2011, 5}}, {Kind::stop, {2011, 6}}}));
  EXPECT_EQ(turns("71020410123"), std::vector<Turn>{});
}

TEST(Page, draws_a_long_history_in_parts_that_can_be_read) {
  const Rows long_aid{.nationalities = "72030510220,FR,1970-01-01,",
                      .stays = "72030510220,2011-01-05,,yes,foreigners,E,art40,jobseeker,,territory,",
                      .aid = "72030510220,social_aid,90000,2011-05-01,2026-03-31"};
  const Village village(read_law("11-031.law"), population(long_aid));
  auto evaluator = village.evaluator({2026, 3});
  const auto subject = village.subject("72030510220");
  const auto page = render_html(explain::explain(village.plan(), evaluator, subject, subject, {2013, 12}), evaluator, Language::de);
  EXPECT_EQ(fault_in_page(page), "");
  for (const auto* id : {"overview-title", "rules-1-title", "conditions-1-title", "rules-3-title", "conditions-3-title"})
    EXPECT_NE(page.find(id), std::string::npos) << id;
  EXPECT_EQ(page.find("rules-4-title"), std::string::npos);
}

TEST(Lines, are_json_with_the_same_members_in_every_language) {
  for (const auto* file : {"11-031.law", "18-055.law"}) {
    const Village village(file);
    for (std::uint32_t i = 0; i < village.people().size(); ++i) {
      const auto niss = domain::to_string(village.people().niss(domain::PersonIndex{i}));
      for (std::int32_t n = -1; n < 6; ++n) {
        SCOPED_TRACE(std::string(file) + ", " + niss + ", " + std::to_string(n));
        const auto explanation = village.explain(niss, village.law().first_month().plus(n));
        std::array<std::size_t, language_count> counts{};
        for (const auto language : languages) {
          std::istringstream lines(render_ndjson(explanation, language));
          for (std::string line; std::getline(lines, line);) {
            EXPECT_EQ(fault_in_json(line), "") << line;
            ++counts[static_cast<std::size_t>(language)];
          }
        }
        for (const auto count : counts) EXPECT_EQ(count, explanation.steps.size() + 2);  // the question before, the notice after
      }
    }
  }
}

}  // namespace
}  // namespace crossroads::law::explain::test
