// The messages of a run and their entries in the access logs, in one transaction: no entry, no data (SPEC §11).
#pragma once

#include "exchange/message_entry.hpp"
#include "ledger/log/ledger.hpp"
#include "run/message_store.hpp"

namespace crossroads::exchange {

/// For an installation that plays source and hub. What the source hands over is an entry `sent`, `corrected` or `withdrawn` of its log. The hub
/// takes a message up when it relays it (the same entries, of its own log) or strikes it (`struck`); the message's number joins the two logs.
/// Logs and records stand in one store: entries become durable with their messages, or neither does.
class LoggedOutbox final : public run::Outbox {
 public:
  /// All outlive the outbox. The logs stand in the store of the records.
  LoggedOutbox(run::MessageStore& records, ledger::Ledger& source, ledger::Ledger& hub, Occasion occasion)
      : records_(records), source_(source), hub_(hub), occasion_(std::move(occasion)) {}

  [[nodiscard]] Result<std::vector<run::MessageNumber>> hand_over(run::RunId run, std::span<const run::Message> batch,
                                                                  EachBasis bases) override;
  [[nodiscard]] Result<void> relay(run::RunId run, std::span<const run::Relayed> batch, EachBasis bases) override;
  [[nodiscard]] Result<void> strike(run::RunId run, std::span<const run::Struck> batch, EachBasis bases) override;
  [[nodiscard]] Result<void> finish(run::RunId run, Instant finished) override;

 private:
  run::MessageStore& records_;
  ledger::Ledger& source_;
  ledger::Ledger& hub_;
  Occasion occasion_;
};

}  // namespace crossroads::exchange
