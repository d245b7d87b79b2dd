// What the source hands over: in its record, in its log and in the queue to the hub, in one transaction.
#pragma once

#include "exchange/push/push_law.hpp"
#include "ledger/log/ledger.hpp"
#include "run/message_store.hpp"
#include "transit/queue.hpp"

namespace crossroads::exchange::push {

/// For an installation that plays the source alone, and for one run. The hub's part is the hub's: nothing is relayed or struck here.
class SourceOutbox final : public run::Outbox {
 public:
  /// All outlive it. Records, log and queue stand in one store.
  SourceOutbox(run::MessageStore& records, ledger::Ledger& log, transit::Queue& queue, const PushLaw& law, domain::Month run_month,
               const ledger::TraceId& trace, std::function<Instant()> clock)
      : records_(records),
        log_(log),
        queue_(queue),
        version_(law.version),
        run_month_(run_month),
        occasion_(law.occasion(trace)),
        clock_(std::move(clock)) {}

  [[nodiscard]] Result<std::vector<run::MessageNumber>> hand_over(run::RunId run, std::span<const run::Message> batch,
                                                                  EachBasis bases) override;
  [[nodiscard]] Result<void> relay(run::RunId run, std::span<const run::Relayed> batch, EachBasis bases) override;
  [[nodiscard]] Result<void> strike(run::RunId run, std::span<const run::Struck> batch, EachBasis bases) override;
  /// Tells the hub too that the run has said all.
  [[nodiscard]] Result<void> finish(run::RunId run, Instant finished) override;

 private:
  run::MessageStore& records_;
  ledger::Ledger& log_;
  transit::Queue& queue_;
  run::AuthorisationVersion version_;
  domain::Month run_month_;
  Occasion occasion_;
  std::function<Instant()> clock_;
};

}  // namespace crossroads::exchange::push
