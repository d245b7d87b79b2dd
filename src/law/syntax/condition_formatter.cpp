#include <algorithm>

#include <fmt/format.h>

#include "law/syntax/formatter.hpp"
#include "law/syntax/parts.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law {
namespace {

/// How firmly a condition holds together when something stands beside it.
enum class Binding : std::uint8_t { any, all, negation, lasting, single };

int nature_count(ValueSet natures) { return __builtin_popcount(natures & all_natures); }

/// A list of one part is that part.
const Condition& without_wrapping(const Condition& condition) {
  const bool list = std::holds_alternative<All>(condition.node) || std::holds_alternative<Any>(condition.node);
  const auto parts = parts_of(condition);
  return list && parts.size() == 1 ? without_wrapping(*parts.front()) : condition;
}

Binding binding_of(const Condition& condition) {
  if (std::holds_alternative<Any>(condition.node)) return Binding::any;
  if (std::holds_alternative<All>(condition.node)) return Binding::all;
  if (std::holds_alternative<Not>(condition.node)) return Binding::negation;
  if (std::holds_alternative<SoFar>(condition.node) || std::holds_alternative<For>(condition.node)) return Binding::lasting;
  const auto* aided = std::get_if<Aided>(&condition.node);
  if (aided && aided->natures != all_natures && nature_count(aided->natures) > 1) return Binding::any;  // written as natures joined by `or`
  return Binding::single;
}

class Writer {
 public:
  explicit Writer(const Authorisation& law) : law_(law) {}

  /// With parentheses unless it binds at least so firmly.
  [[nodiscard]] std::string at_least(const Condition& wrapped, Binding binding) const {
    const auto& condition = without_wrapping(wrapped);
    auto text = std::visit(*this, condition.node);
    return binding_of(condition) >= binding ? text : "(" + text + ")";
  }

  std::string operator()(const All& all) const { return list(all.parts, " and ", Binding::all); }
  std::string operator()(const Any& any) const { return list(any.parts, " or ", Binding::any); }
  std::string operator()(const Not& no) const { return "not " + at_least(*no.part, Binding::negation); }
  std::string operator()(const NationalityIs& is) const { return std::string(nationality_words[static_cast<std::size_t>(is.which)]); }
  std::string operator()(const FieldIn& in) const {
    return fmt::format("{} {} {}", stay_field_words[static_cast<std::size_t>(in.field)], __builtin_popcount(in.values) == 1 ? "=" : "in",
                       to_words(in.field, in.values));
  }
  std::string operator()(const Recognised&) const { return "recognised"; }
  std::string operator()(const Lasts& lasts) const {
    return fmt::format("{} {} {}", measure_words[static_cast<std::size_t>(lasts.measure)],
                       comparison_signs[static_cast<std::size_t>(lasts.comparison)], format(lasts.duration));
  }
  std::string operator()(const OfSponsor& sponsor) const { return "sponsor (" + at_least(*sponsor.part, Binding::any) + ")"; }
  std::string operator()(const Aided& aided) const {
    if (aided.natures == all_natures) return "aid";
    std::string text;
    for (std::size_t nature = 0; nature < nature_words.size(); ++nature) {
      if ((aided.natures & bit(nature)) != 0) text += (text.empty() ? "" : " or ") + std::string(nature_words[nature]);
    }
    return text;
  }
  std::string operator()(const SoFar& so_far) const { return at_least(*so_far.aid, Binding::single) + " so far"; }
  std::string operator()(const For& lasting) const { return at_least(*lasting.aid, Binding::single) + " for " + format(lasting.duration); }
  std::string operator()(const TermUse& use) const {
    return use.term < law_.terms.size() ? law_.terms[use.term].name.text : "undefined-term";
  }

 private:
  /// Parts of the same kind need no parentheses: `a and (b and c)` is `a and b and c`; of the other kind they do.
  [[nodiscard]] std::string list(const std::vector<ConditionPtr>& parts, std::string_view joint, Binding own) const {
    std::string text;
    for (const auto& wrapped : parts) {
      const auto& part = without_wrapping(*wrapped);
      if (!text.empty()) text += joint;
      text += binding_of(part) == own ? std::visit(*this, part.node) : at_least(part, Binding::negation);
    }
    return text;
  }

  const Authorisation& law_;
};

}  // namespace

std::string format(const Condition& condition, const Authorisation& law) { return Writer(law).at_least(condition, Binding::any); }

std::string format(Duration duration) {
  const auto unit = duration.unit == Unit::years ? "year" : "month";
  return fmt::format("{} {}{}", duration.amount, unit, duration.amount == 1 ? "" : "s");
}

std::string format(const Disclosure& disclosure) {
  std::string text(field_words[static_cast<std::size_t>(disclosure.field)]);
  if (disclosure.field == Field::amount) text += disclosure.amount == AmountMode::by_nature ? " by nature" : " of all aid";
  if (disclosure.only_values) {
    text += __builtin_popcount(*disclosure.only_values) == 1 ? " = " : " in ";
    text += to_words(StayField::quality, *disclosure.only_values);
  }
  return text;
}

std::string format_categories(const std::vector<CategoryIndex>& categories, const Authorisation& law) {
  if (categories.empty()) return {};
  const auto left_out = law.categories.size() - std::min(categories.size(), law.categories.size());
  const bool except = categories.size() > left_out * 2;
  std::string names;
  for (CategoryIndex index = 0; index < law.categories.size(); ++index) {
    const bool named = std::find(categories.begin(), categories.end(), index) != categories.end();
    if (named != except) names += (names.empty() ? "" : ", ") + law.categories[index].name.text;
  }
  return (except ? "except " : "for ") + names;
}

}  // namespace crossroads::law
