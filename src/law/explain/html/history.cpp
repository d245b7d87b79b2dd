#include "law/explain/html/history.hpp"

#include <algorithm>

namespace crossroads::law::explain {
namespace {

using domain::Month;

constexpr std::int32_t months_shown_before_decisions = 24;

domain::MonthSpan span_of(const Explanation& explanation) {
  Month first = explanation.month, last = explanation.month;
  if (!explanation.course.decisions.empty()) {
    first = std::min(first, explanation.course.decisions.front().month);
    last = std::max(last, explanation.course.decisions.back().month);
  }
  Month earliest = first;
  for (const auto& grant : explanation.source.view.population.grants(explanation.source.person))
    earliest = std::min(earliest, Month(grant.period.from));
  return {std::max(earliest, first.plus(-months_shown_before_decisions)), last};
}

/// Fills the rows of one month after the other.
class Filler {
 public:
  Filler(const Explanation& explanation, History& history)
      : plan_(*explanation.plan),
        authorisation_(*explanation.plan->authorisation),
        started_(explanation.course.started),
        history_(history) {
    history_.categories.resize(authorisation_.categories.size());
    history_.leaves.resize(plan_.leaf_bits.size());
    if (authorisation_.push) history_.starts.resize(authorisation_.push->starts.size());
    for (const auto stage : {Stage::source, Stage::hub}) {
      for (std::uint16_t e = 0; e < authorisation_.exclusions.size(); ++e) {
        const auto& exclusion = authorisation_.exclusions[e];
        if (stage == Stage::source ? exclusion.at_source : exclusion.at_hub) history_.exclusions.push_back({e, stage, {}});
      }
    }
  }

  void add_unasked() {
    history_.decisions.emplace_back();
    each_row([](StateRow& row) {
      row.states.emplace_back();
      row.decided.push_back(false);
    });
  }

  void add(const fast::Finding& finding) {
    add_unasked();
    const auto& decision = finding.decision;
    history_.decisions.back() = decision;
    CategoryIndex category = no_category;
    for (std::size_t c = 0; c < history_.categories.size(); ++c) {
      const Tri value = value_of(plan_, *authorisation_.categories[c].when, finding.source);
      if (value == Tri::yes && category == no_category) category = static_cast<CategoryIndex>(c);
      say(history_.categories[c], value, decision && decision->category == c);
    }
    for (auto& [index, stage, row] : history_.exclusions) {
      const auto& exclusion = authorisation_.exclusions[index];
      if (category == no_category || !exclusion.applies_to(category)) continue;
      const bool spoke = decision && decision->rule == RuleRef{RuleRef::Kind::exclusion, index} && decision->stage == stage;
      say(row, value_of(plan_, *exclusion.when, stage == Stage::source ? finding.source : finding.hub), spoke);
    }
    const bool start_is_asked = !started_ || history_.month(history_.length() - 1) <= *started_;
    for (std::uint16_t s = 0; s < history_.starts.size() && start_is_asked; ++s) {
      say(history_.starts[s], value_of(plan_, *authorisation_.push->starts[s].when, finding.source),
          decision && decision->rule == RuleRef{RuleRef::Kind::start, s});
    }
    for (std::size_t leaf = 0; leaf < history_.leaves.size(); ++leaf) say(history_.leaves[leaf], finding.source.of(leaf), false);
  }

 private:
  static void say(StateRow& row, Tri value, bool decided) {
    row.states.back() = value;
    row.decided.back() = decided;
  }
  template <class Do>
  void each_row(Do&& act) {
    for (auto& row : history_.categories) act(row);
    for (auto& row : history_.starts) act(row);
    for (auto& row : history_.leaves) act(row);
    for (auto& exclusion : history_.exclusions) act(exclusion.row);
  }

  const fast::Plan& plan_;
  const Authorisation& authorisation_;
  std::optional<Month> started_;
  History& history_;
};

}  // namespace

History history_of(const Explanation& explanation, fast::Evaluator& evaluator) {
  const auto [first, last] = span_of(explanation);
  History history;
  history.first = first;
  Filler filler(explanation, history);
  for (Month month = first; month <= last; month = month.plus(1)) {
    if (month < explanation.authorisation().first_month()) filler.add_unasked();
    else filler.add(evaluator.decide(explanation.source, explanation.hub, month));
  }
  history.events = events_of(explanation.course.decisions);
  return history;
}

std::vector<Event> events_of(const std::vector<Decision>& decisions) {
  std::vector<Event> events;
  bool running = false;
  for (const auto& decision : decisions) {
    const bool sent = decision.outcome == Outcome::transmit;
    if (sent && !running) events.push_back({events.empty() ? Event::Kind::start : Event::Kind::resume, decision});
    if (!sent && running) events.push_back({decision.outcome == Outcome::pause ? Event::Kind::pause : Event::Kind::stop, decision});
    running = sent;
  }
  return events;
}

}  // namespace crossroads::law::explain
