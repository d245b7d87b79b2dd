// What the hub makes of one person's messages (SPEC §7, §8): a difference again, of what it would let pass of what the source holds, minus what stands
// at the recipient. Pure: no store, no clock, no log.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "law/evaluate/decision.hpp"
#include "law/evaluate/view.hpp"
#include "run/disclosed_fields.hpp"
#include "run/message.hpp"
#include "transit/hub_record.hpp"

namespace crossroads::exchange::push {

/// The digest of a text under the hub's key.
using Keyed = std::function<transit::KeyedDigest(std::string_view)>;

/// What the hub decides by. Refers to its parts, which outlive it.
struct HubRules {
  const law::Authorisation& law;
  const std::vector<run::DisclosedFields>& fields;  ///< by CategoryIndex
  const Keyed& keyed;
};

/// A withdrawal of the source that has just come.
struct Retracted {
  domain::MessageNumber number{};    ///< of the withdrawal
  domain::MessageNumber replaces{};  ///< of what it withdraws
  domain::Month month;
};

/// One person under one authorisation.
struct HubCase {
  std::optional<law::Subject> person;  ///< by the hub's own view of the register; nothing for somebody whom the register does not know
  domain::Niss newest;
  transit::HubPersonRecord record;                      ///< with what has just come in it
  std::map<domain::MessageNumber, run::Message> words;  ///< what held messages say, as far as it is at hand
  std::vector<Retracted> retracted = {};
};

/// One person of whom every held month is decided. Refers to the case, which stays as it is but for its words.
struct DecidedCase {
  const HubCase* of;
  std::vector<law::Decision> decisions;  ///< by the place in `of->record.held`
};
[[nodiscard]] DecidedCase decide(const HubRules& rules, const HubCase& of);
/// Messages that would pass and whose words are neither at hand nor at the recipient: whoever settles reads them first.
[[nodiscard]] std::vector<domain::MessageNumber> words_needed(const DecidedCase& decided);

/// One message that the hub has to send.
struct ToSend {
  run::MessageKind kind = run::MessageKind::first;
  std::optional<domain::MessageNumber> number = {};  ///< the source's message that it passes on
  std::optional<domain::Ticket> replaces = {};
  domain::Month month;
  law::CategoryIndex category = law::no_category;  ///< by the hub's view; none of a withdrawal
  std::optional<domain::MonthSpan> spell = {};     ///< of a new message or a correction, where periods are told
  transit::KeyedDigest content = {};
  bool periods_alone = false;  ///< all but the spell stands as before: nothing else needs to be said
};

/// A message of which the hub lets nothing pass, found so for the first time.
struct ToStrike {
  domain::MessageNumber number{};
  domain::Month month;
  law::CategoryIndex category = law::no_category;
  law::RuleRef rule = {};  ///< the exclusion; none where nothing new may be said about the person (I20), or no category holds
  bool unknown = false;    ///< the exclusion is not known to be false, rather than true
};

struct Settlement {
  std::vector<ToSend> sends;  ///< in the order in which they are sent
  std::vector<ToStrike> strikes;
  /// Messages that are due and whose words the hub no longer has: they passed, were withdrawn by the hub, and may pass again.
  std::vector<domain::MessageNumber> wanted;
};

/// `run_month`: the run in which it is done; the record holds nothing of a later month.
[[nodiscard]] Settlement settle(const HubRules& rules, const DecidedCase& decided, domain::Month run_month);

/// What a message says of the aid once the hub has struck what its category may not say, but for its periods.
[[nodiscard]] transit::KeyedDigest content_digest(const run::Message& message, const run::DisclosedFields& fields, const Keyed& keyed);

}  // namespace crossroads::exchange::push
