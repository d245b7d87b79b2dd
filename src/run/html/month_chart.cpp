// The months over time: of every month from the authorisation's first on, how many persons met which outcome.
#include <algorithm>
#include <array>

#include "run/html/page.hpp"
#include "run/report_text.hpp"

namespace crossroads::run::html_report {
namespace {

constexpr std::size_t band_count = 6;
constexpr std::array<LegendEntry, band_count> bands{{{"sent", "transmitted"},
                                                     {"hub", "excluded at the hub"},
                                                     {"source", "excluded at the source"},
                                                     {"withheld", "withheld"},
                                                     {"waiting", "waiting"},
                                                     {"outside", "outside every category"}}};
constexpr std::size_t in_category = 5;  // the bands but for the last

struct MonthBands {
  domain::Month month;
  std::array<std::uint64_t, band_count> n = {};
  std::uint64_t pausing = 0;
  [[nodiscard]] std::uint64_t sum(std::size_t count) const {
    std::uint64_t total = 0;
    for (std::size_t b = 0; b < count; ++b) total += n[b];
    return total;
  }
};

std::size_t band_of(const Tally& tally) {
  if (tally.outcome == "transmit") return 0;
  if (tally.outcome == "exclude") return tally.stage == "hub" ? 1 : 2;
  if (tally.outcome == "withhold") return 3;
  return tally.outcome == "wait" ? 4 : 5;
}

std::vector<MonthBands> bands_of(const RunReport& report) {
  std::vector<MonthBands> all;
  for (const auto& month : report.months) {
    auto& one = all.emplace_back(MonthBands{.month = month.month});
    for (const auto& tally : month.tallies) {
      if (tally.outcome == "pause") one.pausing += tally.n;
      else one.n[band_of(tally)] += tally.n;
    }
  }
  return all;
}

/// A chart of months: where a month and a number of persons lie.
struct Frame {
  double left = 64, right = 990, top = 10, bottom = 0;
  std::size_t months = 1;
  std::uint64_t most = 1;
  [[nodiscard]] double x(std::size_t month) const {
    return left + (right - left) * static_cast<double>(month) / static_cast<double>(months);
  }
  [[nodiscard]] double y(std::uint64_t n) const { return bottom - (bottom - top) * static_cast<double>(n) / static_cast<double>(most); }
};

void draw_scale(html::Writer& out, const Frame& frame, const std::vector<MonthBands>& months) {
  const auto step = scale_step(frame.most, 5);
  for (std::uint64_t n = 0; n <= frame.most; n += step) {
    out.empty("line", {{"class", n == 0 ? "base" : "grid"},
                       {"x1", coordinate(frame.left)},
                       {"x2", coordinate(frame.right)},
                       {"y1", coordinate(frame.y(n))},
                       {"y2", coordinate(frame.y(n))}});
    out.element("text", grouped(n), {{"class", "small end"}, {"x", coordinate(frame.left - 8)}, {"y", coordinate(frame.y(n) + 4)}});
  }
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

/// One outcome of all months as one shape of steps, on top of the bands below it.
void draw_band(html::Writer& out, const Frame& frame, const std::vector<MonthBands>& months, std::size_t band) {
  std::string path = "M" + coordinate(frame.x(0)) + " " + coordinate(frame.y(months[0].sum(band)));
  const auto corner = [&](std::size_t m, std::uint64_t n) { path += "V" + coordinate(frame.y(n)) + "H" + coordinate(frame.x(m)); };
  for (std::size_t m = 0; m < months.size(); ++m) corner(m + 1, months[m].sum(band + 1));
  for (std::size_t m = months.size(); m-- > 0;) corner(m, months[m].sum(band));
  out.empty("path", {{"class", bands[band].mark}, {"d", path + "Z"}});
}

void draw(Page& page, const std::vector<MonthBands>& months, std::size_t first_band, std::size_t last_band, double height,
          const char* says) {
  auto& out = page.out;
  Frame frame{.bottom = height - 26, .months = months.size()};
  for (const auto& month : months) frame.most = std::max(frame.most, month.sum(last_band + 1));
  out.open("figure").open("svg", {{"viewBox", "0 0 1000 " + coordinate(height)}, {"role", "img"}, {"aria-label", says}});
  draw_scale(out, frame, months);
  if (first_band == in_category) {  // who is in a category, as one shape below those outside
    std::string path = "M" + coordinate(frame.x(0)) + " " + coordinate(frame.y(0));
    for (std::size_t m = 0; m < months.size(); ++m)
      path += "V" + coordinate(frame.y(months[m].sum(in_category))) + "H" + coordinate(frame.x(m + 1));
    out.empty("path", {{"class", "onward"}, {"d", path + "V" + coordinate(frame.y(0)) + "Z"}});
  }
  for (std::size_t band = first_band; band <= last_band; ++band) draw_band(out, frame, months, band);
  for (std::size_t m = 0; m < months.size(); ++m) {
    out.open("rect", {{"class", "over"},
                      {"x", coordinate(frame.x(m))},
                      {"y", coordinate(frame.top)},
                      {"width", coordinate(frame.x(m + 1) - frame.x(m))},
                      {"height", coordinate(frame.bottom - frame.top)}});
    std::string words = to_string(months[m].month);
    for (std::size_t band = 0; band < band_count; ++band) {
      if (months[m].n[band] > 0) words += "\n" + std::string(bands[band].text) + ": " + grouped(months[m].n[band]);
    }
    out.element("title", words).close();
  }
  out.close().close();
}

}  // namespace

void write_months(Page& page) {
  auto& out = page.out;
  out.element("h2", "Months over time", {{"id", "months"}});
  const auto months = bands_of(page.report);
  if (months.empty()) {
    out.element("p", "No month of the authorisation has passed yet.");
    return;
  }
  out.element("p", "Every month since the authorisation came into force, as today's facts decide it.", {{"class", "muted"}});
  out.element("h3", "Persons in a category, by outcome");
  write_legend(out, {bands.begin(), bands.begin() + in_category});
  draw(page, months, 0, in_category - 1, 320, "Persons in a category by outcome, month by month; the figures are in the table beneath");
  out.element("h3", "Everybody aided");
  write_legend(out, {{"onward", "in a category"}, bands[in_category]});
  draw(page, months, in_category, in_category, 190,
       "Persons aided, in a category or outside, month by month; the figures are in the table beneath");

  out.open("details").element("summary", "The months as a table");
  std::vector<Column> columns{{"month", false}};
  for (const auto& band : bands) columns.push_back({band.text});
  columns.push_back({"pausing"});
  begin_table(out, "Persons by month and outcome", columns);
  for (const auto& month : months) {
    out.open("tr").element("th", to_string(month.month), {{"scope", "row"}});
    for (const auto n : month.n) write_figure(out, n);
    write_figure(out, month.pausing);
    out.close();
  }
  out.close().close().close().close();
}

}  // namespace crossroads::run::html_report
