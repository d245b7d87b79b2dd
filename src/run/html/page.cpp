#include "run/html/page.hpp"

#include <fmt/format.h>

#include "run/report_text.hpp"

namespace crossroads::run::html_report {

std::string_view Page::label(std::string_view name) const {
  const auto found = authorisation.labels.find(name);
  if (found == authorisation.labels.end()) return name;
  const auto& text = found->second.in(law::Language::en);
  return text.empty() ? name : std::string_view(text);
}

std::string coordinate(double value) {
  auto text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {};
  return fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
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

void write_legend(html::Writer& out, const std::vector<LegendEntry>& entries) {
  out.open("ul", {{"class", "legend"}});
  for (const auto& entry : entries) {
    out.open("li", {{"class", entry.unknown ? std::string(entry.mark) + " unknown" : std::string(entry.mark)}})
        .element("i", "", {{"aria-hidden", "true"}})
        .text(entry.text)
        .close();
  }
  out.close();
}

void begin_table(html::Writer& out, std::string_view caption, const std::vector<Column>& columns) {
  out.open("div", {{"class", "scroll"}}).open("table").element("caption", caption).open("thead").open("tr");
  for (const auto& column : columns) {
    if (column.figure) out.element("th", column.name, {{"scope", "col"}, {"class", "n"}});
    else out.element("th", column.name, {{"scope", "col"}});
  }
  out.close().close().open("tbody");
}

void write_figure(html::Writer& out, std::uint64_t n) { out.element("td", grouped(n), {{"class", "n"}}); }

void write_name(Page& page, std::string_view name) {
  page.out.open("th", {{"scope", "row"}}).text(name);
  if (page.label(name) != name) page.out.element("span", page.label(name), {{"class", "label"}});
  page.out.close();
}

}  // namespace crossroads::run::html_report
