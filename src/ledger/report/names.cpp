#include "ledger/report/names.hpp"

namespace crossroads::ledger::report {
namespace {

Names::Label label_in(const law::Authorisation& law, const std::string& name, law::Language language) {
  const auto found = law.labels.find(name);
  if (found == law.labels.end() || found->second.in(language).empty()) return std::nullopt;
  return found->second.in(language);
}

}  // namespace

const law::Authorisation* Names::law(const std::string& authorisation) const {
  for (const auto* law : laws) {
    if (law->name.text == authorisation) return law;
  }
  return nullptr;
}

Names::Label Names::institution(domain::EnterpriseNumber number, law::Language language) const {
  const auto name = party ? party(number) : std::nullopt;
  if (!name) return std::nullopt;
  for (const auto* law : laws) {
    if (law->source.text != *name && law->hub.text != *name && law->recipient.text != *name) continue;
    if (auto label = label_in(*law, *name, language)) return label;
  }
  return std::nullopt;
}

Names::Label Names::authorisation(const std::string& name, law::Language language) const { return this->name(name, name, language); }

Names::Label Names::name(const std::string& authorisation, const std::string& name, law::Language language) const {
  const auto* known = law(authorisation);
  return known == nullptr ? std::nullopt : label_in(*known, name, language);
}

Names::Label Names::purpose(const std::string& authorisation, const std::string& purpose, law::Language language) const {
  return purpose_label ? purpose_label(authorisation, purpose, language) : std::nullopt;
}

law::Citations Names::purpose_paragraphs(const std::string& authorisation, const std::string& purpose) const {
  if (const auto* known = law(authorisation)) {
    for (const auto& stated : known->purposes) {
      if (stated.text == purpose) return stated.citations;
    }
  }
  return {};
}

law::Citations Names::paragraphs_served(const std::string& authorisation, std::string_view feature) const {
  law::Citations served;
  if (const auto* known = law(authorisation)) {
    for (const auto& note : known->notes) {
      if (note.feature && note.feature->text == feature) served.push_back(note.paragraph);
    }
  }
  return served;
}

}  // namespace crossroads::ledger::report
