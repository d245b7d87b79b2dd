// The rows of the drawing. Private to law/explain.
#pragma once

#include "law/explain/html/canvas.hpp"
#include "law/explain/html/history.hpp"
#include "law/explain/wording.hpp"

namespace crossroads::law::explain {

/// What the rows draw from. Refers to its parts.
struct Drawing {
  const Explanation& explanation;
  const History& history;
  const Wording& words;
};

/// Years and months at the top, with the explained month.
void draw_axis(Canvas& canvas, const Drawing& drawing);
/// The lines and bands behind all rows: years, the explained month, the day of coming into force.
[[nodiscard]] html::Writer draw_ground(const Canvas& canvas, const Drawing& drawing);

/// Start, pause, resumption and stop over the outcome of each month.
void draw_outcome(Canvas& canvas, const Drawing& drawing);
/// Aid by nature, stays, qualities, registers, titles, nationalities.
void draw_facts(Canvas& canvas, const Drawing& drawing);
/// Categories, exclusions, start rules: how each stood, and which one decided.
void draw_rules(Canvas& canvas, const Drawing& drawing);
/// Every leaf condition of the document.
void draw_conditions(Canvas& canvas, const Drawing& drawing);

/// The sign of an outcome, of an event, or of a state, in a square of that size around a point.
void draw_sign(html::Writer& svg, Outcome outcome, double x, double y, double size);
void draw_sign(html::Writer& svg, Event::Kind event, double x, double y, double size);

/// `transmit`, `pause`, …: how style sheets call an outcome.
[[nodiscard]] std::string_view class_of(Outcome outcome);

}  // namespace crossroads::law::explain
