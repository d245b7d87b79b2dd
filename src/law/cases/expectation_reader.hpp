// The lines of a case that say what is expected: the table of months, and the fields disclosed.
#pragma once

#include "law/cases/case.hpp"
#include "law/cases/facts_reader.hpp"

namespace crossroads::law::cases {

class ExpectationReader {
 public:
  ExpectationReader(parse::Reader& reader, FactsReader& lines, const Authorisation& law) : reader_(reader), lines_(lines), law_(law) {}

  /// `2011-05 to 2011-07 wait eu-worker`. False: it has been reported.
  bool row(Case& into);
  /// `disclose niss, amount of all aid`, behind its first word.
  bool disclosure(Case& into);

 private:
  std::optional<domain::Month> month();
  bool category(Expectation& row);
  bool rule(Expectation& row);
  bool exclusion_stage(Expectation& row);
  bool in_order(const Case& into, const Expectation& row);
  bool after_outcome(Expectation& row);

  parse::Reader& reader_;
  FactsReader& lines_;
  const Authorisation& law_;
};

}  // namespace crossroads::law::cases
