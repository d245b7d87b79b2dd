#include "law/evaluate/decision.hpp"

namespace crossroads::law {

std::string_view rule_name(const Authorisation& authorisation, RuleRef rule) {
  switch (rule.kind) {
    case RuleRef::Kind::none: return {};
    case RuleRef::Kind::exclusion: return authorisation.exclusions[rule.index].name.text;
    case RuleRef::Kind::start: return authorisation.push->starts[rule.index].name.text;
    case RuleRef::Kind::at_once: return "at-once";
    case RuleRef::Kind::continue_: return "continue";
    case RuleRef::Kind::resume: return "resume";
  }
  return {};
}

}  // namespace crossroads::law
