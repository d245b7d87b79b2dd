// What the text keeps back, with the paragraphs to read.
#include "law/evaluate/plan.hpp"
#include "run/html/page.hpp"

namespace crossroads::run::html_report {
namespace {

/// `§12 I5`
std::string sources(const law::Declared& declared) {
  auto text = to_string(declared.citations);
  for (const auto& interpretation : declared.interpretations) text += (text.empty() ? "" : " ") + interpretation;
  return text;
}

void write_rule(Page& page, const law::Declared& declared, const std::string& name) {
  page.out.open("dt").element("code", name).text(" " + sources(declared)).close();
  if (const auto label = page.words.label(name); label != name) page.out.element("dd", label);
}

/// Opens a card about so many persons: a list of rules follows. Close twice.
void begin_card(Page& page, std::string_view mark, std::uint64_t persons, Phrase says) {
  page.out.open("li", {{"class", mark}}).element("strong", page.words.persons(persons)).element("p", page.say(says)).open("dl");
}

void begin_cards(Page& page, Phrase heading, Phrase introduction) {
  page.out.element("h3", page.say(heading));
  write_introduction(page, introduction);
  page.out.open("ul", {{"class", "cards"}});
}

/// The categories in which no start rule spoke, each with all that were asked, so that a reader sees where the text is silent.
void write_gaps(Page& page) {
  begin_cards(page, Phrase::gaps_head, Phrase::gaps_intro);
  for (std::size_t c = 0; c < page.funnel.categories.size(); ++c) {
    const auto n = page.funnel.categories[c].ways.gap;
    if (n == 0) continue;
    const auto& category = page.authorisation.categories[c];
    begin_card(page, "withheld", n, Phrase::gap_of_category);
    write_rule(page, category, category.name.text);
    for (const auto& start : page.authorisation.push->starts) write_rule(page, start, start.name.text);
    page.out.close().close();
  }
  page.out.close();
}

/// The categories in which somebody waits, with the rules that count a duration.
void write_waiting(Page& page) {
  const law::fast::Plan plan(page.authorisation);
  begin_cards(page, Phrase::waiting_head, Phrase::waiting_intro);
  for (std::size_t c = 0; c < page.funnel.categories.size(); ++c) {
    const auto n = page.funnel.categories[c].ways.waiting;
    if (n == 0) continue;
    const auto& category = page.authorisation.categories[c];
    begin_card(page, "waiting", n, Phrase::waiting_of_category);
    write_rule(page, category, category.name.text);
    const auto& starts = page.authorisation.push->starts;
    for (std::size_t s = 0; s < starts.size(); ++s) {
      if (plan.starts[s].has_duration) write_rule(page, starts[s], starts[s].name.text);
    }
    page.out.close().close();
  }
  page.out.close();
}

/// The exclusions that nobody could answer, by the stage that asked.
void write_unknown(Page& page) {
  begin_cards(page, Phrase::unknown_head, Phrase::unknown_intro);
  for (const auto* stopped : {&page.funnel.all.at_source, &page.funnel.all.at_hub}) {
    for (const auto& s : *stopped) {
      if (s.withheld == 0) continue;
      const bool at_hub = s.stage == law::Stage::hub;
      begin_card(page, "withheld", s.withheld, at_hub ? Phrase::unknown_hub_card : Phrase::unknown_source_card);
      for (const auto& exclusion : page.authorisation.exclusions) {
        if (exclusion.name.text == s.rule && (at_hub ? exclusion.at_hub : exclusion.at_source)) write_rule(page, exclusion, s.rule);
      }
      page.out.close().close();
    }
  }
  page.out.close();
}

}  // namespace

void write_kept_back(Page& page) {
  write_heading(page, Phrase::kept_head, "kept-back");
  const auto& all = page.funnel.all;
  const auto unknown = withheld_for_unknown(all);
  if (all.gap + all.waiting + unknown == 0) page.out.element("p", page.say(Phrase::kept_none));
  if (all.gap > 0) write_gaps(page);
  if (all.waiting > 0) write_waiting(page);
  if (unknown > 0) write_unknown(page);
}

}  // namespace crossroads::run::html_report
