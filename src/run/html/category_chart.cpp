// The ways by category, and who was stopped by which exclusion.
#include <algorithm>

#include "run/html/page.hpp"

namespace crossroads::run::html_report {
namespace {

constexpr double left = 230, right = 930, bar = 26, row_height = 44;

std::uint64_t excluded(const std::vector<Stopped>& stopped) {
  std::uint64_t n = 0;
  for (const auto& s : stopped) n += s.excluded;
  return n;
}

std::uint64_t withheld(const Ways& ways) { return ways.gap + withheld_for_unknown(ways); }

struct Segment {
  std::string_view mark;
  Phrase what;
  std::uint64_t n;
};

std::vector<Segment> segments(const Ways& ways) {
  return {{"sent", Phrase::transmitted, ways.sent()},
          {"hub", Phrase::excluded_at_hub, excluded(ways.at_hub)},
          {"source", Phrase::excluded_at_source, excluded(ways.at_source)},
          {"withheld", Phrase::withheld, withheld(ways)},
          {"waiting", Phrase::waiting, ways.waiting}};
}

void draw_row(Page& page, const std::string& name, const std::vector<Segment>& parts, std::uint64_t most, double top) {
  auto& out = page.out;
  out.element("text", name, {{"class", "name"}, {"x", "0"}, {"y", coordinate(top + 18)}});
  std::uint64_t total = 0;
  double x = left;
  for (const auto& part : parts) {
    total += part.n;
    if (part.n == 0) continue;
    const double w = std::max(1.5, (right - left) * static_cast<double>(part.n) / static_cast<double>(most));
    const auto figure = page.words.figure(part.n);
    out.open("rect", {{"class", std::string(part.mark) + " part"},
                      {"x", coordinate(x)},
                      {"y", coordinate(top)},
                      {"width", coordinate(w)},
                      {"height", coordinate(bar)}});
    out.element("title", page.words.say(Phrase::named, name + ", " + page.say(part.what), figure)).close();
    if (w > text_width(figure) + 12)
      out.element("text", figure, {{"class", "on middle"}, {"x", coordinate(x + w / 2)}, {"y", coordinate(top + 18)}});
    x += w;
  }
  out.element("text", page.words.figure(total), {{"x", coordinate(x + 8)}, {"y", coordinate(top + 18)}});
}

void citations_cell(Page& page, const std::string& rule) {
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
  write_heading(page, Phrase::categories_head, "categories");
  write_introduction(page, Phrase::categories_intro);
  write_legend(page, {{"sent", Phrase::transmitted},
                      {"hub", Phrase::excluded_at_hub},
                      {"source", Phrase::excluded_at_source},
                      {"withheld", Phrase::withheld_for_both},
                      {"waiting", Phrase::waiting}});
  begin_drawing(page, static_cast<double>(categories.size()) * row_height, Phrase::categories_alt);
  double top = 4;
  for (const auto& [name, ways] : categories) {
    draw_row(page, name, segments(ways), most, top);
    top += row_height;
  }
  out.close().close();

  begin_table(page, Phrase::categories_caption,
              {{Phrase::column_category, false},
               {Phrase::column_paragraphs, false},
               {Phrase::column_aided_in_it},
               {Phrase::excluded_at_source},
               {Phrase::withheld},
               {Phrase::column_waiting},
               {Phrase::excluded_at_hub},
               {Phrase::transmitted}});
  const auto figures = [&](const Ways& ways) {
    for (const auto n : {ways.persons(), excluded(ways.at_source), withheld(ways), ways.waiting, excluded(ways.at_hub), ways.sent()})
      write_figure(page, n);
  };
  for (std::size_t c = 0; c < categories.size(); ++c) {
    out.open("tr");
    write_name(page, categories[c].category);
    out.element("td", to_string(page.authorisation.categories[c].citations));
    figures(categories[c].ways);
    out.close();
  }
  out.close().open("tfoot").open("tr").element("th", page.say(Phrase::row_all), {{"scope", "row"}}).element("td", "");
  figures(page.funnel.all);
  out.close();
  end_table(page);
}

void write_exclusions(Page& page) {
  auto& out = page.out;
  write_heading(page, Phrase::exclusions_head, "exclusions");
  std::vector<Stopped> stopped = page.funnel.all.at_source;
  stopped.insert(stopped.end(), page.funnel.all.at_hub.begin(), page.funnel.all.at_hub.end());
  if (stopped.empty()) {
    out.element("p", page.say(Phrase::exclusions_none));
    return;
  }
  write_introduction(page, Phrase::exclusions_intro);
  write_legend(page,
               {{"source", Phrase::excluded_at_source}, {"hub", Phrase::excluded_at_hub}, {"withheld", Phrase::withheld_for_unknown}});
  std::uint64_t most = 1;
  for (const auto& s : stopped) most = std::max(most, s.persons());
  begin_drawing(page, static_cast<double>(stopped.size()) * row_height, Phrase::exclusions_alt);
  double top = 4;
  for (const auto& s : stopped) {
    const bool at_hub = s.stage == law::Stage::hub;
    draw_row(page, s.rule,
             {{at_hub ? "hub" : "source", at_hub ? Phrase::excluded_at_hub : Phrase::excluded_at_source, s.excluded},
              {"withheld", Phrase::withheld, s.withheld}},
             most, top);
    top += row_height;
  }
  out.close().close();

  begin_table(page, Phrase::exclusions_caption,
              {{Phrase::column_exclusion, false},
               {Phrase::column_paragraphs, false},
               {Phrase::column_where, false},
               {Phrase::column_excluded},
               {Phrase::withheld}});
  for (const auto& s : stopped) {
    out.open("tr");
    write_name(page, s.rule);
    citations_cell(page, s.rule);
    out.element("td", page.say(s.stage == law::Stage::hub ? Phrase::hub : Phrase::source));
    write_figure(page, s.excluded);
    write_figure(page, s.withheld);
    out.close();
  }
  end_table(page);
}

}  // namespace crossroads::run::html_report
