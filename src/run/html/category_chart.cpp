// The ways by category, and who was stopped by which exclusion.
#include <algorithm>

#include "run/html/page.hpp"
#include "run/report_text.hpp"

namespace crossroads::run::html_report {
namespace {

constexpr double left = 230, right = 930, bar = 26, row_height = 44;

std::uint64_t excluded(const std::vector<Stopped>& stopped) {
  std::uint64_t n = 0;
  for (const auto& s : stopped) n += s.excluded;
  return n;
}

std::uint64_t withheld(const Ways& ways) {
  std::uint64_t n = ways.gap;
  for (const auto* stopped : {&ways.at_source, &ways.at_hub}) {
    for (const auto& s : *stopped) n += s.withheld;
  }
  return n;
}

struct Segment {
  std::string_view mark, what;
  std::uint64_t n;
};

std::vector<Segment> segments(const Ways& ways) {
  return {{"sent", "transmitted", ways.sent()},
          {"hub", "excluded at the hub", excluded(ways.at_hub)},
          {"source", "excluded at the source", excluded(ways.at_source)},
          {"withheld", "withheld", withheld(ways)},
          {"waiting", "waiting", ways.waiting}};
}

void draw_row(html::Writer& out, const std::string& name, const std::vector<Segment>& parts, std::uint64_t most, double top) {
  out.element("text", name, {{"class", "name"}, {"x", "0"}, {"y", coordinate(top + 18)}});
  std::uint64_t total = 0;
  double x = left;
  for (const auto& part : parts) {
    total += part.n;
    if (part.n == 0) continue;
    const double w = std::max(1.5, (right - left) * static_cast<double>(part.n) / static_cast<double>(most));
    out.open("rect", {{"class", std::string(part.mark) + " part"},
                      {"x", coordinate(x)},
                      {"y", coordinate(top)},
                      {"width", coordinate(w)},
                      {"height", coordinate(bar)}});
    out.element("title", name + ", " + std::string(part.what) + ": " + grouped(part.n)).close();
    const auto figure = grouped(part.n);
    if (w > text_width(figure) + 12)
      out.element("text", figure, {{"class", "on middle"}, {"x", coordinate(x + w / 2)}, {"y", coordinate(top + 18)}});
    x += w;
  }
  out.element("text", grouped(total), {{"x", coordinate(x + 8)}, {"y", coordinate(top + 18)}});
}

void citations_row(Page& page, const std::string& rule) {
  std::string paragraphs;
  for (const auto& exclusion : page.authorisation.exclusions) {
    if (exclusion.name.text != rule) continue;
    const auto cited = to_string(exclusion.citations);
    if (paragraphs.find(cited) != std::string::npos) continue;
    if (!paragraphs.empty()) paragraphs += ' ';
    paragraphs += cited;
  }
  page.out.element("td", paragraphs);
}

}  // namespace

void write_categories(Page& page) {
  auto& out = page.out;
  const auto& categories = page.funnel.categories;
  std::uint64_t most = 1;
  for (const auto& [name, ways] : categories) most = std::max(most, ways.persons());
  out.element("h2", "By category", {{"id", "categories"}});
  out.element("p", "Of each category, what became of the persons who were in it and aided.", {{"class", "muted"}});
  write_legend(out, {{"sent", "transmitted"},
                     {"hub", "excluded at the hub"},
                     {"source", "excluded at the source"},
                     {"withheld", "withheld: a gap of the text, or an unknown fact"},
                     {"waiting", "waiting for a duration"}});
  const double height = static_cast<double>(categories.size()) * row_height;
  out.open("figure").open("svg", {{"viewBox", "0 0 1000 " + coordinate(height)},
                                  {"role", "img"},
                                  {"aria-label", "Ways by category; the figures are in the table beneath"}});
  double top = 4;
  for (const auto& [name, ways] : categories) {
    draw_row(out, name, segments(ways), most, top);
    top += row_height;
  }
  out.close().close();

  begin_table(out, "Persons by category",
              {{"category", false},
               {"paragraphs", false},
               {"aided in it"},
               {"excluded at the source"},
               {"withheld"},
               {"waiting"},
               {"excluded at the hub"},
               {"transmitted"}});
  for (std::size_t c = 0; c < categories.size(); ++c) {
    const auto& ways = categories[c].ways;
    out.open("tr");
    write_name(page, categories[c].category);
    out.element("td", to_string(page.authorisation.categories[c].citations));
    for (const auto n : {ways.persons(), excluded(ways.at_source), withheld(ways), ways.waiting, excluded(ways.at_hub), ways.sent()})
      write_figure(out, n);
    out.close();
  }
  const auto& all = page.funnel.all;
  out.close().open("tfoot").open("tr").element("th", "all", {{"scope", "row"}}).element("td", "");
  for (const auto n : {all.persons(), excluded(all.at_source), withheld(all), all.waiting, excluded(all.at_hub), all.sent()})
    write_figure(out, n);
  out.close().close().close().close();
}

void write_exclusions(Page& page) {
  auto& out = page.out;
  out.element("h2", "By exclusion", {{"id", "exclusions"}});
  std::vector<Stopped> stopped = page.funnel.all.at_source;
  stopped.insert(stopped.end(), page.funnel.all.at_hub.begin(), page.funnel.all.at_hub.end());
  if (stopped.empty()) {
    out.element("p", "No exclusion stopped anybody in this month.");
    return;
  }
  out.element(
      "p", "Whom each exclusion stopped, and where. An exclusion that is unknown is never read as \"not excluded\": the month is withheld.",
      {{"class", "muted"}});
  write_legend(out,
               {{"source", "excluded at the source"}, {"hub", "excluded at the hub"}, {"withheld", "withheld, since a fact is unknown"}});
  std::uint64_t most = 1;
  for (const auto& s : stopped) most = std::max(most, s.persons());
  out.open("figure").open("svg", {{"viewBox", "0 0 1000 " + coordinate(static_cast<double>(stopped.size()) * row_height)},
                                  {"role", "img"},
                                  {"aria-label", "Persons stopped by each exclusion; the figures are in the table beneath"}});
  double top = 4;
  for (const auto& s : stopped) {
    const bool at_hub = s.stage == law::Stage::hub;
    draw_row(out, s.rule,
             {{at_hub ? "hub" : "source", at_hub ? "excluded at the hub" : "excluded at the source", s.excluded},
              {"withheld", "withheld", s.withheld}},
             most, top);
    top += row_height;
  }
  out.close().close();

  begin_table(out, "Persons by exclusion", {{"exclusion", false}, {"paragraphs", false}, {"where", false}, {"excluded"}, {"withheld"}});
  for (const auto& s : stopped) {
    out.open("tr");
    write_name(page, s.rule);
    citations_row(page, s.rule);
    out.element("td", s.stage == law::Stage::hub ? "hub" : "source");
    write_figure(out, s.excluded);
    write_figure(out, s.withheld);
    out.close();
  }
  out.close().close().close();
}

}  // namespace crossroads::run::html_report
