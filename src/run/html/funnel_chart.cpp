// The funnel: each step at full width, and the part that goes on widened into the next.
#include <algorithm>

#include "run/html/page.hpp"

namespace crossroads::run::html_report {
namespace {

constexpr double left = 190, right = 1000, bar = 34, line_height = 19;

struct Part {
  std::string text;
  std::string_view mark;
  std::uint64_t n = 0;
  bool unknown = false;  ///< drawn hatched
};

struct Step {
  std::string name;
  std::uint64_t total = 0;
  std::vector<Part> parts;  ///< the first goes on, but in the last step
};

std::vector<Part> stopped(const Page& page, const std::vector<Stopped>& all, std::string_view mark, Phrase excluded, Phrase unknown) {
  std::vector<Part> parts;
  for (const auto& s : all) {
    if (s.excluded > 0) parts.push_back({page.words.say(Phrase::named, page.say(excluded), s.rule), mark, s.excluded});
  }
  for (const auto& s : all) {
    if (s.withheld > 0) parts.push_back({page.words.say(Phrase::named, page.say(unknown), s.rule), "withheld", s.withheld, true});
  }
  return parts;
}

std::vector<Step> steps_of(const Page& page) {
  const auto& funnel = page.funnel;
  const auto& all = funnel.all;
  std::vector<Step> steps;
  const auto step = [&](Phrase name, std::uint64_t total, Part onward, std::vector<Part> lost) {
    lost.insert(lost.begin(), std::move(onward));
    std::erase_if(lost, [](const Part& part) { return part.n == 0; });
    steps.push_back({page.say(name), total, std::move(lost)});
  };
  step(Phrase::aided, funnel.aided(), {page.say(Phrase::in_category), "onward", all.persons()},
       {{page.say(Phrase::outside), "outside", funnel.outside}});
  step(Phrase::in_category, all.persons(), {page.say(Phrase::not_excluded_at_source), "onward", all.started_or_not()},
       stopped(page, all.at_source, "source", Phrase::excluded_at_source, Phrase::unknown_at_source));
  step(Phrase::past_the_source, all.started_or_not(), {page.say(Phrase::handed_over), "onward", all.handed_over()},
       {{page.say(Phrase::waiting), "waiting", all.waiting}, {page.say(Phrase::gap), "withheld", all.gap}});
  step(Phrase::handed_over, all.handed_over(), {page.say(Phrase::transmitted), "onward", all.sent()},
       stopped(page, all.at_hub, "hub", Phrase::excluded_at_hub, Phrase::unknown_at_hub));
  std::vector<Part> by_rule;
  for (const auto& t : all.transmitted) by_rule.push_back({page.words.transmit_rule(t.rule), "sent", t.persons});
  steps.push_back({page.say(Phrase::transmitted), all.sent(), std::move(by_rule)});
  return steps;
}

/// How many lines the parts' words take beneath a bar.
template <class Place>
std::size_t lay_out_words(const Words& w, const Step& step, const Place& place) {
  double x = left;
  std::size_t line = 0;
  for (const auto& part : step.parts) {
    const auto words = part.text + " " + w.figure(part.n) + " (" + w.share(part.n, step.total) + ")";
    const double width = 18 + text_width(words) + 16;
    if (x + width > right && x > left) {
      x = left;
      ++line;
    }
    place(part, words, x, line);
    x += width;
  }
  return step.parts.empty() ? 0 : line + 1;
}

void draw_step(Page& page, const Step& step, double top) {
  auto& out = page.out;
  const double width = right - left;
  out.element("text", step.name, {{"class", "name"}, {"x", "0"}, {"y", coordinate(top + 13)}});
  out.element("text", page.words.figure(step.total), {{"class", "total"}, {"x", "0"}, {"y", coordinate(top + 34)}});
  if (step.total == 0) {
    out.empty("line", {{"class", "base"},
                       {"x1", coordinate(left)},
                       {"x2", coordinate(right)},
                       {"y1", coordinate(top + bar / 2)},
                       {"y2", coordinate(top + bar / 2)}});
    return;
  }
  double x = left;
  for (const auto& part : step.parts) {
    const double w = width * static_cast<double>(part.n) / static_cast<double>(step.total);
    const auto place = [&](const char* tag, std::string_view mark) {
      out.open(tag, {{"class", mark},
                     {"x", coordinate(x)},
                     {"y", coordinate(top)},
                     {"width", coordinate(std::max(w, 1.0))},
                     {"height", coordinate(bar)}});
    };
    place("rect", std::string(part.mark) + " part");
    out.element("title", page.words.say(Phrase::named, part.text, page.words.figure(part.n))).close();
    if (part.unknown) {
      out.empty(
          "rect",
          {{"fill", "url(#unknown)"}, {"x", coordinate(x)}, {"y", coordinate(top)}, {"width", coordinate(w)}, {"height", coordinate(bar)}});
    }
    const auto figure = page.words.figure(part.n);
    if (w > text_width(figure) + 14 && !part.unknown) {
      out.element("text", figure, {{"class", "on middle"}, {"x", coordinate(x + w / 2)}, {"y", coordinate(top + bar / 2 + 5)}});
    }
    x += w;
  }
}

}  // namespace

void write_funnel(Page& page) {
  auto& out = page.out;
  const auto steps = steps_of(page);
  write_heading(page, Phrase::funnel_head, "funnel");
  write_introduction(page, Phrase::funnel_intro);

  std::vector<double> tops;
  double y = 4;
  for (const auto& step : steps) {
    tops.push_back(y);
    const auto lines = lay_out_words(page.words, step, [](const Part&, const std::string&, double, std::size_t) {});
    y += bar + 10 + static_cast<double>(lines) * line_height + 16;
  }
  begin_drawing(page, y, Phrase::funnel_alt);
  out.raw(
      "<defs><pattern id=\"unknown\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
      "<line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"7\"/></pattern></defs>");
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    if (steps[i].total == 0 || steps[i + 1].total == 0) continue;
    const double onward = left + (right - left) * static_cast<double>(steps[i + 1].total) / static_cast<double>(steps[i].total);
    const auto at = [](double x, double h) { return coordinate(x) + "," + coordinate(h) + " "; };
    out.empty("polygon",
              {{"class", "guide"},
               {"points", at(left, tops[i] + bar) + at(onward, tops[i] + bar) + at(right, tops[i + 1]) + at(left, tops[i + 1])}});
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    draw_step(page, steps[i], tops[i]);
    lay_out_words(page.words, steps[i], [&](const Part& part, const std::string& words, double x, std::size_t line) {
      const double base = tops[i] + bar + 19 + static_cast<double>(line) * line_height;
      out.empty("rect",
                {{"class", part.mark}, {"x", coordinate(x)}, {"y", coordinate(base - 10)}, {"width", "11"}, {"height", "11"}, {"rx", "2"}});
      if (part.unknown)
        out.empty("rect",
                  {{"fill", "url(#unknown)"}, {"x", coordinate(x)}, {"y", coordinate(base - 10)}, {"width", "11"}, {"height", "11"}});
      out.element("text", words, {{"x", coordinate(x + 17)}, {"y", coordinate(base)}});
    });
  }
  out.close().close();

  out.open("details").element("summary", page.say(Phrase::funnel_summary));
  begin_table(page, Phrase::funnel_caption,
              {{Phrase::column_step, false}, {Phrase::column_way, false}, {Phrase::column_persons}, {Phrase::column_share}});
  for (const auto& step : steps) {
    for (const auto& part : step.parts) {
      out.open("tr").element("th", step.name, {{"scope", "row"}}).element("td", part.text);
      write_figure(page, part.n);
      out.element("td", page.words.share(part.n, step.total), {{"class", "n"}}).close();
    }
  }
  end_table(page);
  out.close();
}

}  // namespace crossroads::run::html_report
