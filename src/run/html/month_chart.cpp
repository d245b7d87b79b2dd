// The outcomes of every month, as bars on one another.
#include <algorithm>
#include <array>

#include "run/html/page.hpp"

namespace crossroads::run::html_report {
namespace {

/// One outcome of all months.
struct Band {
  std::string_view mark;
  Phrase text;
  std::vector<std::uint64_t> persons;  ///< by month
};

enum BandIndex : std::size_t { sent, hub, source, withheld, waiting, pausing, outside, band_count };

std::size_t band_of(const Tally& tally) {
  if (tally.outcome == "transmit") return sent;
  if (tally.outcome == "exclude") return tally.stage == "hub" ? hub : source;
  if (tally.outcome == "withhold") return withheld;
  if (tally.outcome == "wait") return waiting;
  return tally.outcome == "pause" ? pausing : outside;
}

std::array<Band, band_count> bands_of(const RunReport& report) {
  std::array<Band, band_count> bands{{{"sent", Phrase::transmitted, {}},
                                      {"hub", Phrase::excluded_at_hub, {}},
                                      {"source", Phrase::excluded_at_source, {}},
                                      {"withheld", Phrase::withheld, {}},
                                      {"waiting", Phrase::waiting, {}},
                                      {"pause", Phrase::pausing, {}},
                                      {"outside", Phrase::outside, {}}}};
  for (auto& band : bands) band.persons.resize(report.months.size());
  for (std::size_t m = 0; m < report.months.size(); ++m) {
    for (const auto& tally : report.months[m].tallies) bands[band_of(tally)].persons[m] += tally.n;
  }
  return bands;
}

/// Where a month and a number of persons lie in a drawing.
struct Frame {
  double left = 64, right = 990, top = 10, bottom = 0;
  std::size_t months = 1;
  std::uint64_t most = 1;
  [[nodiscard]] double x(std::size_t month) const {
    return left + (right - left) * static_cast<double>(month) / static_cast<double>(months);
  }
  [[nodiscard]] double y(std::uint64_t n) const { return bottom - (bottom - top) * static_cast<double>(n) / static_cast<double>(most); }
};

void draw_scale(Page& page, const Frame& frame) {
  auto& out = page.out;
  const auto step = scale_step(frame.most, 5);
  for (std::uint64_t n = 0; n <= frame.most; n += step) {
    out.empty("line", {{"class", n == 0 ? "base" : "grid"},
                       {"x1", coordinate(frame.left)},
                       {"x2", coordinate(frame.right)},
                       {"y1", coordinate(frame.y(n))},
                       {"y2", coordinate(frame.y(n))}});
    out.element("text", page.words.figure(n),
                {{"class", "small end"}, {"x", coordinate(frame.left - 8)}, {"y", coordinate(frame.y(n) + 4)}});
  }
  const auto& months = page.report.months;
  double last = -100;
  for (std::size_t m = 0; m < months.size(); ++m) {
    if (m != 0 && months[m].month.month() != 1) continue;
    const double x = frame.x(m);
    out.empty("line", {{"class", "base"},
                       {"x1", coordinate(x)},
                       {"x2", coordinate(x)},
                       {"y1", coordinate(frame.bottom)},
                       {"y2", coordinate(frame.bottom + 5)}});
    if (x - last < 34) continue;  // no room for another year
    out.element("text", std::to_string(months[m].month.year()),
                {{"class", "small"}, {"x", coordinate(x + 2)}, {"y", coordinate(frame.bottom + 18)}});
    last = x;
  }
}

/// The bars of one band, as one shape; `below` is where they stand, and is raised by them.
void draw_bars(Page& page, const Frame& frame, const Band& band, std::vector<std::uint64_t>& below) {
  const double gap = std::min(1.5, (frame.x(1) - frame.x(0)) * 0.12);
  std::string path;
  for (std::size_t m = 0; m < band.persons.size(); ++m) {
    if (band.persons[m] == 0) continue;
    path += "M" + coordinate(frame.x(m)) + " " + coordinate(frame.y(below[m])) + "H" + coordinate(frame.x(m + 1) - gap);
    below[m] += band.persons[m];
    path += "V" + coordinate(frame.y(below[m])) + "H" + coordinate(frame.x(m)) + "Z";
  }
  if (!path.empty()) page.out.empty("path", {{"class", band.mark}, {"d", path}});
}

void draw(Page& page, const std::vector<Band>& bands, double height, Phrase says) {
  auto& out = page.out;
  const auto& months = page.report.months;
  Frame frame{.bottom = height - 26, .months = months.size()};
  std::vector<std::uint64_t> below(months.size());
  for (std::size_t m = 0; m < months.size(); ++m) {
    std::uint64_t all = 0;
    for (const auto& band : bands) all += band.persons[m];
    frame.most = std::max(frame.most, all);
  }
  std::vector<LegendEntry> legend;
  for (const auto& band : bands) legend.push_back({band.mark, band.text});
  write_legend(page, legend);
  begin_drawing(page, height, says);
  draw_scale(page, frame);
  for (const auto& band : bands) draw_bars(page, frame, band, below);
  for (std::size_t m = 0; m < months.size(); ++m) {
    out.open("rect", {{"class", "over"},
                      {"x", coordinate(frame.x(m))},
                      {"y", coordinate(frame.top)},
                      {"width", coordinate(frame.x(m + 1) - frame.x(m))},
                      {"height", coordinate(frame.bottom - frame.top)}});
    std::string words = page.words.month(months[m].month);
    for (const auto& band : bands) {
      if (band.persons[m] > 0) words += "\n" + page.words.say(Phrase::named, page.say(band.text), page.words.figure(band.persons[m]));
    }
    out.element("title", words).close();
  }
  out.close().close();
}

}  // namespace

void write_months(Page& page) {
  auto& out = page.out;
  write_heading(page, Phrase::months_head, "months");
  const auto bands = bands_of(page.report);
  const auto& months = page.report.months;
  if (months.empty()) {
    out.element("p", page.say(Phrase::months_none));
    return;
  }
  write_introduction(page, Phrase::months_intro);
  out.element("h3", page.say(Phrase::months_by_outcome));
  draw(page, {bands.begin(), bands.begin() + outside}, 320, Phrase::months_by_outcome_alt);

  Band inside{"onward", Phrase::in_category, std::vector<std::uint64_t>(months.size())};
  for (std::size_t band = sent; band < pausing; ++band) {
    for (std::size_t m = 0; m < months.size(); ++m) inside.persons[m] += bands[band].persons[m];
  }
  out.element("h3", page.say(Phrase::months_aided));
  draw(page, {inside, bands[outside]}, 190, Phrase::months_aided_alt);

  out.open("details").element("summary", page.say(Phrase::months_summary));
  begin_table(page, Phrase::months_caption,
              {{Phrase::column_month, false},
               {Phrase::transmitted},
               {Phrase::excluded_at_hub},
               {Phrase::excluded_at_source},
               {Phrase::withheld},
               {Phrase::column_waiting},
               {Phrase::column_pausing},
               {Phrase::outside}});
  for (std::size_t m = 0; m < months.size(); ++m) {
    out.open("tr").element("th", to_string(months[m].month), {{"scope", "row"}});
    for (const auto& band : bands) write_figure(page, band.persons[m]);
    out.close();
  }
  end_table(page);
  out.close();
}

}  // namespace crossroads::run::html_report
