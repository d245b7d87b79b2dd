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
    case NameKind::parameter: return "a parameter";
    case NameKind::indicator: return "an indicator";
    case NameKind::value: return "a value";
    case NameKind::state: return "a state";
    case NameKind::examination: return "an examination";
    case NameKind::point: return "a point of an examination";
  }
  return {};
}

std::vector<GivenName> given_names(const Authorisation& law) {
  std::vector<GivenName> given{{NameKind::authorisation, &law.name},
                               {NameKind::source, &law.source},
                               {NameKind::hub, &law.hub},
                               {NameKind::recipient, &law.recipient}};
  for (const auto& term : law.terms) given.push_back({NameKind::term, &term.name});
  for (const auto& category : law.categories) given.push_back({NameKind::category, &category.name});
  for (const auto& exclusion : law.exclusions) given.push_back({NameKind::exclusion, &exclusion.name});
  if (law.push) {
    for (const auto& rule : law.push->starts) given.push_back({NameKind::start_rule, &rule.name});
  }
  for (const auto& parameter : law.parameters) given.push_back({NameKind::parameter, &parameter.name});
  for (const auto& indicator : law.indicators) {
    given.push_back({NameKind::indicator, &indicator.name});
    for (const auto& value : indicator.values) given.push_back({NameKind::value, &value.name});
    for (const auto& state : indicator.states) given.push_back({NameKind::state, &state.name});
  }
  for (const auto& examination : law.examinations) {
    given.push_back({NameKind::examination, &examination.name});
    for (const auto& point : examination.points) given.push_back({NameKind::point, &point.name});
  }
  for (const auto& note : law.notes) {
    if (note.feature) given.push_back({NameKind::feature, &*note.feature});
  }
  return given;
}

}  // namespace crossroads::law
