// How an explanation is worded in a language. Names that the document gives are said by its labels; everything else by the phrases.
#pragma once

#include <string>
#include <vector>

#include "law/explain/explanation.hpp"
#include "law/explain/phrases/phrase.hpp"

namespace crossroads::law::explain {

class Wording {
 public:
  Wording(const Authorisation& authorisation, Language language) : authorisation_(authorisation), language_(language) {}

  [[nodiscard]] Language language() const { return language_; }
  /// A phrase with its arguments.
  template <class... Arguments>
  [[nodiscard]] std::string say(Phrase phrase, const Arguments&... arguments) const {
    return filled(phrase, {std::string(arguments)...});
  }

  // Values
  [[nodiscard]] std::string date(domain::Date date) const;
  [[nodiscard]] std::string month(domain::Month month) const;
  /// `August 2011` or `May 2011 to August 2011`.
  [[nodiscard]] std::string months(domain::Month from, domain::Month to) const;
  [[nodiscard]] std::string short_month(unsigned month) const { return say(after(Phrase::short_january, month - 1)); }
  [[nodiscard]] std::string period(domain::Period period) const;
  [[nodiscard]] std::string amount(domain::Cents cents) const;
  [[nodiscard]] std::string days(std::int32_t count) const;
  [[nodiscard]] std::string duration(Duration duration) const;  ///< `3 months`
  [[nodiscard]] std::string duration_after_preposition(Duration duration) const;
  [[nodiscard]] std::string niss(domain::Niss niss) const { return say(Phrase::niss, domain::to_formatted(niss)); }
  [[nodiscard]] std::string nature(domain::Nature nature) const { return say(after(Phrase::nature_ris, static_cast<std::size_t>(nature))); }
  [[nodiscard]] std::string natures(ValueSet natures) const;
  [[nodiscard]] std::string value(StayField field, std::size_t value) const;
  [[nodiscard]] std::string field(Field field) const { return say(after(Phrase::field_name_niss, static_cast<std::size_t>(field))); }
  /// `a, b or c`
  [[nodiscard]] std::string one_of(const std::vector<std::string>& texts) const;

  // Names of the document
  /// The label of a name in the language; the name itself where the document gives none.
  [[nodiscard]] std::string label(const std::string& name) const;
  [[nodiscard]] std::string category(CategoryIndex category) const { return label(authorisation_.categories[category].name.text); }
  [[nodiscard]] std::string rule(RuleRef rule) const;
  /// The institution that plays the stage.
  [[nodiscard]] std::string institution(Stage stage) const;

  // The law
  /// A condition without what stands inside it.
  [[nodiscard]] std::string condition(const Condition& condition) const;
  [[nodiscard]] std::string fact(const Fact& fact, domain::Month month) const;
  [[nodiscard]] std::string state(Tri state) const { return say(after(Phrase::state_no, static_cast<std::size_t>(state))); }
  [[nodiscard]] std::string applies(Tri state) const { return say(after(Phrase::applies_no, static_cast<std::size_t>(state))); }
  [[nodiscard]] std::string outcome(Outcome outcome) const {
    return say(after(Phrase::outcome_outside, static_cast<std::size_t>(outcome)));
  }
  /// What a decision means, in a sentence; nothing means that the law says nothing.
  [[nodiscard]] std::string sentence(const std::optional<Decision>& decision, domain::Month month) const;

 private:
  [[nodiscard]] std::string filled(Phrase phrase, const std::vector<std::string>& arguments) const;
  [[nodiscard]] std::string counted(Duration duration, Phrase month_one, Phrase year_one) const;

  const Authorisation& authorisation_;
  Language language_;
};

/// `[§12.3 I1]`; empty without a paragraph.
[[nodiscard]] std::string to_string(const Basis& basis);

}  // namespace crossroads::law::explain
