// How the report of a run is worded in a language: names of the document by its labels, everything else by the phrases. Private to run.
#pragma once

#include <string>
#include <vector>

#include "law/explain/wording.hpp"
#include "run/html/phrases/phrase.hpp"

namespace crossroads::run::html_report {

class Words {
 public:
  Words(const law::Authorisation& authorisation, law::Language language)
      : authorisation_(authorisation), law_(authorisation, language), language_(language) {}

  [[nodiscard]] law::Language language() const { return language_; }
  /// A phrase with its arguments.
  template <class... Arguments>
  [[nodiscard]] std::string say(Phrase phrase, const Arguments&... arguments) const {
    return filled(phrase, {std::string(arguments)...});
  }
  /// `12,345`
  [[nodiscard]] std::string figure(std::uint64_t n) const;
  /// `12.3%`; empty of nothing.
  [[nodiscard]] std::string share(std::uint64_t part, std::uint64_t whole) const;
  [[nodiscard]] std::string persons(std::uint64_t n) const;
  [[nodiscard]] std::string messages(std::uint64_t n) const;

  /// The label that the document gives a name; the name itself where it gives none.
  [[nodiscard]] std::string label(const std::string& name) const { return law_.label(name); }
  /// A transmit rule: the document's own name, or the word for `at-once`, `continue`, `resume`, which no document names.
  [[nodiscard]] std::string transmit_rule(const std::string& name) const;
  [[nodiscard]] std::string month(domain::Month month) const { return law_.month(month); }
  [[nodiscard]] std::string date(domain::Date date) const { return law_.date(date); }

 private:
  [[nodiscard]] std::string filled(Phrase phrase, const std::vector<std::string>& arguments) const;

  const law::Authorisation& authorisation_;
  law::explain::Wording law_;
  law::Language language_;
};

}  // namespace crossroads::run::html_report
