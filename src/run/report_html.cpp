#include "run/report_html.hpp"

#include <fmt/format.h>

#include "run/html/page.hpp"
#include "run/html/style.hpp"
#include "run/report_text.hpp"

namespace crossroads::run {
namespace {

using html_report::Page;

constexpr std::string_view month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};

std::string in_words(domain::Month month) { return fmt::format("{} {}", month_names[month.month() - 1], month.year()); }

void write_head(Page& page) {
  const auto& report = page.report;
  page.out.raw("<!DOCTYPE html>\n").open("html", {{"lang", "en"}}).open("head");
  page.out.empty("meta", {{"charset", "utf-8"}}).empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  page.out.element("title", fmt::format("Run of {} under {}", to_string(report.month), report.authorisation.name));
  page.out.open("style").raw(html_report::style_sheet).close().close().open("body");

  page.out.open("header").element("p", fmt::format("{} · monthly run", page.label(report.authorisation.name)), {{"class", "muted"}});
  page.out.open("h1").text(in_words(report.month));
  if (report.dry_run) page.out.element("span", "dry run: nothing was written", {{"class", "dry"}});
  page.out.close();
  page.out.element("p",
                   fmt::format("Registers as of {}. {} persons known, {} aided in the month.", to_string(report.month.as_of_day()),
                               grouped(report.persons), grouped(page.funnel.aided())),
                   {{"class", "muted"}});
  page.out.close();
}

void write_tile(Page& page, std::string_view mark, std::uint64_t n, std::string_view what, const std::string& more) {
  page.out.open("li", {{"class", mark}}).element("strong", grouped(n)).element("span", what).element("small", more).close();
}

void write_tiles(Page& page) {
  const auto& report = page.report;
  const auto& funnel = page.funnel;
  const auto& all = funnel.all;
  std::uint64_t unknown = 0;
  for (const auto* stopped : {&all.at_source, &all.at_hub}) {
    for (const auto& s : *stopped) unknown += s.withheld;
  }
  page.out.open("ul", {{"class", "tiles"}});
  write_tile(page, "onward", all.persons(), "in a category",
             html_report::share(all.persons(), funnel.aided()) + (funnel.aided() > 0 ? " of the aided" : ""));
  write_tile(page, "sent", all.sent(), "transmitted",
             html_report::share(all.sent(), all.persons()) + (all.persons() > 0 ? " of these" : ""));
  write_tile(page, "withheld", all.gap + unknown, "withheld", fmt::format("{} in gaps of the text", grouped(all.gap)));
  write_tile(page, "waiting", report.messages_of(law::Stage::hub), report.dry_run ? "messages to relay" : "messages relayed",
             fmt::format("{} new, {} corrected, {} withdrawn", grouped(report.messages_of(law::Stage::hub, MessageKind::first)),
                         grouped(report.messages_of(law::Stage::hub, MessageKind::correction)),
                         grouped(report.messages_of(law::Stage::hub, MessageKind::withdrawal))));
  page.out.close();
}

}  // namespace

std::string to_html(const RunReport& report, const law::Authorisation& authorisation) {
  Page page{report, authorisation, funnel_of(authorisation, report.persons, report.ways())};
  write_head(page);
  page.out.open("main");
  write_tiles(page);
  html_report::write_funnel(page);
  html_report::write_categories(page);
  html_report::write_exclusions(page);
  html_report::write_withheld(page);
  html_report::write_months(page);
  html_report::write_messages(page);
  page.out.close();
  page.out.open("footer")
      .element("p", "This page counts persons and names nobody. The data are one clue among others: by themselves they decide nothing.")
      .element("p", fmt::format("Authorisation {}, text {}.", report.authorisation.name, to_string(report.authorisation.text)))
      .close();
  return page.out.take() + "\n";
}

}  // namespace crossroads::run
