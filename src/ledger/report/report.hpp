// A person's own report: who received which data on me, when, why, under which paragraph (SPEC §11). Agents can't be named in it: what it is
// made of can't hold one, and of what an agent wrote by hand (doubt, dossier, details) it keeps nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "law/syntax/declared.hpp"
#include "ledger/report/excerpt.hpp"
#include "ledger/report/names.hpp"

namespace crossroads::ledger::report {

/// The entry of one log that tells of a communication.
struct Source {
  std::size_t log = 0;  ///< in Report::logs
  EntryId id;
};

/// One communication about the person, as one log or the logs of both sides tell it.
struct Communication {
  Event event = Event::sent;  ///< the sender's where both tell of it
  Instant time;
  std::vector<Source> sources;  ///< the sender's first
  std::optional<domain::EnterpriseNumber> sender = {};
  domain::EnterpriseNumber recipient;  ///< who keeps the log, where the entry names nobody
  std::optional<domain::MessageNumber> message = {};
  std::optional<domain::Ticket> ticket = {};
  std::optional<SubjectRole> role = {};
  std::optional<domain::AuthorisationVersion> authorisation = {};
  std::optional<Category> category = {};
  law::Citations paragraphs = {};  ///< ascending, each once
  std::optional<Rule> rule = {};
  std::optional<Purpose> purpose = {};
  std::optional<ConsultationGround> ground = {};
  bool doubt_stated = false;
  std::vector<FieldName> fields = {};
  std::optional<std::uint32_t> withheld = {};
  std::optional<Outcome> outcome = {};
  std::optional<ProblemType> problem = {};
};

/// What happened under one authorisation between the same parties about a person of the same category.
struct Group {
  domain::EnterpriseNumber recipient;
  std::string authorisation;                  ///< its name; empty where none is named
  std::string category;                       ///< the same
  std::vector<Communication> communications;  ///< newest first

  /// What most of the communications have in common, so that a line need only say where it differs.
  struct Usual {
    std::optional<domain::EnterpriseNumber> sender = {};
    std::optional<SubjectRole> role = {};
    std::optional<Purpose> purpose = {};
    std::vector<FieldName> fields = {};
    std::optional<std::uint32_t> withheld = {};
    law::Citations paragraphs = {};
  };
  Usual usual = {};
};

/// How often an institution received data on the person under an authorisation.
struct Tally {
  domain::EnterpriseNumber recipient;
  std::string authorisation;    ///< empty where none is named
  std::uint64_t received = 0;   ///< communications that brought data, corrections too
  std::uint64_t withdrawn = 0;  ///< communications that took data back
  std::uint64_t without = 0;    ///< communications that brought none: no data, refused, struck
  std::uint64_t read = 0;       ///< data or log entries that were looked at
  Instant first, last;
};

struct Report {
  struct Log {
    LogName name;
    domain::EnterpriseNumber keeper;
    std::vector<FoundErased> erased;
    std::vector<domain::Date> proven, unproven;
    std::vector<SignedHead> heads;
  };
  Asked asked;
  std::vector<Log> logs;
  std::vector<Tally> summary;  ///< newest first
  std::vector<Group> groups;   ///< newest first
};

/// Leaves out what was done to administer the log. Two entries of different logs that name the same message, ticket or trace between the same
/// parties become one communication. A problem where an entry is about somebody else, outside the period, or of a day of which nothing is known
/// of completeness.
[[nodiscard]] Result<Report> make_report(const Asked& asked, std::span<const LogExcerpt> logs);

/// Whether an event of a log is part of a person's report at all.
[[nodiscard]] constexpr bool concerns_person(Event event) {
  return retention_of(event) == Retention::exchange && event != Event::signed_in;
}

/// For a person to read in a terminal or a letter.
[[nodiscard]] std::string to_text(const Report& report, const Names& names, law::Language language);
/// One page that stands alone: nothing to load, no script; prints on A4.
[[nodiscard]] std::string to_html(const Report& report, const Names& names, law::Language language);
/// One object on one line, in the words of the log; the same in every language.
[[nodiscard]] std::string to_json(const Report& report);

}  // namespace crossroads::ledger::report
