#include "run/basis.hpp"

#include <algorithm>

#include "law/explain/explanation.hpp"

namespace crossroads::run {

Basis Bases::work_out(law::CategoryIndex category, law::RuleRef rule, bool discloses) const {
  const auto& law = *plan_.authorisation;
  if (category == law::no_category) return {};
  law::explain::Basis basis;
  basis.add(law.categories[category]);
  if (rule.kind != law::RuleRef::Kind::none) {
    const law::Decision decision{.month = law.first_month(), .outcome = law::Outcome::transmit, .category = category, .rule = rule};
    for (const auto paragraph : law::explain::basis_of(plan_, decision).paragraphs) {
      if (std::ranges::find(basis.paragraphs, paragraph) == basis.paragraphs.end()) basis.paragraphs.push_back(paragraph);
    }
  }
  if (discloses) {
    for (const auto& disclosure : law.push->disclosures) {
      if (disclosure.applies_to(category)) basis.add(disclosure);
    }
  }
  return {law.categories[category].name.text, std::string(law::rule_name(law, rule)), std::move(basis.paragraphs)};
}

const Basis& Bases::sent(law::CategoryIndex category, law::RuleRef rule) {
  const auto [at, is_new] = sent_.try_emplace({category, rule});
  if (is_new) at->second = work_out(category, rule, true);
  return at->second;
}

const Basis& Bases::struck(law::CategoryIndex category, law::RuleRef rule) {
  const auto [at, is_new] = struck_.try_emplace({category, rule});
  if (is_new) at->second = work_out(category, rule, false);
  return at->second;
}

const Basis& Bases::withdrawn(const std::string& category) {
  return withdrawn_.try_emplace(category, Basis{.category = category}).first->second;
}

}  // namespace crossroads::run
