// What one entry of the access log says (SPEC §11): who received which data on whom, when, why, by which rule.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/sha256.hpp"
#include "domain/communication.hpp"
#include "domain/enterprise_number.hpp"
#include "domain/niss.hpp"
#include "law/syntax/paragraph.hpp"
#include "ledger/seal/checked_text.hpp"

namespace crossroads::ledger {

// Stored as words; the order may change.
enum class Event : std::uint8_t {
  sent,
  received,
  answered,
  no_data,
  refused,
  struck,
  corrected,
  withdrawn,
  viewed,
  exported,
  signed_in,
  break_glass,
  log_read,
  erased,
  held,
  key,
  admin,
};
inline constexpr std::array<std::string_view, 17> event_names{"sent",      "received",  "answered", "no-data",  "refused",   "struck",
                                                              "corrected", "withdrawn", "viewed",   "exported", "signed-in", "break-glass",
                                                              "log-read",  "erased",    "held",     "key",      "admin"};
[[nodiscard]] constexpr std::string_view to_name(Event event) { return event_names[static_cast<std::size_t>(event)]; }

/// As what the person stands in the communication.
enum class SubjectRole : std::uint8_t { applicant, sponsor, subject };
inline constexpr std::array<std::string_view, 3> subject_role_names{"applicant", "sponsor", "subject"};
[[nodiscard]] constexpr std::string_view to_name(SubjectRole role) { return subject_role_names[static_cast<std::size_t>(role)]; }

/// On what occasion a consultation was made (SPEC §9).
enum class ConsultationGround : std::uint8_t { stay_application, verification };
inline constexpr std::array<std::string_view, 2> consultation_ground_names{"stay_application", "verification"};
[[nodiscard]] constexpr std::string_view to_name(ConsultationGround ground) {
  return consultation_ground_names[static_cast<std::size_t>(ground)];
}

/// The value written so, by the names of its list.
template <class E, std::size_t n>
[[nodiscard]] constexpr std::optional<E> from_name(const std::array<std::string_view, n>& names, std::string_view text) {
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == text) return static_cast<E>(i);
  }
  return std::nullopt;
}

namespace kinds {
template <Letters allowed, std::size_t bytes>
struct Of {
  static constexpr Letters letters = allowed;
  static constexpr std::size_t longest = bytes;
};
struct Log : Of<Letters::word, 64> {
  static constexpr std::string_view what = "name of a log";
};
struct Batch : Of<Letters::word, 64> {
  static constexpr std::string_view what = "name of a batch";
};
struct Category : Of<Letters::word, 64> {
  static constexpr std::string_view what = "category";
};
struct Rule : Of<Letters::word, 64> {
  static constexpr std::string_view what = "rule";
};
struct Field : Of<Letters::word, 64> {
  static constexpr std::string_view what = "field";
};
struct Outcome : Of<Letters::word, 64> {
  static constexpr std::string_view what = "outcome";
};
struct ProblemType : Of<Letters::word, 200> {
  static constexpr std::string_view what = "problem type";
};
struct Authorisation : Of<Letters::line, 64> {
  static constexpr std::string_view what = "name of an authorisation";
};
struct Purpose : Of<Letters::line, 1000> {
  static constexpr std::string_view what = "purpose";
};
struct Dossier : Of<Letters::line, 100> {
  static constexpr std::string_view what = "dossier reference";
};
struct Reference : Of<Letters::line, 200> {
  static constexpr std::string_view what = "reference";
};
struct Doubt : Of<Letters::lines, 4000> {
  static constexpr std::string_view what = "doubt";
};
struct Detail : Of<Letters::lines, 16000> {
  static constexpr std::string_view what = "detail";
};
struct Agent : Of<Letters::line, 100> {
  static constexpr std::string_view what = "agent";
};
struct Unit : Of<Letters::line, 100> {
  static constexpr std::string_view what = "unit";
};
}  // namespace kinds

/// Which log of an installation: `source`, `hub`, `desk`.
using LogName = CheckedText<kinds::Log>;
/// A mass push, or another group of messages that went together.
using Batch = CheckedText<kinds::Batch>;
/// As its document gives it.
using AuthorisationName = CheckedText<kinds::Authorisation>;
using Category = CheckedText<kinds::Category>;
/// The rule of the law that decided.
using Rule = CheckedText<kinds::Rule>;
/// The name of a field that was disclosed, never its value.
using FieldName = CheckedText<kinds::Field>;
/// How it ended, as the code that decided calls it.
using Outcome = CheckedText<kinds::Outcome>;
using ProblemType = CheckedText<kinds::ProblemType>;
using Purpose = CheckedText<kinds::Purpose>;
using Dossier = CheckedText<kinds::Dossier>;
/// The archivist's authorisation, the appeal that a hold is for: what gives the right to an act on the log.
using Reference = CheckedText<kinds::Reference>;
/// The doubt or the prompting information, in the agent's words.
using Doubt = CheckedText<kinds::Doubt>;
/// What an act on the log or the installation was about; in a shard's first entry the last checkpoint of the shard before.
using Detail = CheckedText<kinds::Detail>;
using Agent = CheckedText<kinds::Agent>;
using Unit = CheckedText<kinds::Unit>;

/// W3C Trace Context §3.2.2.3: sixteen bytes, not all of them zero.
class TraceId {
 public:
  using Bytes = std::array<std::uint8_t, 16>;
  /// Exactly 32 lower-case hexadecimal digits.
  [[nodiscard]] static Result<TraceId> parse(std::string_view text);
  [[nodiscard]] constexpr const Bytes& bytes() const { return bytes_; }
  friend constexpr auto operator<=>(const TraceId&, const TraceId&) = default;

 private:
  TraceId() = default;
  Bytes bytes_ = {};
};
[[nodiscard]] std::string to_string(const TraceId& trace);

/// HMAC-SHA-256 over the values disclosed, under a key of the day: proves what was seen without keeping it twice.
struct ValuesDigest {
  Sha256 digest;
  friend constexpr auto operator<=>(const ValuesDigest&, const ValuesDigest&) = default;
};

/// Everything but who the agent was. What does not apply is absent. Sequence and time stand in the leaf.
struct Entry {
  Event event = Event::sent;
  std::optional<domain::MessageNumber> message = {};
  std::optional<domain::Ticket> ticket = {};
  std::optional<Batch> batch = {};
  std::optional<TraceId> trace = {};
  std::optional<domain::EnterpriseNumber> sender = {};
  std::optional<domain::EnterpriseNumber> recipient = {};
  std::optional<domain::Niss> subject = {};
  std::optional<SubjectRole> role = {};
  std::optional<domain::AuthorisationVersion> authorisation = {};
  std::optional<Category> category = {};
  law::Citations paragraphs = {};
  std::optional<Rule> rule = {};
  std::optional<Purpose> purpose = {};
  std::optional<ConsultationGround> ground = {};
  bool doubt_stated = false;
  std::optional<Doubt> doubt = {};  ///< never in the hub's log
  std::optional<Dossier> dossier = {};
  std::vector<FieldName> fields = {};          ///< the fields disclosed, in the order in which the law names them
  std::optional<std::uint32_t> withheld = {};  ///< how many were not
  std::optional<ValuesDigest> values = {};
  std::optional<Outcome> outcome = {};
  std::optional<ProblemType> problem = {};
  std::optional<Reference> reference = {};
  std::optional<Detail> detail = {};
  bool operator==(const Entry&) const = default;
};

/// Who at the desk: a part of its own, sealed under another key. A person's report never opens it.
struct AgentPart {
  Agent agent;
  std::optional<Unit> unit = {};
  bool operator==(const AgentPart&) const = default;
};

/// How long an entry is kept. Stored values: append only, never renumber.
enum class Retention : std::uint8_t {
  exchange = 1,        ///< what is about a person: ten years at least, then erased
  administration = 2,  ///< what was done to the log: as long as there is a log, so that an erasure stays known
};
inline constexpr std::array<std::string_view, 3> retention_names{"", "exchange", "administration"};
[[nodiscard]] constexpr std::string_view to_name(Retention retention) { return retention_names[static_cast<std::size_t>(retention)]; }

/// Erasures, holds, key events and administrative acts outlive the entries that they are about.
[[nodiscard]] constexpr Retention retention_of(Event event) {
  const bool about_the_log = event == Event::erased || event == Event::held || event == Event::key || event == Event::admin;
  return about_the_log ? Retention::administration : Retention::exchange;
}

}  // namespace crossroads::ledger
