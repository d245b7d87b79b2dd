// One access log: whatever is appended, read or committed to goes through here.
#pragma once

#include <span>
#include <vector>

#include "ledger/log/composer.hpp"
#include "ledger/log/day_index.hpp"
#include "ledger/log/ledger_store.hpp"
#include "ledger/log/logged_answer.hpp"
#include "ledger/log/open_entries.hpp"
#include "ledger/log/search.hpp"

namespace crossroads::ledger {

/// An answer to "which entries, and no others": for each day that is committed to, its proof. It shows that the index, as the log is committed
/// to it, has these entries under the tag and no others. That the tag is the person's shows only to who has the day's tag key, and that the index
/// leads to every entry only to who opens them all (VerifyOptions::day_keys).
struct ProvenDay {
  CommittedIndex index;
  TagValue tag = {};
  CompletenessProof proof;
};
struct FoundAndProven {
  std::vector<Found> entries;
  std::vector<ProvenDay> days;
  std::vector<domain::Date> unproven;  ///< days with keys that are not over, or not committed to
};

/// For one thread at a time: it writes in the caller's thread, one transaction a call. Where many callers wait, the Committer writes.
class Ledger {
 public:
  using Effect = LedgerStore::Effect;

  /// The store outlives the ledger.
  Ledger(LedgerStore& store, LedgerSetting setting);

  /// Durable when it returns: all entries, next to each other, with what the effect wrote to the same store; or nothing of it.
  [[nodiscard]] Result<Receipt> append(std::span<const LogEntry> entries, const Effect& effect = {});
  /// The same, where what the entries say is known only once their rows are written (a number that the store gives): `act` writes them to
  /// the same store, with the right to write, and says what to log.
  using Act = std::function<Result<std::vector<LogEntry>>()>;
  [[nodiscard]] Result<Receipt> append_with(const Act& act);
  /// The payload can be had back only when its entries are durable.
  template <class T>
  [[nodiscard]] Result<LoggedAnswer<T>> answer(std::span<const LogEntry> entries, T payload, const Effect& effect = {}) {
    Receipt receipt = CROSSROADS_TRY(append(entries, effect));
    return LoggedAnswer<T>(std::move(payload), std::move(receipt));
  }

  /// Finds and opens; `reading` says who reads and why, and is logged before anything is handed out.
  [[nodiscard]] Result<LoggedAnswer<std::vector<Found>>> search(const Search& search, const LogEntry& reading);
  /// The same with a proof for each day that these are all its entries.
  [[nodiscard]] Result<LoggedAnswer<FoundAndProven>> search_with_proof(const Search& search, const LogEntry& reading);

  /// Opens whole ranges, for who exports or goes through a period (period.hpp). `reading` is durable before the first visit; a visitor's
  /// failure ends the reading.
  using VisitFound = std::function<Result<void>(Found&&)>;
  [[nodiscard]] Result<Receipt> read(std::span<const EntryRange> ranges, bool agents, const LogEntry& reading, const VisitFound& visit);

  /// Commits to the index of a day that is over, in an entry that anyone may open. Refuses a day that may still get entries, and one
  /// that is committed to already.
  [[nodiscard]] Result<std::vector<IndexCommitment>> commit_index(domain::Date day);
  /// The same for every day with tags before today that is not committed to yet; says which.
  [[nodiscard]] Result<std::vector<domain::Date>> commit_ended_days();

  /// Keeps the newest checkpoint, which is then handed out: cosignatures and timestamps are added to it. Nothing for an empty log.
  [[nodiscard]] Result<std::optional<KeptCheckpoint>> hand_out_checkpoint();

  [[nodiscard]] const LogName& log() const { return setting_.log; }

 private:
  LedgerStore& store_;
  LedgerSetting setting_;
  Composer composer_;
  Searcher searcher_;
};

}  // namespace crossroads::ledger
