// What passes by push, as JSON: the items of `POST /hub/v1/messages` (api/hub.yaml) and of `POST /desk/v1/messages` (api/desk.yaml).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "domain/date.hpp"
#include "run/message.hpp"
#include "service/body.hpp"

namespace crossroads::exchange::push {

/// From the source to the hub: a message, the run that sends it, and the rule by which it is handed over, which the hub logs and tells nobody.
struct HandOver {
  domain::MessageNumber number{};
  domain::Month run_month;
  std::string rule;  ///< empty of a withdrawal
  run::Message message;
  bool operator==(const HandOver&) const = default;
};
/// From the source to the hub: everything that this run had to say was said before. So the hub looks at everybody anew.
struct RunEnd {
  run::AuthorisationVersion authorisation;
  domain::Month month;
  bool operator==(const RunEnd&) const = default;
};
using SourceItem = std::variant<HandOver, RunEnd>;

/// From the hub to the desk.
struct Relay {
  domain::Ticket ticket;
  std::optional<domain::MessageNumber> number = {};  ///< nothing where the hub withdraws by itself
  std::optional<domain::Ticket> replaces = {};       ///< of a correction or withdrawal
  /// A correction of the hub's own: months, amounts, natures, quality and who is meant stand as in what it replaces; the message holds the number of
  /// the person, if it is disclosed, and the periods.
  bool periods_alone = false;
  run::Message message;  ///< `replaces` in it is not used; `person` is the number that is disclosed, nobody's where none is
  bool operator==(const Relay&) const = default;
};

/// One object each, always the same text for the same item.
[[nodiscard]] std::string to_json(const SourceItem& item);
[[nodiscard]] std::string to_json(const Relay& relay);

/// What is wrong with it is among the body's issues. `today`: no NISS lies after it.
[[nodiscard]] SourceItem read_source_item(service::Object& from, domain::Date today);
[[nodiscard]] Relay read_relay(service::Object& from, domain::Date today);
/// An item on its own, as `to_json` wrote it and a store kept it. A problem for anything else.
[[nodiscard]] Result<SourceItem> read_source_item(std::string_view json, domain::Date today);

/// `{"items":[…]}`, of items that are JSON already.
[[nodiscard]] std::string batch_of(std::span<const std::string_view> items);

}  // namespace crossroads::exchange::push
