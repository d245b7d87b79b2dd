// A case: the facts of one person, and what an authorisation must decide of each month. Cases stand beside the law as data,
// and a jurist writes them (docs/cases.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/facts.hpp"
#include "law/evaluate/decision.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::law::cases {

/// The facts of the person whom a case is about, or of a sponsor.
struct PersonFacts {
  std::string name = {};                                        ///< of a sponsor, within the case; empty for the person whom it is about
  std::optional<domain::Date> born = domain::Date(1980, 1, 1);  ///< nothing: unknown
  std::vector<domain::NationalityRow> nationalities = {};
  std::vector<domain::StayRow> stays = {};  ///< `sponsor` is the place in Case::persons, or one of the two that are no person
  std::vector<domain::GrantRow> grants = {};
  bool operator==(const PersonFacts&) const = default;
};

/// What must be decided of each month from..to. Names, not places: a case must not depend on the order of the rules.
struct Expectation {
  domain::Month from, to;
  std::optional<Outcome> outcome = {};  ///< nothing: the law says nothing of the month
  std::string category = {};
  std::string rule = {};
  Stage stage = Stage::none;
  Span span = {};
};

/// What the messages of the transmitted months hold.
struct DisclosureExpectation {
  std::optional<domain::Month> month = {};     ///< nothing: every transmitted month of the case
  std::vector<Field> fields = {};              ///< in the order of Field
  AmountMode amount = AmountMode::of_all_aid;  ///< only where `amount` is one of them
  Span span = {};
};

struct Case : Declared {
  Name name;
  std::string sentence = {};                   ///< what the case shows, in a sentence; may be empty
  std::vector<PersonFacts> persons = {};       ///< the first is the one whom it is about; behind it the sponsors
  std::vector<PersonFacts> at_hub = {};        ///< the same persons, as the hub sees the register
  std::vector<Expectation> expectations = {};  ///< in order of month, never two of one month
  std::vector<DisclosureExpectation> disclosures = {};

  /// The last month that is looked at; every month up to it is either expected or must be left alone by the law.
  [[nodiscard]] domain::Month last_month() const { return expectations.back().to; }
  [[nodiscard]] bool hub_differs() const { return persons != at_hub; }
};

/// The cases of one authorisation, in the order of their file.
struct CaseFile {
  Name authorisation;
  std::vector<Case> cases = {};
};

}  // namespace crossroads::law::cases
