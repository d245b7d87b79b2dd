// One step of the hub: from what was decided on some persons to what is written, sent and logged. Private to this folder.
#pragma once

#include <vector>

#include "exchange/push/push_law.hpp"
#include "exchange/push/settle.hpp"
#include "exchange/push/wire.hpp"
#include "ledger/log/composer.hpp"
#include "run/basis.hpp"
#include "service/trace.hpp"
#include "transit/queue.hpp"

namespace crossroads::exchange::push {

/// What becomes durable together.
struct HubStep {
  transit::HubChange change;
  std::vector<transit::NewConsignment> outgoing;
  std::vector<ledger::LogEntry> entries;
};

/// Composes one step, person by person. Refers to its parts.
class HubStepComposer {
 public:
  /// `change`: as far as it does not depend on what is decided.
  HubStepComposer(const PushLaw& law, const ledger::TraceId& trace, domain::Month run_month, Instant now,
                  const service::Randomness& randomness, transit::HubChange change);

  [[nodiscard]] Result<void> add(const HubCase& of, const Settlement& settlement);
  /// An entry for each message that was taken up and led to no other.
  [[nodiscard]] Result<HubStep> finish(std::span<const HandOver* const> taken_up);

 private:
  [[nodiscard]] Result<void> strike(const HubCase& of, const ToStrike& strike);
  [[nodiscard]] Result<void> send(const HubCase& of, const ToSend& send);
  [[nodiscard]] run::Message message(const HubCase& of, const ToSend& send, const transit::Standing* replaced) const;
  [[nodiscard]] Result<ledger::Entry> entry(const ToSend& send, const run::Message& message, const transit::Held* held);
  [[nodiscard]] domain::Ticket new_ticket() const;

  const PushLaw& law_;
  Occasion occasion_;
  ledger::Batch batch_;
  Instant now_;
  const service::Randomness& randomness_;
  run::Bases bases_;
  HubStep step_;
  std::vector<domain::MessageNumber> spoken_of_;  // numbers that have an entry
};

}  // namespace crossroads::exchange::push
