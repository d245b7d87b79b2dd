// Rows that show what the law made of the facts.
#include <fmt/format.h>

#include "law/explain/html/chart.hpp"

namespace crossroads::law::explain {
namespace {

constexpr double state_height = 18, outcome_height = 30;

/// The place in the history of the canvas's first column.
std::int32_t offset(const Canvas& canvas, const Drawing& drawing) { return canvas.first() - drawing.history.first; }

/// Calls `visit(from, to)` for each stretch of columns that look the same.
template <class Same, class Visit>
void each_stretch(std::int32_t months, Same&& same, Visit&& visit) {
  for (std::int32_t from = 0; from < months;) {
    std::int32_t to = from;
    while (to + 1 < months && same(from, to + 1)) ++to;
    visit(from, to);
    from = to + 1;
  }
}

std::string_view class_of(Tri state, bool decided) {
  switch (state) {
    case Tri::no: return "no";
    case Tri::unknown: return decided ? "maybe decided" : "maybe";
    case Tri::yes: return decided ? "yes decided" : "yes";
  }
  return {};
}

/// One row of states. `said`: how a state is called.
template <class Said>
void draw_states(Canvas& canvas, const Drawing& drawing, const StateRow& row, std::string_view label, std::string_view citations,
                 int indent, Said&& said) {
  const double height = canvas.label(label, citations, state_height, indent);
  const auto begin = static_cast<std::size_t>(offset(canvas, drawing));
  const auto at = [&](std::int32_t place) { return begin + static_cast<std::size_t>(place); };
  const double top = canvas.y() + (height - state_height) / 2 + 2;
  const auto same = [&](std::int32_t a, std::int32_t b) {
    return row.states[at(a)] == row.states[at(b)] && row.decided[at(a)] == row.decided[at(b)];
  };
  each_stretch(canvas.months(), same, [&](std::int32_t from, std::int32_t to) {
    const auto state = row.states[at(from)];
    if (!state) return;
    const double left = canvas.x(from) + 1, width = canvas.x(to + 1) - canvas.x(from) - 2;
    const auto tooltip =
        fmt::format("{}: {}, {}", label, said(*state), drawing.words.months(canvas.first().plus(from), canvas.first().plus(to)));
    const bool thin = *state == Tri::no;
    canvas.box(class_of(*state, row.decided[at(from)]), left, thin ? top + 5.5 : top, width, thin ? 3 : state_height - 4, tooltip);
    if (*state != Tri::unknown) return;
    canvas.draw().element("text", "?", {{"class", "in unknown-sign"}, {"x", number(left + width / 2)}, {"y", number(top + 11)}});
  });
  canvas.advance(height);
}

std::string citations_of(const Declared& declared) {
  Basis basis;
  basis.add(declared);
  return to_string(basis.paragraphs);
}

}  // namespace

void draw_outcome(Canvas& canvas, const Drawing& drawing) {
  const auto& words = drawing.words;
  double height = canvas.label(words.say(Phrase::row_events), "", 22);
  for (const auto& event : drawing.history.events) {
    if (!canvas.shows(event.decision.month)) continue;
    const auto name = words.say(after(Phrase::event_start, static_cast<std::size_t>(event.kind)));
    const double left = canvas.x(event.decision.month), size = std::min(13.0, canvas.column() - 1);
    canvas.draw().open("g").element("title", fmt::format("{}: {}", words.month(event.decision.month), name));
    draw_sign(canvas.draw(), event.kind, left + size / 2 + 2, canvas.y() + 11, size);
    canvas.text_in(name, left + size + 1, canvas.y() + 15, canvas.column() - size + 3, "in event-name");
    canvas.draw().close();
  }
  canvas.advance(height);

  height = canvas.label(words.say(Phrase::row_outcome), "", outcome_height);
  const auto begin = static_cast<std::size_t>(offset(canvas, drawing));
  for (std::int32_t place = 0; place < canvas.months(); ++place) {
    const auto& decision = drawing.history.decisions[begin + static_cast<std::size_t>(place)];
    const double left = canvas.x(place) + 1, width = canvas.column() - 2;
    const auto month = words.month(canvas.first().plus(place));
    if (!decision) {
      canvas.box("nothing", left, canvas.y() + outcome_height / 2 - 1, width, 2,
                 fmt::format("{}: {}", month, words.say(Phrase::outcome_none)));
      continue;
    }
    const auto rule = words.rule(decision->rule);
    const auto tooltip = fmt::format("{}: {}{}{}", month, words.outcome(decision->outcome), rule.empty() ? "" : ", ", rule);
    canvas.box(fmt::format("outcome {}", class_of(decision->outcome)), left, canvas.y() + 1, width, outcome_height - 2, tooltip, 3);
    draw_sign(canvas.draw(), decision->outcome, left + width / 2, canvas.y() + outcome_height / 2, std::min(15.0, width - 1));
  }
  canvas.advance(height);
}

void draw_rules(Canvas& canvas, const Drawing& drawing) {
  const auto& [explanation, history, words] = drawing;
  const auto& authorisation = explanation.authorisation();
  const auto state = [&](Tri value) { return words.state(value); };
  const auto applies = [&](Tri value) { return words.applies(value); };
  canvas.heading(words.say(Phrase::head_category));
  for (std::size_t c = 0; c < history.categories.size(); ++c) {
    const auto& category = authorisation.categories[c];
    draw_states(canvas, drawing, history.categories[c], words.label(category.name.text), citations_of(category), 0, state);
  }
  Stage stage = Stage::none;
  for (const auto& [index, at, row] : history.exclusions) {
    if (at != stage) canvas.heading(words.say(Phrase::head_exclusions, words.institution(at)));
    stage = at;
    const auto& exclusion = authorisation.exclusions[index];
    draw_states(canvas, drawing, row, words.label(exclusion.name.text), citations_of(exclusion), 0, applies);
  }
  if (history.starts.empty()) return;
  canvas.heading(words.say(Phrase::head_start));
  for (std::size_t s = 0; s < history.starts.size(); ++s) {
    const auto& start = authorisation.push->starts[s];
    draw_states(canvas, drawing, history.starts[s], words.label(start.name.text), citations_of(start), 0, state);
  }
}

void draw_conditions(Canvas& canvas, const Drawing& drawing) {
  const auto& [explanation, history, words] = drawing;
  canvas.heading(words.say(Phrase::row_conditions));
  for (std::size_t leaf = 0; leaf < history.leaves.size(); ++leaf) {
    const auto& [condition, of_sponsor] = explanation.plan->leaf_bits[leaf];
    const auto name = words.condition(*condition);
    draw_states(canvas, drawing, history.leaves[leaf], of_sponsor ? words.say(Phrase::by_sponsor, name) : name, "", 0,
                [&](Tri value) { return words.state(value); });
  }
}

}  // namespace crossroads::law::explain
