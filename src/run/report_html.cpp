#include "run/report_html.hpp"

#include "law/explain/html/base_style.hpp"
#include "run/html/page.hpp"
#include "run/html/style.hpp"

namespace crossroads::run {
namespace {

using html_report::Page;
using html_report::Phrase;

void write_head(Page& page) {
  const auto& report = page.report;
  const auto& words = page.words;
  page.out.raw("<!DOCTYPE html>\n")
      .open("html", {{"lang", law::language_codes[static_cast<std::size_t>(words.language())]}})
      .open("head")
      .empty("meta", {{"charset", "utf-8"}})
      .empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}})
      .element("title", words.say(Phrase::page_title, words.month(report.month), report.authorisation.name))
      .open("style")
      .raw(law::explain::base_style)
      .raw(html_report::style_sheet)
      .close()
      .close()
      .open("body");

  page.out.open("header").element("p", words.say(Phrase::page_kind, words.label(report.authorisation.name)), {{"class", "muted"}});
  page.out.open("h1").text(words.month(report.month));
  if (report.dry_run) page.out.text(" ").element("span", words.say(Phrase::page_dry), {{"class", "dry"}});
  page.out.close();
  page.out.element(
      "p",
      words.say(Phrase::page_as_of, words.date(report.month.as_of_day()), words.figure(report.persons), words.figure(page.funnel.aided())),
      {{"class", "muted"}});
  page.out.element("p",
                   words.say(Phrase::page_parties, words.label(page.authorisation.source.text), words.label(page.authorisation.hub.text)),
                   {{"class", "muted"}});
  page.out.close();
}

void write_tile(Page& page, std::string_view mark, std::uint64_t n, Phrase what, const std::string& more) {
  page.out.open("li", {{"class", mark}})
      .element("strong", page.words.figure(n))
      .element("span", page.say(what))
      .element("small", more)
      .close();
}

void write_tiles(Page& page) {
  const auto& report = page.report;
  const auto& words = page.words;
  const auto& all = page.funnel.all;
  const auto relayed = [&](MessageKind kind) { return words.figure(report.messages_of(law::Stage::hub, kind)); };
  const auto share = [&](Phrase of, std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? std::string() : words.say(of, words.share(part, whole));
  };
  page.out.open("ul", {{"class", "tiles"}});
  write_tile(page, "onward", all.persons(), Phrase::in_category, share(Phrase::tile_of_aided, all.persons(), page.funnel.aided()));
  write_tile(page, "sent", all.sent(), Phrase::transmitted, share(Phrase::tile_of_these, all.sent(), all.persons()));
  write_tile(page, "withheld", all.gap + html_report::withheld_for_unknown(all), Phrase::withheld,
             words.say(Phrase::tile_gaps, words.figure(all.gap)));
  write_tile(
      page, "waiting", report.messages_of(law::Stage::hub), report.dry_run ? Phrase::tile_to_relay : Phrase::tile_relayed,
      words.say(Phrase::tile_kinds, relayed(MessageKind::first), relayed(MessageKind::correction), relayed(MessageKind::withdrawal)));
  page.out.close();
}

}  // namespace

std::string to_html(const RunReport& report, const law::Authorisation& authorisation, law::Language language) {
  const html_report::Words words(authorisation, language);
  Page page{report, authorisation, words, funnel_of(authorisation, report.persons, report.ways())};
  write_head(page);
  page.out.open("main");
  write_tiles(page);
  html_report::write_funnel(page);
  html_report::write_categories(page);
  html_report::write_exclusions(page);
  html_report::write_kept_back(page);
  html_report::write_months(page);
  html_report::write_messages(page);
  page.out.close();
  page.out.open("footer")
      .element("p", words.say(Phrase::page_counts))
      .element("p", words.say(Phrase::page_text, report.authorisation.name, to_string(report.authorisation.text)))
      .close();
  return page.out.take() + "\n";
}

}  // namespace crossroads::run
