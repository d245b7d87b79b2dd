// How a person's report is worded in a language: names by the laws' labels, dates, fields and outcomes as the explanations say them, everything
// else by the phrases. Private to the report.
#pragma once

#include <string>
#include <vector>

#include "law/explain/wording.hpp"
#include "ledger/report/phrases/phrase.hpp"
#include "ledger/report/report.hpp"

namespace crossroads::ledger::report {

class Words {
 public:
  /// The names outlive this.
  Words(const Names& names, law::Language language) : names_(names), language_(language), law_(no_document_, language) {}
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  [[nodiscard]] law::Language language() const { return language_; }
  /// A phrase with its arguments.
  template <class... Arguments>
  [[nodiscard]] std::string say(Phrase phrase, const Arguments&... arguments) const {
    return filled(phrase, {std::string(arguments)...});
  }
  [[nodiscard]] std::string colon(const std::string& term, const std::string& value) const {
    return law_.say(law::explain::Phrase::colon, term, value);
  }
  [[nodiscard]] std::string all_of(const std::vector<std::string>& texts) const;  ///< `a, b and c`
  [[nodiscard]] std::string apart(const std::string& first, const std::string& second) const {
    return say(Phrase::list_apart, first, second);
  }

  // Time
  [[nodiscard]] std::string date(domain::Date date) const { return law_.date(date); }
  [[nodiscard]] std::string moment(Instant time) const;  ///< `3 May 2011, 14:05:03`, in Brussels
  [[nodiscard]] std::string utc(Instant time) const;     ///< `12:05:03 UTC`, with the date where it is another
  [[nodiscard]] std::string day(Instant time) const;     ///< the date in Brussels
  /// Days in ascending order, those in a row as one; only how many they are where the list would be long.
  [[nodiscard]] std::string days(const std::vector<domain::Date>& days) const;

  // Who and what
  [[nodiscard]] std::string niss(domain::Niss niss) const { return law_.niss(niss); }
  [[nodiscard]] std::string institution(domain::EnterpriseNumber number) const;
  [[nodiscard]] std::string authorisation(const std::string& name) const;
  [[nodiscard]] std::string log(const Report::Log& log) const;
  [[nodiscard]] std::string category(const std::string& authorisation, const std::string& name) const;
  [[nodiscard]] std::string rule(const std::string& authorisation, const std::string& name) const;
  [[nodiscard]] std::string purpose(const std::string& authorisation, const std::string& purpose) const;
  [[nodiscard]] std::string fields(const std::vector<FieldName>& fields, std::optional<std::uint32_t> withheld) const;
  [[nodiscard]] std::string paragraphs(const law::Citations& paragraphs) const;  ///< `points 1, 9 (dashes 1 and 2) and 12; note 1`
  [[nodiscard]] std::string event(Event event) const;
  [[nodiscard]] std::string role(SubjectRole role) const { return say(after(Phrase::role_applicant, static_cast<std::size_t>(role))); }
  [[nodiscard]] std::string ground(ConsultationGround ground) const {
    return say(after(Phrase::ground_stay_application, static_cast<std::size_t>(ground)));
  }
  [[nodiscard]] std::string outcome(const std::string& outcome) const;
  [[nodiscard]] std::string code(const std::string& name) const { return say(Phrase::code, name); }
  /// The notice that the data decide nothing by themselves, as the explanations word it.
  [[nodiscard]] std::string clue_notice() const { return law_.say(law::explain::Phrase::clue_notice); }
  /// Where an authorisation serves a feature: its name and the paragraphs; empty where it does not.
  [[nodiscard]] std::string served_in(const std::string& authorisation, std::string_view feature) const;

 private:
  [[nodiscard]] std::string filled(Phrase phrase, const std::vector<std::string>& arguments) const;
  [[nodiscard]] std::string field(const std::string& name) const;

  const Names& names_;
  law::Language language_;
  law::Authorisation no_document_;  ///< dates, fields and outcomes are said without one
  law::explain::Wording law_;
};

/// Days in a row.
struct Span {
  domain::Date first, last;
};
/// Of days in ascending order.
[[nodiscard]] std::vector<Span> spans_of(const std::vector<domain::Date>& days);

}  // namespace crossroads::ledger::report
