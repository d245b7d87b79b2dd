// What the services of the three institutions have in common when they deal with consultations.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "domain/population.hpp"
#include "law/consult/decide.hpp"
#include "ledger/log/access_log.hpp"
#include "service/api.hpp"

namespace crossroads::exchange::consultation {

/// The authorisations and institutions that one service works with; outlives it.
struct House {
  domain::EnterpriseNumber self;
  std::vector<law::consult::Institution> institutions;
  std::vector<law::consult::VersionedLaw> laws;
  /// The day in Brussels at an instant: periods and durations are counted by it.
  std::function<domain::Date(Instant)> day;

  /// The number of an institution as authorisations name it; nothing for one that is not known here.
  [[nodiscard]] std::optional<domain::EnterpriseNumber> number_of(std::string_view name) const;
  /// The authorisation of that name; of several the one in force today, else the last.
  [[nodiscard]] const law::consult::VersionedLaw* named(std::string_view name, domain::Date today) const;
};

/// One person as the National Register knows them today, with whomever their stays name as sponsors.
struct RegisteredPerson {
  domain::Population population;
  domain::PersonIndex person{};
  std::vector<domain::Niss> numbers;  ///< all of the chain, the newest last
};
/// Asks the National Register. Nothing: it does not know the number. A problem: it did not answer.
using AskRegister = std::function<Result<std::optional<RegisteredPerson>>(domain::Niss, const service::Trace&, Waiting&)>;

/// An entry about one consultation, so far as every institution's log says the same of it.
[[nodiscard]] Result<ledger::Entry> entry_about(const law::consult::Request& request, const House& house, const service::Trace& trace,
                                                domain::Date today);
/// What the law decided: the version of its text, category, paragraphs.
void cite(ledger::Entry& entry, const law::consult::Permit& permit);
/// The fields that left, and how many of those that the Permit names did not.
[[nodiscard]] Result<void> name_fields(ledger::Entry& entry, const law::consult::Permit& permit);
/// A refusal, or an institution that did not answer: the problem's type, and what it rests on.
[[nodiscard]] Result<void> name_problem(ledger::Entry& entry, const service::ProblemType& type, const law::Citations& paragraphs);

/// Answers with a problem whose entry is safe; with another problem where the log can't take it.
[[nodiscard]] service::Answer refuse(ledger::AccessLog& log, ledger::LogEntry entry, service::ProblemDocument problem, Waiting& waiting);
/// The log can't take an entry, so nothing is answered.
[[nodiscard]] service::Answer unlogged(Problem cause);

}  // namespace crossroads::exchange::consultation
