#include "law/syntax/names.hpp"

namespace crossroads::law {

std::string_view with_article(NameKind kind) {
  switch (kind) {
    case NameKind::authorisation: return "the authorisation";
    case NameKind::source: return "the source";
    case NameKind::hub: return "the hub";
    case NameKind::recipient: return "the recipient";
    case NameKind::term: return "a term";
    case NameKind::category: return "a category";
    case NameKind::exclusion: return "an exclusion";
    case NameKind::start_rule: return "a start rule";
    case NameKind::feature: return "a feature";
  }
  return {};
}

std::vector<GivenName> given_names(const Authorisation& law) {
  std::vector<GivenName> given{
      {NameKind::authorisation, &law.name}, {NameKind::source, &law.source}, {NameKind::hub, &law.hub}, {NameKind::recipient, &law.recipient}};
  for (const auto& term : law.terms) given.push_back({NameKind::term, &term.name});
  for (const auto& category : law.categories) given.push_back({NameKind::category, &category.name});
  for (const auto& exclusion : law.exclusions) given.push_back({NameKind::exclusion, &exclusion.name});
  if (law.push) {
    for (const auto& rule : law.push->starts) given.push_back({NameKind::start_rule, &rule.name});
  }
  for (const auto& note : law.notes) {
    if (note.feature) given.push_back({NameKind::feature, &*note.feature});
  }
  return given;
}

}  // namespace crossroads::law
