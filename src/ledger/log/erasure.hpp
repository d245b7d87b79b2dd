// Erasing entries beyond recovery, while the tree and all its proofs stay as they are.
//
// Three steps, each of which can be done again. An `erased` entry that anyone may open says what goes and by which authorisation; in the same
// transaction the sealed parts and the tags go, and days whose index loses tags of a single entry are committed to anew. Then the key store
// destroys the keys, in one new generation, so that no older copy of the database or of the key store opens what was erased. Then a `key`
// entry says so. Stopped in between, `finish` does what is missing.
//
// What an older copy of the database still has of a single erased entry is its tags: whoever has the day's keys can tell from them that
// there was an entry about this person. They end with the day's keys.
#pragma once

#include <vector>

#include "ledger/log/composer.hpp"
#include "ledger/log/open_entries.hpp"
#include "ledger/seal/key_store.hpp"

namespace crossroads::ledger {

struct Erasure {
  std::vector<domain::Date> days = {};  ///< all entries about persons of these days, UTC
  std::vector<EntryId> entries = {};    ///< single ones
  Reference authorisation;              ///< of the archivist or a court; no personal data, as anyone may read it
  std::optional<AgentPart> by = {};
};

struct Erased {
  EntryId entry;  ///< the one that tells of it
  Generation generation;
  std::uint64_t parts = 0, tags = 0;  ///< how many there were
  /// Whether the store's own journals are free of it too. If not (someone was reading), its rows stand there until they are used again.
  bool journals_clear = false;
};

/// For one thread at a time. Others may append to the same log meanwhile.
class Eraser {
 public:
  /// Store and keys outlive the eraser. `setting.keys` must be the same key store. `years`: how long a day is kept at least.
  Eraser(LedgerStore& store, LedgerSetting setting, KeyStore& keys, int years = 10);

  /// Refuses, and changes nothing: a day that is not over for so many years, a day without entries about persons, a day or entry that was erased,
  /// an entry that is not there, one that tells what was done to the log.
  [[nodiscard]] Result<Erased> erase(const Erasure& erasure);
  /// Destroys the keys of what was erased and whose keys may still be there; says which erasures those were.
  [[nodiscard]] Result<std::vector<EntryId>> finish();

 private:
  /// What is to go, as it stands in the log.
  struct Plan {
    std::vector<EntryRange> ranges;  ///< of sealed parts
    std::vector<EntryPlace> places;  ///< of single entries
    std::vector<RetentionDay> days;
    std::vector<Statement> statements;
  };
  [[nodiscard]] Result<Plan> plan(const Erasure& erasure, Instant now);
  [[nodiscard]] Result<void> plan_day(domain::Date day, Instant now, Plan& plan);
  [[nodiscard]] Result<void> plan_entry(const EntryId& id, Plan& plan);
  /// The indexes that lose tags of single entries, committed to again.
  [[nodiscard]] Result<void> plan_indexes(Plan& plan, const std::vector<OpenEntry>& open);
  [[nodiscard]] Result<void> drop_rows(const Plan& plan, Erased& erased);
  [[nodiscard]] Result<Generation> destroy(const EntryId& erasure, std::span<const EntryPlace> places, std::span<const RetentionDay> days);

  LedgerStore& store_;
  LedgerSetting setting_;
  KeyStore& keys_;
  int years_;
  Composer composer_;
};

}  // namespace crossroads::ledger
