#include <fmt/format.h>

#include "law/syntax/formatter.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law {
namespace {

using namespace indicators;

/// How firmly a value holds together when something stands beside it.
enum class Binding : std::uint8_t { sum, scaled, alternative, single };

Binding binding_of(const Expression& expression) {
  if (std::holds_alternative<Plus>(expression.node) || std::holds_alternative<Minus>(expression.node)) return Binding::sum;
  if (std::holds_alternative<Scaled>(expression.node) || std::holds_alternative<After>(expression.node)) return Binding::scaled;
  if (std::holds_alternative<OrElse>(expression.node)) return Binding::alternative;
  // What ends in a value of its own takes everything behind it: `first day of a or else b` is `first day of (a or else b)`.
  const bool prefix = std::holds_alternative<Window>(expression.node) || std::holds_alternative<Reimbursed>(expression.node) ||
                      std::holds_alternative<ParameterOn>(expression.node) || std::holds_alternative<EdgeOf>(expression.node) ||
                      std::holds_alternative<MonthOf>(expression.node);
  return prefix ? Binding::scaled : Binding::single;
}

class Writer {
 public:
  Writer(const Indicator& indicator, const Authorisation& law) : indicator_(indicator), law_(law) {}

  [[nodiscard]] std::string at_least(const Expression& expression, Binding binding) const {
    auto text = std::visit(*this, expression.node);
    return binding_of(expression) >= binding ? text : "(" + text + ")";
  }

  std::string operator()(const ValueUse& use) const { return value(use.value); }
  std::string operator()(const MoneyLiteral& literal) const { return to_string(literal.amount); }
  std::string operator()(const NumberLiteral& literal) const { return std::to_string(literal.number); }
  std::string operator()(const DayLiteral& literal) const { return to_string(literal.day); }
  std::string operator()(const MonthLiteral& literal) const { return to_string(literal.month); }
  std::string operator()(const DayOf& day) const { return std::string(known_day_words[static_cast<std::size_t>(day.which)]); }
  std::string operator()(const Window& window) const {
    return fmt::format("{} in the {} before {}", window_words[static_cast<std::size_t>(window.measure)],
                       format(Duration{window.months, Unit::months}), at_least(*window.before, Binding::scaled));
  }
  std::string operator()(const Reimbursed& reimbursed) const {
    return fmt::format("reimbursements of {} until {}", value(reimbursed.of), at_least(*reimbursed.until, Binding::scaled));
  }
  std::string operator()(const LastAided& last) const { return "last aided month of " + value(last.of); }
  std::string operator()(const ParameterOn& on) const {
    const auto* use = std::get_if<ValueUse>(&on.category);
    const auto category =
        use ? value(use->value) : std::string(aid_category_words[static_cast<std::size_t>(std::get<domain::AidCategory>(on.category)) - 1]);
    const auto name = on.parameter < law_.parameters.size() ? law_.parameters[on.parameter].name.text : "undefined-parameter";
    return fmt::format("{} of {} on {}", name, category, at_least(*on.day, Binding::scaled));
  }
  std::string operator()(const Scaled& scaled) const {
    return fmt::format("{} {} {}", scaled.factor, scaled.percent ? "% of" : "times", at_least(*scaled.of, Binding::scaled));
  }
  std::string operator()(const Plus& plus) const {
    return at_least(*plus.left, Binding::sum) + " + " + at_least(*plus.right, Binding::scaled);
  }
  std::string operator()(const Minus& minus) const {
    return at_least(*minus.left, Binding::sum) + " - " + at_least(*minus.right, Binding::scaled);
  }
  std::string operator()(const EdgeOf& edge) const {
    return fmt::format("{} day of {}", edge.last ? "last" : "first", at_least(*edge.month, Binding::scaled));
  }
  std::string operator()(const MonthOf& month) const { return "month of " + at_least(*month.day, Binding::scaled); }
  std::string operator()(const After& after) const { return format(after.duration) + " after " + at_least(*after.of, Binding::scaled); }
  std::string operator()(const OrElse& either) const {
    return at_least(*either.first, Binding::alternative) + " or else " + at_least(*either.second, Binding::single);
  }

  std::string operator()(const Compared& compared) const {
    return fmt::format("{} {} {}", at_least(*compared.left, Binding::sum), comparison_signs[static_cast<std::size_t>(compared.comparison)],
                       at_least(*compared.right, Binding::sum));
  }
  std::string operator()(const AllFindings& all) const { return list(all.parts, " and "); }
  std::string operator()(const AnyFinding& any) const { return list(any.parts, " or "); }
  std::string operator()(const NoFinding& no) const { return "not " + part(*no.part, false); }

 private:
  [[nodiscard]] std::string value(std::uint32_t index) const {
    return index < indicator_.values.size() ? indicator_.values[index].name.text : "undefined-value";
  }

  /// A comparison beside `and` needs no parentheses, behind `not` it reads better with them.
  [[nodiscard]] std::string part(const Finding& finding, bool in_list) const {
    auto text = std::visit(*this, finding.node);
    const bool bare = std::holds_alternative<NoFinding>(finding.node) || (in_list && std::holds_alternative<Compared>(finding.node));
    return bare ? text : "(" + text + ")";
  }
  [[nodiscard]] std::string list(const std::vector<FindingPtr>& parts, std::string_view joint) const {
    std::string text;
    for (const auto& one : parts) text += (text.empty() ? "" : std::string(joint)) + part(*one, true);
    return text;
  }

  const Indicator& indicator_;
  const Authorisation& law_;
};

}  // namespace

std::string format(const indicators::Expression& expression, const Indicator& indicator, const Authorisation& law) {
  return Writer(indicator, law).at_least(expression, Binding::sum);
}

std::string format(const indicators::Finding& finding, const Indicator& indicator, const Authorisation& law) {
  return std::visit(Writer(indicator, law), finding.node);
}

}  // namespace crossroads::law
