// Finds entries again by what they are about.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "ledger/log/ledger_store.hpp"
#include "ledger/seal/tag.hpp"

namespace crossroads::ledger {

struct Search {
  SearchTerm term;
  domain::Date first, last;  ///< UTC days, both included
  /// Whether to open who the agents were too. A person's report does not ask for it (SPEC §11).
  bool agents = false;
};

/// An entry that was found, opened.
struct Found {
  EntryId id;
  Leaf leaf;
  /// Nothing where it was erased since.
  std::optional<Opened<Entry>> entry;
  std::optional<Opened<AgentPart>> agent;
};

/// The tags under which a term stands on each day that has keys.
struct TagOfDay {
  domain::Date day;
  TagClass of;
  TagValue tag;
};
[[nodiscard]] Result<std::vector<TagOfDay>> tags_of(DayKeys& keys, const LogName& log, const Search& search);

/// Reads without leaving an entry: for the ledger, which leaves one (ledger.hpp), and for what is part of a logged act.
class Searcher {
 public:
  /// All three outlive the searcher.
  Searcher(LedgerStore& store, DayKeys& keys, LogName log) : store_(store), keys_(keys), log_(log), opener_(keys, std::move(log)) {}

  /// In the order of the log. A problem where an entry found is not about the term, or not what its leaf says.
  [[nodiscard]] Result<std::vector<Found>> find(const Search& search);
  /// One entry. A problem where there is none of this number.
  [[nodiscard]] Result<Found> open(const EntryId& id, bool agents);
  /// A range, entry after entry; visitors may write to the store. A problem where an entry is missing.
  [[nodiscard]] Result<void> open(const EntryRange& range, bool agents, const std::function<Result<void>(Found&&)>& visit);

 private:
  [[nodiscard]] Result<Found> opened(const EntryId& id, std::span<const std::uint8_t> leaf, const StoredParts& parts, bool agents);

  LedgerStore& store_;
  DayKeys& keys_;
  LogName log_;
  Opener opener_;
};

}  // namespace crossroads::ledger
