// What crosses from the source over the hub to the recipient, as values (SPEC §8).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "domain/cents.hpp"
#include "domain/communication.hpp"
#include "domain/country.hpp"
#include "domain/niss.hpp"
#include "domain/period.hpp"
#include "domain/vocabulary.hpp"

namespace crossroads::run {

using domain::AuthorisationVersion;
using domain::MessageNumber;
using domain::Ticket;

/// The number of a run in one store, positive, without a gap from 1 up.
enum class RunId : std::uint64_t {};

// Stored values: append only, never renumber.
enum class MessageKind : std::uint8_t { first, correction, withdrawal };  // first = `new`, which C++ keeps for itself
inline constexpr std::array<std::string_view, 3> message_kind_names{"new", "correction", "withdrawal"};
[[nodiscard]] constexpr std::string_view to_name(MessageKind kind) { return message_kind_names[static_cast<std::size_t>(kind)]; }

/// What of one month is disclosed; a month stands twice or more where amounts are disclosed by nature.
struct MonthAmount {
  domain::Month month;
  std::optional<domain::Cents> amount = {};
  std::optional<domain::Nature> nature = {};
  bool operator==(const MonthAmount&) const = default;
};

/// How the message says who is meant: number, names and country as they stood when it was sent; only what the authorisation names.
struct DisclosedIdentity {
  std::optional<domain::Niss> niss = {};
  std::optional<std::string> last_name = {};
  std::optional<std::string> first_names = {};
  std::optional<domain::Country> country_of_origin = {};
  bool operator==(const DisclosedIdentity&) const = default;
};

/// A message without the number and the ticket that the two institutions give it.
struct Message {
  AuthorisationVersion authorisation;
  std::string category;
  std::string purpose;
  MessageKind kind = MessageKind::first;
  /// The message that a correction or a withdrawal takes the place of; nothing in a first one.
  std::optional<MessageNumber> replaces = {};
  /// Whom it is about: the newest number of the chain when it was sent. How the record finds it, disclosed or not.
  domain::Niss person;
  domain::Month month;
  DisclosedIdentity identity = {};
  std::vector<MonthAmount> months = {};
  std::vector<domain::MonthSpan> periods = {};
  std::optional<domain::Quality> quality = {};
  bool operator==(const Message&) const = default;
};

/// A message of the source's record.
struct HandedOver {
  MessageNumber number{};
  RunId run{};
  Message message;
  bool operator==(const HandedOver&) const = default;
};

/// A message of the hub's record, as it left the hub: struck of what the authorisation doesn't name.
struct Relayed {
  Ticket ticket;
  /// The source's message that it relays; nothing where the hub withdraws by itself what it would now strike.
  std::optional<MessageNumber> number = {};
  RunId run{};
  Message message;  ///< `replaces`: a message of the source that stands relayed
  bool operator==(const Relayed&) const = default;
};

/// A monthly run that wrote messages; a dry run leaves no trace here.
struct RunRecord {
  RunId id{};
  AuthorisationVersion authorisation;
  domain::Month month;
  Instant started;
  std::optional<Instant> finished = {};  ///< nothing while it is under way, and for ever if it was cut short
  bool operator==(const RunRecord&) const = default;
};

}  // namespace crossroads::run
