// What institutions, authorisations, categories, rules and purposes are called in a language: by the labels of the laws themselves.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/enterprise_number.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::ledger::report {

struct Names {
  using Label = std::optional<std::string>;

  std::vector<const law::Authorisation*> laws;  ///< outlive this
  /// The name by which the laws call an institution (`BCSS`); nothing where it is not known.
  std::function<std::optional<std::string>(domain::EnterpriseNumber)> party = {};
  /// A purpose as an entry has it, in a language; nothing where there is no such wording. The documents word their purposes in English alone.
  std::function<Label(const std::string& authorisation, const std::string& purpose, law::Language language)> purpose_label = {};

  /// Nothing where the laws have no label for it in the language.
  [[nodiscard]] Label institution(domain::EnterpriseNumber number, law::Language language) const;
  [[nodiscard]] Label authorisation(const std::string& name, law::Language language) const;
  /// A category, exclusion or start rule of the authorisation.
  [[nodiscard]] Label name(const std::string& authorisation, const std::string& name, law::Language language) const;
  [[nodiscard]] Label purpose(const std::string& authorisation, const std::string& purpose, law::Language language) const;
  /// Where the authorisation states the purpose; nowhere where it is not one of its own.
  [[nodiscard]] law::Citations purpose_paragraphs(const std::string& authorisation, const std::string& purpose) const;
  /// The paragraphs of the authorisation that a feature of the system serves; none where it does not speak of it.
  [[nodiscard]] law::Citations paragraphs_served(const std::string& authorisation, std::string_view feature) const;
  /// Nothing where it is not among the laws.
  [[nodiscard]] const law::Authorisation* law(const std::string& authorisation) const;
};

}  // namespace crossroads::ledger::report
