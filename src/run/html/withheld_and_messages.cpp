// The withheld, with the paragraphs to read; and what was sent.
#include <algorithm>

#include "run/html/page.hpp"
#include "run/report_text.hpp"

namespace crossroads::run::html_report {
namespace {

std::string persons(std::uint64_t n) { return grouped(n) + (n == 1 ? " person" : " persons"); }

/// `§12 I5`
std::string sources(const law::Declared& declared) {
  auto text = to_string(declared.citations);
  for (const auto& interpretation : declared.interpretations) text += (text.empty() ? "" : " ") + interpretation;
  return text;
}

void write_rule(Page& page, const law::Declared& declared, std::string_view name) {
  page.out.open("dt").element("code", name).text(" " + sources(declared)).close();
  if (page.label(name) != name) page.out.element("dd", page.label(name));
}

/// A category in which no start rule spoke: all that were asked, so that a reader sees where the text is silent.
void write_gap(Page& page, const law::Category& category, std::uint64_t n) {
  auto& out = page.out;
  out.open("li", {{"class", "withheld"}})
      .element("strong", persons(n))
      .element("p", "in this category, and no start rule of the text speaks of them:")
      .open("dl");
  write_rule(page, category, category.name.text);
  for (const auto& start : page.authorisation.push->starts) write_rule(page, start, start.name.text);
  out.close().close();
}

/// The exclusions of that name that are checked at the stage.
void write_unknown(Page& page, const Stopped& stopped) {
  auto& out = page.out;
  const bool at_hub = stopped.stage == law::Stage::hub;
  out.open("li", {{"class", "withheld"}}).element("strong", persons(stopped.withheld));
  out.element("p", std::string("of whom it is unknown, at the ") + (at_hub ? "hub" : "source") + ", whether this exclusion speaks:")
      .open("dl");
  for (const auto& exclusion : page.authorisation.exclusions) {
    if (exclusion.name.text == stopped.rule && (at_hub ? exclusion.at_hub : exclusion.at_source)) write_rule(page, exclusion, stopped.rule);
  }
  out.close().close();
}

std::string_view kind_words(MessageKind kind) {
  constexpr std::string_view words[] = {"new messages", "corrections", "withdrawals"};
  return words[static_cast<std::size_t>(kind)];
}

}  // namespace

void write_withheld(Page& page) {
  auto& out = page.out;
  out.element("h2", "Withheld", {{"id", "withheld"}});
  const auto& funnel = page.funnel;
  std::uint64_t unknown = 0;
  for (const auto* stopped : {&funnel.all.at_source, &funnel.all.at_hub}) {
    for (const auto& s : *stopped) unknown += s.withheld;
  }
  if (funnel.all.gap + unknown == 0) {
    out.element("p", "Nobody's month was withheld: the text speaks of everybody, and every fact that it asks for is known.");
    return;
  }
  if (funnel.all.gap > 0) {
    out.element("h3", "Gaps of the text");
    out.element("p",
                "No rule, no data: where no start rule of the deliberation speaks, nothing is sent. Each gap stands with the paragraphs "
                "that were asked.",
                {{"class", "muted"}});
    out.open("ul", {{"class", "cards"}});
    for (std::size_t c = 0; c < funnel.categories.size(); ++c) {
      if (funnel.categories[c].ways.gap > 0) write_gap(page, page.authorisation.categories[c], funnel.categories[c].ways.gap);
    }
    out.close();
  }
  if (unknown > 0) {
    out.element("h3", "Unknown facts");
    out.element("p", "A fact that an exclusion asks for is not on record.", {{"class", "muted"}});
    out.open("ul", {{"class", "cards"}});
    for (const auto* stopped : {&funnel.all.at_source, &funnel.all.at_hub}) {
      for (const auto& s : *stopped) {
        if (s.withheld > 0) write_unknown(page, s);
      }
    }
    out.close();
  }
}

void write_messages(Page& page) {
  auto& out = page.out;
  const auto& report = page.report;
  out.element("h2", "Messages", {{"id", "messages"}});
  out.element("p",
              report.dry_run
                  ? "What the run would send: what is due on today's facts, minus what was sent before. A dry run writes nothing."
                  : "What is due on today's facts, minus what was sent before: so a repeated run sends nothing.",
              {{"class", "muted"}});
  if (report.messages.empty()) {
    out.element("p", "Nothing was to be sent, corrected or withdrawn.");
  } else {
    begin_table(out, "Messages by stage, kind and category",
                {{"stage", false}, {"kind", false}, {"category", false}, {"messages"}, {"about earlier months"}});
    for (const auto& count : report.messages) {
      out.open("tr").element("th", count.stage == law::Stage::hub ? "hub, relayed" : "source, handed over", {{"scope", "row"}});
      out.element("td", kind_words(count.kind)).element("td", count.category);
      write_figure(out, count.n);
      write_figure(out, count.earlier);
      out.close();
    }
    out.close().close().close();
  }
  for (const auto& [unsaid, stage] : {std::pair(&report.at_source, "source"), std::pair(&report.at_hub, "hub")}) {
    if (unsaid->messages == 0) continue;
    out.element("p", "Not said at the " + std::string(stage) + ": " + grouped(unsaid->messages) +
                         (unsaid->messages == 1 ? " message" : " messages") + " about " + persons(unsaid->persons) +
                         ". They are in no category today, or excluded: nothing new is said about them.");
  }
}

}  // namespace crossroads::run::html_report
