#include <algorithm>

#include <fmt/format.h>

#include "law/check/rules.hpp"

namespace crossroads::law::checks {
namespace {

using namespace crossroads::law::indicators;

/// What the expressions of an indicator use, and durations that no law means.
class Uses {
 public:
  Uses(const Authorisation& law, const Indicator& indicator, std::vector<bool>& parameters, Findings& findings)
      : values(indicator.values.size(), false), law_(law), parameters_(parameters), findings_(findings) {
    for (const auto& value : indicator.values) {
      if (value.is) expression(*value.is);
    }
    for (const auto& state : indicator.states) {
      if (state.when) finding(*state.when);
    }
  }

  std::vector<bool> values;  ///< by value: whether something uses it

 private:
  void expression(const Expression& one) {
    std::visit([&](const auto& node) { look(node, one.span); }, one.node);
  }
  void finding(const Finding& one) {
    if (const auto* compared = std::get_if<Compared>(&one.node)) {
      expression(*compared->left);
      expression(*compared->right);
    } else if (const auto* all = std::get_if<AllFindings>(&one.node)) {
      for (const auto& part : all->parts) finding(*part);
    } else if (const auto* any = std::get_if<AnyFinding>(&one.node)) {
      for (const auto& part : any->parts) finding(*part);
    } else {
      finding(*std::get<NoFinding>(one.node).part);
    }
  }

  void use(std::uint32_t value) {
    if (value < values.size()) values[value] = true;
  }
  void look(const ValueUse& node, Span) { use(node.value); }
  void look(const MoneyLiteral&, Span) {}
  void look(const NumberLiteral&, Span) {}
  void look(const DayLiteral&, Span) {}
  void look(const MonthLiteral&, Span) {}
  void look(const DayOf&, Span) {}
  void look(const Window& node, Span span) {
    duration({node.months, Unit::months}, span);
    expression(*node.before);
  }
  void look(const Reimbursed& node, Span) {
    use(node.of);
    expression(*node.until);
  }
  void look(const LastAided& node, Span) { use(node.of); }
  void look(const ParameterOn& node, Span) {
    if (node.parameter < law_.parameters.size()) parameters_[node.parameter] = true;
    if (const auto* value = std::get_if<ValueUse>(&node.category)) use(value->value);
    expression(*node.day);
  }
  void look(const Scaled& node, Span) { expression(*node.of); }
  void look(const Plus& node, Span) {
    expression(*node.left);
    expression(*node.right);
  }
  void look(const Minus& node, Span) {
    expression(*node.left);
    expression(*node.right);
  }
  void look(const EdgeOf& node, Span) { expression(*node.month); }
  void look(const MonthOf& node, Span) { expression(*node.day); }
  void look(const After& node, Span span) {
    duration(node.duration, span);
    expression(*node.of);
  }
  void look(const OrElse& node, Span) {
    expression(*node.first);
    expression(*node.second);
  }

  void duration(Duration duration, Span span) {
    if (duration.amount >= 1 && duration.in_months() <= most_years * 12) return;
    findings_.push_back(
        {.code = "L115",
         .message = fmt::format("{} {} is no sensible duration", duration.amount, duration.unit == Unit::years ? "years" : "months"),
         .span = span,
         .expected = "from 1 month to 100 years"});
  }

  const Authorisation& law_;
  std::vector<bool>& parameters_;
  Findings& findings_;
};

void one_indicator(const Authorisation& law, const Indicator& indicator, std::vector<bool>& parameters, Findings& findings) {
  const Uses uses(law, indicator, parameters, findings);
  if (indicator.values.empty() && indicator.states.empty()) {
    findings.push_back({.code = "L155",
                        .message = fmt::format("the indicator `{}` shows nothing", indicator.name.text),
                        .span = indicator.name.span,
                        .expected = "values or states below it"});
  }
  for (std::size_t i = 0; i < indicator.values.size(); ++i) {
    const auto& value = indicator.values[i];
    if (value.is || uses.values[i]) continue;
    findings.push_back({.severity = Severity::warning,
                        .code = "L156",
                        .message = fmt::format("nothing needs `{}`, which the agent is asked to enter", value.name.text),
                        .span = value.name.span,
                        .hint = "ask for nothing that is not used"});
  }
  const auto& states = indicator.states;
  const auto last = std::ranges::find_if(states, [](const State& state) { return state.when == nullptr; });
  if (last == states.end() && !states.empty()) {
    findings.push_back({.code = "L154",
                        .message = fmt::format("the indicator `{}` may be in no state", indicator.name.text),
                        .span = states.back().span,
                        .expected = "a last `state NAME otherwise`"});
  }
  if (last != states.end() && last + 1 != states.end()) {
    findings.push_back({.code = "L154",
                        .message = "no state behind `otherwise` can be reached",
                        .span = (last + 1)->span,
                        .note = Note{last->span, "this one takes all the rest"}});
  }
}

}  // namespace

void indicators(const Authorisation& law, Findings& findings) {
  std::vector<bool> parameters(law.parameters.size(), false);
  for (const auto& indicator : law.indicators) one_indicator(law, indicator, parameters, findings);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i]) continue;
    const auto& name = law.parameters[i].name;
    findings.push_back({.severity = Severity::warning,
                        .code = "L157",
                        .message = fmt::format("no indicator uses the parameter `{}`", name.text),
                        .span = name.span,
                        .hint = "use it or leave it out"});
  }
  for (const auto& examination : law.examinations) {
    if (!examination.points.empty()) continue;
    findings.push_back({.code = "L159",
                        .message = fmt::format("the examination `{}` weighs nothing", examination.name.text),
                        .span = examination.name.span,
                        .expected = "`weigh NAME` below it"});
  }
}

}  // namespace crossroads::law::checks
