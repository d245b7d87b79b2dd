// Entries that anyone may open: they hold no personal data and bind the log to itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/log/ledger_store.hpp"
#include "ledger/log/statement.hpp"

namespace crossroads::ledger {

struct OpenEntry {
  EntryId id;
  Entry entry;
  std::string text;  ///< its canonical text
  Salt salt;         ///< with text and salt the leaf's commitment can be worked out
  friend bool operator==(const OpenEntry&, const OpenEntry&) = default;
};

/// What is wrong with an open entry, and which one it is.
struct BadOpenEntry {
  EntryId id;
  Problem problem;
};

/// Open entries of one shard, each held against the commitment of its leaf. A problem where the store can't be read; `bad`: where an entry
/// is not what its leaf says (then what came before it is returned).
[[nodiscard]] Result<std::vector<OpenEntry>> open_entries(LedgerStore& store, const LogName& log, const EntryRange& range,
                                                          std::optional<BadOpenEntry>& bad);

/// Those of all shards from one on, in the order of the log. A problem too where one is not what its leaf says.
[[nodiscard]] Result<std::vector<OpenEntry>> open_entries(LedgerStore& store, const LogName& log, Shard from);

/// A commitment to the index of a day, and the entry that makes it.
struct CommittedIndex {
  IndexCommitment commitment;
  EntryId committed_in;
  friend bool operator==(const CommittedIndex&, const CommittedIndex&) = default;
};
/// Of each day and class from `first` to `last` the one that was made last, ascending by day, then class.
[[nodiscard]] std::vector<CommittedIndex> committed_indexes(const std::vector<OpenEntry>& entries, domain::Date first, domain::Date last);

}  // namespace crossroads::ledger
