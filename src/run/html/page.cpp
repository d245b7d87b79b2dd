#include "run/html/page.hpp"

#include <fmt/format.h>

namespace crossroads::run::html_report {

void write_heading(Page& page, Phrase heading, std::string_view id) { page.out.element("h2", page.say(heading), {{"id", id}}); }
void write_introduction(Page& page, Phrase text) { page.out.element("p", page.say(text), {{"class", "muted"}}); }

std::string coordinate(double value) {
  auto text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::uint64_t withheld_for_unknown(const Ways& ways) {
  std::uint64_t n = 0;
  for (const auto* stopped : {&ways.at_source, &ways.at_hub}) {
    for (const auto& s : *stopped) n += s.withheld;
  }
  return n;
}

std::uint64_t scale_step(std::uint64_t most, std::uint64_t lines) {
  for (std::uint64_t power = 1;; power *= 10) {
    for (const std::uint64_t step : {power, 2 * power, 5 * power}) {
      if (most / step <= lines) return step;
    }
  }
}

double text_width(std::string_view text) {
  std::size_t characters = 0;
  for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // of UTF-8, the first byte of each
  return 7.1 * static_cast<double>(characters);
}

void write_legend(Page& page, const std::vector<LegendEntry>& entries) {
  page.out.open("ul", {{"class", "legend"}});
  for (const auto& entry : entries)
    page.out.open("li", {{"class", entry.mark}}).element("i", "", {{"aria-hidden", "true"}}).text(page.say(entry.text)).close();
  page.out.close();
}

void begin_drawing(Page& page, double height, Phrase says) {
  page.out.open("figure").open("svg", {{"viewBox", "0 0 1000 " + coordinate(height)}, {"role", "img"}, {"aria-label", page.say(says)}});
}

void begin_table(Page& page, Phrase caption, const std::vector<Column>& columns) {
  page.out.open("div", {{"class", "scroll"}}).open("table").element("caption", page.say(caption)).open("thead").open("tr");
  for (const auto& column : columns) {
    if (column.figure) page.out.element("th", page.say(column.name), {{"scope", "col"}, {"class", "n"}});
    else page.out.element("th", page.say(column.name), {{"scope", "col"}});
  }
  page.out.close().close().open("tbody");
}

void end_table(Page& page) { page.out.close().close().close(); }

void write_figure(Page& page, std::uint64_t n) { page.out.element("td", page.words.figure(n), {{"class", "n"}}); }

void write_name(Page& page, const std::string& name) {
  page.out.open("th", {{"scope", "row"}}).text(name);
  if (const auto label = page.words.label(name); label != name) page.out.element("span", label, {{"class", "label"}});
  page.out.close();
}

}  // namespace crossroads::run::html_report
