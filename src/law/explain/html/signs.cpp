// Signs as shapes, so that no colour says anything alone and no font has to have them.
#include <fmt/format.h>

#include "law/explain/html/chart.hpp"

namespace crossroads::law::explain {
namespace {

/// A path in units of a square from -1 to 1, drawn at a place in a size.
void path(html::Writer& svg, std::string_view classes, std::string_view shape, double x, double y, double size) {
  svg.empty(
      "path",
      {{"class", classes}, {"d", shape}, {"transform", fmt::format("translate({} {}) scale({:.2f})", number(x), number(y), size / 2)}});
}

constexpr std::string_view bars = "M-.6-.7h.4v1.4h-.4zM.2-.7h.4v1.4h-.4z";

}  // namespace

void draw_sign(html::Writer& svg, Outcome outcome, double x, double y, double size) {
  switch (outcome) {
    case Outcome::transmit: return path(svg, "sign", "M-.8-.2h.8v-.5l.9.7-.9.7v-.5h-.8z", x, y, size);
    case Outcome::pause: return path(svg, "sign", bars, x, y, size);
    case Outcome::exclude:
      return path(svg, "sign", "M-.75-.5l.25-.25L0-.25.5-.75.75-.5.25 0 .75.5.5.75 0 .25-.5.75-.75.5-.25 0z", x, y, size);
    case Outcome::wait: return path(svg, "sign", "M-.6-.8h1.2L.1 0l.5.8h-1.2l.5-.8z", x, y, size);
    case Outcome::withhold:
      return path(svg, "sign",
                  "M-.5-.35C-.5-1 .55-1 .55-.35.55.1.15.05.15.35h-.3C-.15-.1.25-.1.25-.35.25-.6-.2-.6-.2-.35zM-.18.5h.36v.36h-.36z", x, y,
                  size);
    case Outcome::outside:
      return path(svg, "sign", "M0-.75A.75.75 0 1 1 0 .75.75.75 0 1 1 0-.75zM0-.45A.45.45 0 1 0 0 .45.45.45 0 1 0 0-.45z", x, y, size);
  }
}

void draw_sign(html::Writer& svg, Event::Kind event, double x, double y, double size) {
  switch (event) {
    case Event::Kind::start: return path(svg, "event start", "M-.6-.8l1.4.8-1.4.8z", x, y, size);
    case Event::Kind::pause: return path(svg, "event pause", bars, x, y, size);
    case Event::Kind::resume: return path(svg, "event resume", "M-.8-.7h.35v1.4h-.35zM-.25-.7L.85 0l-1.1.7z", x, y, size);
    case Event::Kind::stop: return path(svg, "event stop", "M-.65-.65h1.3v1.3h-1.3z", x, y, size);
  }
}

std::string_view class_of(Outcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }

}  // namespace crossroads::law::explain
