#include "exchange/push/push_law.hpp"

#include <algorithm>

#include "run/compose.hpp"

namespace crossroads::exchange::push {

std::optional<law::RuleRef> PushLaw::rule_named(std::string_view name) const {
  using Kind = law::RuleRef::Kind;
  for (const auto kind : {Kind::at_once, Kind::continue_, Kind::resume}) {
    if (law::rule_name(*law, {kind}) == name) return law::RuleRef{kind};
  }
  for (std::uint16_t i = 0; i < law->push->starts.size(); ++i) {
    const law::RuleRef rule{Kind::start, i};
    if (law::rule_name(*law, rule) == name) return rule;
  }
  return std::nullopt;
}

std::optional<law::CategoryIndex> PushLaw::category_named(std::string_view name) const {
  const auto found = std::ranges::find(law->categories, name, [](const auto& one) -> std::string_view { return one.name.text; });
  if (found == law->categories.end()) return std::nullopt;
  return static_cast<law::CategoryIndex>(found - law->categories.begin());
}

Result<std::vector<PushLaw>> push_laws(const consultation::House& house, domain::Date today) {
  std::vector<PushLaw> laws;
  for (const auto& one : house.laws) {
    const auto& law = *one.law;
    if (!law.push || house.named(law.name.text, today) != &one) continue;
    const auto source = house.number_of(law.source.text), hub = house.number_of(law.hub.text),
               recipient = house.number_of(law.recipient.text);
    if (!source || !hub || !recipient) continue;
    laws.push_back({.law = &law,
                    .version = {law.name.text, one.text},
                    .parties = {.source = *source, .hub = *hub, .recipient = *recipient},
                    .purpose = CROSSROADS_TRY(ledger::Purpose::parse(run::purpose_of(law))),
                    .plan = law::fast::Plan(law),
                    .fields = run::disclosed_fields(law)});
  }
  return laws;
}

ledger::Batch batch_of(domain::Month run_month) { return ledger::Batch::parse("run-" + to_string(run_month)).value(); }

}  // namespace crossroads::exchange::push
