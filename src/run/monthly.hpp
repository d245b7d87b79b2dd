// The monthly run: sends what is due and was not sent, corrects and withdraws what is due otherwise or no longer (SPEC §8).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "domain/country.hpp"
#include "domain/population.hpp"
#include "law/evaluate/plan.hpp"
#include "run/compose.hpp"
#include "run/message_store.hpp"
#include "run/outbox.hpp"
#include "run/progress.hpp"
#include "run/run_report.hpp"

namespace crossroads::run {

/// Which institution's part is done: an analyst's machine plays both in turn.
enum class Parts : std::uint8_t { source, both };

enum class RunPhase : std::uint8_t { reading_the_record, comparing, handing_over, relaying, striking };

/// What is run, on which facts. Refers to its parts, which must outlive it. Whatever is not of the facts is brought by the caller.
struct MonthlyRun {
  const law::fast::Plan& plan;
  AuthorisationVersion authorisation;
  const domain::UnionMembers& members;
  const domain::Population& population;
  Newest newest;           ///< today's number of a person
  IdentityOf identity_of;  ///< asked once a person at most, and only of those about whom something new is said
  domain::Month month;
  Parts parts = Parts::both;
  std::optional<RunId> begun = {};  ///< the run, where it was begun before; else one is begun here
  std::function<Instant()> clock;
  std::function<void(std::span<std::uint8_t>)> randomness;  ///< fills what it is given: the tickets' chance
  unsigned threads = 0;                                     ///< 0: as many as the machine has; the result does not depend on it
  std::size_t batch = 1000;                                 ///< messages a transaction

  std::function<void(RunPhase, std::uint64_t done, std::uint64_t total)> progress = {};
  /// See every message once it is safely in its record, in order; of a dry run, what would be (numbers and tickets are zero). May be empty.
  std::function<void(std::span<const HandedOver>)> on_handed_over = {};
  std::function<void(std::span<const Relayed>)> on_relayed = {};
};

/// Reads the records in `store`, and writes to them through `outbox` alone, but for the beginning of the run. Without an outbox it is
/// a dry run: it compares and reports, and writes nothing.
///
/// Does the source's part, then the hub's if that is asked for. Each batch is one transaction, and what follows depends only on the facts and the
/// records: so a run may be killed at any moment, and the next one ends in the same messages, under the same numbers, none twice.
/// Fails as the store does, and for a month that the law can't be asked about; then the batches before stand.
[[nodiscard]] Result<RunReport> monthly_run(const MonthlyRun& order, MessageStore& store, Outbox* outbox);

}  // namespace crossroads::run
