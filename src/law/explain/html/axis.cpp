// The common axis: years, months, the explained month, the day of coming into force.
#include <fmt/format.h>

#include "law/explain/html/chart.hpp"

namespace crossroads::law::explain {
namespace {

using domain::Month;

constexpr double axis_height = 52;
/// The narrowest columns that have room for a number in each, and in every third.
constexpr double all_numbered = 20, quarters_numbered = 7;

}  // namespace

void draw_axis(Canvas& canvas, const Drawing& drawing) {
  const auto& words = drawing.words;
  auto& svg = canvas.draw();
  for (std::int32_t place = 0; place < canvas.months();) {
    const Month month = canvas.first().plus(place);
    const std::int32_t rest = std::min(canvas.months() - place, 12 - static_cast<std::int32_t>(month.month()) + 1);
    canvas.text_in(fmt::to_string(month.year()), canvas.x(place), 32, std::max(canvas.column() * rest, 40.0), "year");
    place += rest;
  }
  for (std::int32_t place = 0; place < canvas.months(); ++place) {
    const Month month = canvas.first().plus(place);
    const bool explained = month == drawing.explanation.month;
    const auto name = words.short_month(month.month());
    const bool roomy = text_width(name, 11) <= canvas.column();
    if (!roomy && canvas.column() < all_numbered && month.month() % 3 != 1) continue;  // the first of each quarter
    if (!roomy && canvas.column() < quarters_numbered) continue;
    svg.element("text", roomy ? name : fmt::to_string(month.month()),
                {{"class", explained ? "month explained" : "month"}, {"x", number(canvas.x(place) + canvas.column() / 2)}, {"y", "47"}});
  }
  if (canvas.shows(drawing.explanation.month)) {
    const auto text = words.say(Phrase::colon, words.say(Phrase::page_explained_month), words.month(drawing.explanation.month));
    const double middle = canvas.x(drawing.explanation.month) + canvas.column() / 2;
    const double half = text_width(text, 12) / 2 + 4;
    const double x = std::min(std::max(middle, Canvas::gutter / 2 + half), canvas.width() - half);
    svg.element("text", text, {{"class", "month explained"}, {"x", number(x)}, {"y", "13"}});
  }
  canvas.advance(axis_height);
}

html::Writer draw_ground(const Canvas& canvas, const Drawing& drawing) {
  html::Writer svg;
  const auto bottom = number(canvas.y() + 2);
  const auto line = [&](std::string_view classes, double x, std::string_view top) {
    svg.open("line", {{"class", classes}, {"x1", number(x)}, {"x2", number(x)}, {"y1", top}, {"y2", bottom}});
  };
  if (canvas.shows(drawing.explanation.month)) {
    svg.empty("rect", {{"class", "explained-band"},
                       {"x", number(canvas.x(drawing.explanation.month))},
                       {"y", "17"},
                       {"width", number(canvas.column())},
                       {"height", number(canvas.y() - 15)},
                       {"rx", "3"}});
  }
  for (std::int32_t place = 0; place <= canvas.months(); ++place) {
    const bool year = canvas.first().plus(place).month() == 1;
    line(year ? "year-line" : "month-line", canvas.x(place), year ? "20" : "36");
    svg.close();
  }
  const auto in_force = drawing.explanation.authorisation().in_force_from;
  if (canvas.shows(Month(in_force))) {
    line("in-force", canvas.x(in_force), "36");
    svg.element("title", drawing.words.say(Phrase::event_in_force, drawing.words.date(in_force))).close();
  }
  return svg;
}

}  // namespace crossroads::law::explain
