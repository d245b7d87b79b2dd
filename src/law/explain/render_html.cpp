#include "law/explain/render_html.hpp"

#include <fmt/format.h>

#include "law/explain/html/base_style.hpp"
#include "law/explain/html/chart.hpp"
#include "law/explain/html/style.hpp"
#include "law/explain/sections.hpp"

namespace crossroads::law::explain {
namespace {

/// As many months as stand side by side and can still be read on paper; a longer history is drawn in several parts under one another.
constexpr std::int32_t months_abreast = 72;

class Page {
 public:
  Page(const Explanation& explanation, const History& history, const Wording& words) : drawing_{explanation, history, words} {}

  std::string write() {
    const auto title = words().say(Phrase::page_title, words().niss(explanation().niss()), words().month(explanation().month));
    page_.raw("<!DOCTYPE html>\n").open("html", {{"lang", language_codes[static_cast<std::size_t>(words().language())]}});
    page_.open("head")
        .empty("meta", {{"charset", "utf-8"}})
        .empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    page_.element("title", fmt::format("{} – {}", title, words().label(explanation().authorisation().name.text)));
    page_.open("style").raw(base_style).raw(style_sheet).close().close();
    page_.raw("\n").open("body");
    header();
    page_.open("main");
    key_dates();
    charts();
    in_words();
    all_months();
    return page_.take() + "\n";
  }

 private:
  [[nodiscard]] const Explanation& explanation() const { return drawing_.explanation; }
  [[nodiscard]] const Wording& words() const { return drawing_.words; }

  void cite(const Basis& basis) {
    if (const auto text = to_string(basis); !text.empty()) page_.text(" ").element("span", text, {{"class", "cite"}});
  }

  void badge(const std::optional<Decision>& decision) {
    page_.open("span", {{"class", fmt::format("badge {}", decision ? class_of(decision->outcome) : "none")}});
    if (decision) {
      page_.open("svg", {{"viewBox", "-1 -1 2 2"}, {"aria-hidden", "true"}});
      draw_sign(page_, decision->outcome, 0, 0, 2);
      page_.close();
    }
    page_.text(decision ? words().outcome(decision->outcome) : words().say(Phrase::outcome_none)).close();
  }

  void header() {
    const auto& authorisation = explanation().authorisation();
    page_.open("header").element("p", words().label(authorisation.name.text), {{"class", "law"}});
    page_.open("h1").text(words().month(explanation().month)).text(" ");
    badge(explanation().decision);
    page_.close();
    page_.element("p",
                  fmt::format("{} · {}", words().niss(explanation().niss()),
                              words().say(Phrase::as_of, words().date(explanation().month.as_of_day()))),
                  {{"class", "who"}});
    page_.open("p", {{"class", "verdict"}}).text(words().sentence(explanation().decision, explanation().month));
    if (explanation().decision) cite(basis_of(*explanation().plan, *explanation().decision));
    page_.close();
    const auto clue = notice(authorisation, words());
    page_.open("p", {{"class", "notice"}, {"role", "note"}}).element("strong", clue.text);
    cite(clue.basis);
    page_.close().close().raw("\n");
  }

  void section(Phrase heading, std::string_view id) {
    page_.open("section", {{"aria-labelledby", id}}).element("h2", words().say(heading), {{"id", id}});
  }

  void key_dates() {
    if (drawing_.history.events.empty()) return;
    section(Phrase::page_key_dates, "key-dates");
    page_.open("ol", {{"class", "keydates"}});
    std::optional<Event::Kind> before;
    for (const auto& [kind, decision] : drawing_.history.events) {
      page_.open("li").open("svg", {{"viewBox", "-1 -1 2 2"}, {"aria-hidden", "true"}});
      draw_sign(page_, kind, 0, 0, 2);
      page_.close().element("span", words().month(decision.month), {{"class", "when"}});
      page_.element("span", words().say(after(Phrase::event_start, static_cast<std::size_t>(kind))), {{"class", "what"}});
      const bool again = kind == Event::Kind::resume && before == Event::Kind::pause;
      page_.open("span").text(kind == Event::Kind::pause ? words().say(Phrase::reason_pause)
                              : again                    ? words().say(Phrase::reason_resume)
                                                         : reason(decision));
      before = kind;
      cite(basis_of(*explanation().plan, decision));
      page_.close().close();
    }
    page_.close().close().raw("\n");
  }

  /// Why, in short: the outcome where it is not said by the sign already, and the rule.
  [[nodiscard]] std::string reason(const Decision& decision) const {
    auto rule = words().rule(decision.rule);
    if (decision.outcome == Outcome::transmit) return rule;
    auto outcome = words().outcome(decision.outcome);
    if (rule.empty()) return outcome;
    auto text = words().say(Phrase::colon, outcome, rule);
    return decision.stage == Stage::none ? text : fmt::format("{} ({})", text, words().institution(decision.stage));
  }

  void charts() {
    section(Phrase::page_chart, "timelines");
    patterns();
    const auto& history = drawing_.history;
    const std::int32_t parts = (history.length() + months_abreast - 1) / months_abreast;
    if (parts > 1) chart(0, history.length(), "overview", {});
    const std::int32_t abreast = (history.length() + parts - 1) / parts;
    for (std::int32_t from = 0; from < history.length(); from += abreast) {
      const auto months = std::min(abreast, history.length() - from);
      const auto number = from / abreast + 1;
      chart(from, months, fmt::format("rules-{}", number), {draw_facts, draw_rules});
      chart(from, months, fmt::format("conditions-{}", number), {draw_conditions});  // a drawing of its own, so that each fits on a page
    }
    legend();
    page_.close().raw("\n");
  }

  /// What is hatched, in the colours of the page.
  void patterns() {
    page_.open("svg", {{"width", "0"}, {"height", "0"}, {"aria-hidden", "true"}, {"style", "position:absolute"}}).open("defs");
    for (const auto& [id, line] : {std::pair("hatch", "hatch-line"), std::pair("hatch-red", "hatch-red-line")}) {
      page_.open("pattern",
                 {{"id", id}, {"width", "6"}, {"height", "6"}, {"patternUnits", "userSpaceOnUse"}, {"patternTransform", "rotate(45)"}});
      page_.empty("line", {{"class", line}, {"x1", "0"}, {"y1", "0"}, {"x2", "0"}, {"y2", "6"}}).close();
    }
    page_.close().close();
  }

  using Rows = void (*)(Canvas&, const Drawing&);

  /// The months on their axis with their outcomes, and under these the rows.
  void chart(std::int32_t from, std::int32_t months, const std::string& id, std::initializer_list<Rows> rows) {
    Canvas canvas(drawing_.history.month(from), months);
    draw_axis(canvas, drawing_);
    draw_outcome(canvas, drawing_);
    for (const auto draw : rows) draw(canvas, drawing_);
    const auto title =
        words().say(Phrase::colon, words().say(Phrase::page_chart), words().months(canvas.first(), canvas.first().plus(months - 1)));
    canvas.finish(page_, id, title, draw_ground(canvas, drawing_));
  }

  void swatch(std::string_view classes, std::string_view text) {
    page_.open("li").open("svg", {{"class", "swatch"}, {"viewBox", "0 0 26 14"}, {"aria-hidden", "true"}});
    const bool thin = classes == "no";
    page_
        .empty("rect",
               {{"class", classes}, {"x", "1"}, {"y", thin ? "5.5" : "1"}, {"width", "24"}, {"height", thin ? "3" : "12"}, {"rx", "2"}})
        .close();
    page_.text(text).close();
  }

  void legend() {
    page_.element("h3", words().say(Phrase::page_legend)).open("ul", {{"class", "legend"}});
    for (std::size_t outcome = 0; outcome < outcome_names.size(); ++outcome) {
      page_.open("li");
      badge(Decision{explanation().month, static_cast<Outcome>(outcome)});
      page_.close();
    }
    swatch("yes", words().state(Tri::yes));
    swatch("maybe", words().state(Tri::unknown));
    swatch("no", words().state(Tri::no));
    swatch("yes decided", words().say(Phrase::legend_decided));
    swatch("fact illegal", words().say(Phrase::legal_no));
    page_.open("li").open("svg", {{"class", "swatch"}, {"viewBox", "0 0 26 14"}, {"aria-hidden", "true"}});
    page_.empty("path", {{"class", "recognition"}, {"d", "M13 0l6 7-6 7-6-7z"}})
        .close()
        .text(words().say(Phrase::legend_recognised))
        .close();
    page_.element("li", words().say(Phrase::legend_reading), {{"class", "long"}});
    page_.element("li", words().say(Phrase::legend_citations), {{"class", "long"}}).close();
  }

  void in_words() {
    section(Phrase::page_words, "words");
    page_.open("div", {{"class", "words"}});
    for (const auto& part : sections_of(explanation(), words())) {
      page_.element("h3", part.heading);
      lines(part.lines);
    }
    page_.close().close().raw("\n");
  }

  /// Lists within lists, by the depth of the lines.
  void lines(const std::vector<Line>& all) {
    int depth = -1;  // of the item that is open
    for (const auto& line : all) {
      for (; depth > line.depth; --depth) page_.close().close();
      if (depth == line.depth) page_.close().open("li");
      for (; depth < line.depth; ++depth) page_.open("ul").open("li");
      item(line);  // stays open for what belongs under it
    }
    for (; depth >= 0; --depth) page_.close().close();
  }

  void item(const Line& line) {
    if (line.mark) {
      constexpr std::array<std::string_view, 3> classes{"mark mark-no", "mark mark-unknown", "mark mark-yes"};  // by Tri
      page_.element("span", sign(*line.mark), {{"class", classes[static_cast<std::size_t>(*line.mark)]}, {"aria-hidden", "true"}})
          .text(" ");
      page_.element("span", line.mark_words, {{"class", "mark-word"}}).text(" · ");
    }
    page_.text(line.text);
    cite(line.basis);
    if (!line.fact.empty()) page_.element("span", "→ " + line.fact, {{"class", "fact-line"}});
  }

  void all_months() {
    if (explanation().course.decisions.empty()) return;
    section(Phrase::page_table, "months");
    page_.open("table").open("thead").open("tr");
    for (const auto column :
         {Phrase::column_month, Phrase::column_outcome, Phrase::column_category, Phrase::column_rule, Phrase::column_paragraph}) {
      page_.element("th", words().say(column), {{"scope", "col"}});
    }
    page_.close().close().open("tbody");
    for (const auto& decision : explanation().course.decisions) {
      if (decision.month == explanation().month) page_.open("tr", {{"class", "explained"}, {"aria-current", "true"}});
      else page_.open("tr");
      page_.element("th", words().month(decision.month), {{"scope", "row"}}).open("td");
      badge(decision);
      page_.close();
      page_.element("td", decision.category == no_category ? "" : words().category(decision.category));
      auto rule = words().rule(decision.rule);
      if (decision.stage != Stage::none) rule += fmt::format(" ({})", words().institution(decision.stage));
      page_.element("td", rule)
          .open("td")
          .element("span", to_string(basis_of(*explanation().plan, decision)), {{"class", "cite"}})
          .close()
          .close();
    }
    page_.close().close().close().raw("\n");
  }

  Drawing drawing_;
  html::Writer page_;
};

}  // namespace

std::string render_html(const Explanation& explanation, fast::Evaluator& evaluator, Language language) {
  const auto history = history_of(explanation, evaluator);
  const Wording words(explanation.authorisation(), language);
  return Page(explanation, history, words).write();
}

}  // namespace crossroads::law::explain
