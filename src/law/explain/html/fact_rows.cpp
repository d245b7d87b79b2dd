// Rows that show the facts: aid, stays, nationalities, day by day.
#include <algorithm>

#include <fmt/format.h>

#include "law/explain/html/chart.hpp"

namespace crossroads::law::explain {
namespace {

using domain::Date;
using domain::Month;
using domain::StayRow;

constexpr double bar_height = 34, segment_height = 22;

void draw_aid(Canvas& canvas, const Drawing& drawing) {
  const auto& words = drawing.words;
  const auto& explanation = drawing.explanation;
  const auto grants = explanation.source.view.population.grants(explanation.source.person);
  const auto of = [&](std::size_t nature, std::int32_t place) { return amount_in(grants, bit(nature), drawing.history.month(place)); };
  domain::Cents highest(1);
  for (std::size_t n = 0; n < domain::names<domain::Nature>.size(); ++n) {
    for (std::int32_t place = 0; place < drawing.history.length(); ++place) highest = std::max(highest, of(n, place));
  }
  for (std::size_t n = 0; n < domain::names<domain::Nature>.size(); ++n) {
    const bool any = std::ranges::any_of(grants, [&](const auto& grant) { return static_cast<std::size_t>(grant.nature) == n; });
    if (!any) continue;
    const auto name = words.nature(static_cast<domain::Nature>(n));
    const double height = canvas.label(name, "", bar_height);
    for (std::int32_t place = 0; place < canvas.months(); ++place) {
      const Month month = canvas.first().plus(place);
      if (!is_aided(grants, bit(n), month)) continue;
      const auto amount = amount_in(grants, bit(n), month);
      const double full = bar_height - 4;
      const double high = std::max(3.0, full * static_cast<double>(amount.count()) / static_cast<double>(highest.count()));
      const double left = canvas.x(place) + 1, width = canvas.column() - 2;
      const auto in_words = words.amount(amount);
      canvas.box("aid", left, canvas.y() + 2 + full - high, width, high, fmt::format("{}: {}, {}", words.month(month), name, in_words));
      if (text_width(in_words, 10) <= width) {
        const bool inside = high > 14;
        canvas.draw().element("text", in_words,
                              {{"class", inside ? "in on-dark amount" : "in amount"},
                               {"x", number(left + width / 2)},
                               {"y", number(canvas.y() + full - (inside ? 3 : high + 2))}});
      }
    }
    canvas.advance(height);
  }
}

/// What one row of segments shows of a stay.
struct StayAspect {
  Phrase name;
  std::string (*text)(const Wording&, const StayRow&);
};

constexpr std::array<StayAspect, 4> aspects{{
    {Phrase::row_stay,
     [](const Wording& words, const StayRow& row) { return words.value(StayField::ground, static_cast<std::size_t>(row.ground)); }},
    {Phrase::row_quality,
     [](const Wording& words, const StayRow& row) { return words.value(StayField::quality, static_cast<std::size_t>(row.quality)); }},
    {Phrase::row_register,
     [](const Wording& words, const StayRow& row) { return words.value(StayField::reg, static_cast<std::size_t>(row.reg)); }},
    {Phrase::row_title,
     [](const Wording& words, const StayRow& row) { return words.value(StayField::title, static_cast<std::size_t>(row.title)); }},
}};

/// Whether any day of the period is drawn.
bool shown(const Canvas& canvas, domain::Period period) {
  return Month(period.from) < canvas.first().plus(canvas.months()) && (period.to.is_forever() || Month(period.to) >= canvas.first());
}

void draw_segment(Canvas& canvas, std::string_view classes, domain::Period period, double y, std::string_view text,
                  std::string_view tooltip) {
  const double left = canvas.x(period.from), right = period.to.is_forever() ? canvas.x(period.to) : canvas.x(period.to.next_day());
  canvas.box(classes, left + 0.5, y, right - left - 1, segment_height - 4, tooltip, 3);
  canvas.text_in(text, left, y + 13, right - left, "in");
}

void draw_recognition(Canvas& canvas, const Wording& words, const StayRow& row, double y) {
  if (row.recognised_on == Date::never()) return;
  const Date day = std::max(row.recognised_on, row.period.from);
  if (!row.period.covers(day) || !canvas.shows(Month(day))) return;
  const double x = canvas.x(day);
  canvas.draw().open("path", {{"class", "recognition"}, {"d", fmt::format("M{} {}l6 7-6 7-6-7z", number(x), number(y + 2))}});
  canvas.draw().element("title", words.say(Phrase::fact_recognised, words.date(row.recognised_on))).close();
}

void draw_stays(Canvas& canvas, const Drawing& drawing) {
  const auto& words = drawing.words;
  const auto& source = drawing.explanation.source;
  for (const auto& aspect : aspects) {
    const double height = canvas.label(words.say(aspect.name), "", segment_height);
    const double y = canvas.y() + (height - segment_height) / 2 + 2;
    for (const auto& row : source.view.population.stays(source.person)) {
      if (!shown(canvas, row.period)) continue;
      const bool legal = row.legal == domain::Legal::yes;
      const auto text = aspect.text(words, row);
      const auto tooltip = fmt::format("{}: {}; {}, {}", words.say(aspect.name), text,
                                       words.say(legal ? Phrase::legal_yes : Phrase::legal_no), words.period(row.period));
      const bool first = &aspect == &aspects.front();
      draw_segment(canvas, legal ? "fact" : "fact illegal", row.period, y, first && !legal ? words.say(Phrase::legal_no) : text, tooltip);
      if (aspect.name == Phrase::row_quality) draw_recognition(canvas, words, row, y);
    }
    canvas.advance(height);
  }
}

/// Nationalities that overlap take a lane each.
void draw_nationalities(Canvas& canvas, const Drawing& drawing) {
  const auto& words = drawing.words;
  const auto& source = drawing.explanation.source;
  const auto rows = source.view.population.nationalities(source.person);
  std::vector<domain::NationalityRow> ordered(rows.begin(), rows.end());
  std::ranges::sort(ordered, {}, [](const auto& row) { return std::pair(row.period.from, row.country); });
  std::vector<Date> lanes;
  struct Placed {
    const domain::NationalityRow* row;
    std::size_t lane;
  };
  std::vector<Placed> placed;
  for (const auto& row : ordered) {
    if (!shown(canvas, row.period)) continue;
    const auto free = std::ranges::find_if(lanes, [&](Date end) { return end < row.period.from; });
    placed.push_back({&row, static_cast<std::size_t>(free - lanes.begin())});
    if (free == lanes.end()) lanes.push_back(row.period.to);
    else *free = row.period.to;
  }
  const double height =
      canvas.label(words.say(Phrase::row_nationality), "", segment_height * std::max(1.0, static_cast<double>(lanes.size())));
  for (const auto& [row, lane] : placed) {
    const auto country = to_string(row->country);
    draw_segment(canvas, "fact", row->period, canvas.y() + 2 + static_cast<double>(lane) * segment_height, country,
                 words.say(Phrase::fact_nationality, country, words.period(row->period)));
  }
  canvas.advance(height);
}

}  // namespace

void draw_facts(Canvas& canvas, const Drawing& drawing) {
  canvas.heading(drawing.words.say(Phrase::row_facts));
  draw_aid(canvas, drawing);
  draw_stays(canvas, drawing);
  draw_nationalities(canvas, drawing);
}

}  // namespace crossroads::law::explain
