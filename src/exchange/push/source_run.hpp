// The source's monthly run: its own aid, and the persons as the National Register knows them (11/031 §21).
#pragma once

#include "exchange/push/push_law.hpp"
#include "facts/fact_store.hpp"
#include "ledger/log/ledger.hpp"
#include "register/client.hpp"
#include "run/monthly.hpp"
#include "service/trace.hpp"
#include "transit/queue.hpp"

namespace crossroads::exchange::push {

/// For one thread at a time. Refers to its parts; facts, records, log and queue stand in one store.
class SourceRun {
 public:
  struct Parts {
    facts::FactStore& facts;
    run::MessageStore& records;
    ledger::Ledger& log;
    transit::Queue& queue;
    national_register::Register& the_register;
    const domain::UnionMembers& members;
    service::Randomness randomness;
    unsigned threads = 0;  ///< 0: as many as the machine has
    std::function<void(run::RunPhase, std::uint64_t done, std::uint64_t total)> progress = {};
  };
  explicit SourceRun(Parts parts) : parts_(std::move(parts)) {}

  /// `run`: as it was begun in the records. Fails where the register does not answer, and as monthly_run does; what was handed over before stands, and the run can be repeated.
  [[nodiscard]] Result<run::RunReport> perform(const PushLaw& law, domain::Month month, run::RunId run, Waiting& waiting) const;

 private:
  struct Facts;
  [[nodiscard]] Result<Facts> gather(const PushLaw& law, domain::Month month, const service::Trace& trace, Waiting& waiting) const;

  Parts parts_;
};

}  // namespace crossroads::exchange::push
