// The access logs of one installation, as the ledger sees them: a port. What stores them stands in src/store.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "ledger/log/stored.hpp"

namespace crossroads::ledger {

/// As long as it lives, everything that is read of the store is of one moment, and it is faster to read much of it.
class LedgerSnapshot {
 public:
  LedgerSnapshot() = default;
  LedgerSnapshot(const LedgerSnapshot&) = delete;
  LedgerSnapshot& operator=(const LedgerSnapshot&) = delete;
  virtual ~LedgerSnapshot() = default;
};

/// A log is a row of shards, each with entries that are never changed, only erased. Every write is one transaction, durable when the
/// function returns; inside the effect of an append it is a part of that. One object is for one thread at a time; several, in one
/// process or many, may use the same store.
class LedgerStore {
 public:
  LedgerStore() = default;
  LedgerStore(const LedgerStore&) = delete;
  LedgerStore& operator=(const LedgerStore&) = delete;
  virtual ~LedgerStore() = default;

  /// Where the newest shard ends; nothing for a log without entries.
  [[nodiscard]] virtual Result<std::optional<ShardHead>> head(const LogName& log) = 0;
  /// Where each shard ends, in ascending order.
  [[nodiscard]] virtual Result<std::vector<ShardHead>> shards(const LogName& log) = 0;

  /// Given the head that stands, says what to append. The group must live until `append` returns.
  using Compose = std::function<Result<const EntryGroup*>(const std::optional<ShardHead>&)>;
  /// What the caller writes to the same store together with the entries.
  using Effect = std::function<Result<void>()>;
  /// Takes the right to write, reads the head, asks what to append to it, writes, moves the head on and runs the effect, all or
  /// nothing: any failure, of `compose` and the effect too, leaves the log as it was. (A failure of the commit itself may leave the
  /// group behind: whoever goes on reads the head again.) Refuses a group that does not follow the head, and to append inside the effect of
  /// another append: what is not durable yet must not look as if it were.
  [[nodiscard]] virtual Result<void> append(const LogName& log, const Compose& compose, const Effect& effect) = 0;

  /// Visitors must not write to the store; their failure ends the reading.
  /// So many whole leaves, one behind the other, as follow each other from `first` on.
  using VisitLeaves = std::function<Result<void>(Sequence first, std::span<const std::uint8_t> leaves)>;
  [[nodiscard]] virtual Result<void> leaves(const LogName& log, const EntryRange& range, const VisitLeaves& visit) = 0;
  /// What is beside the leaves of the range, in ascending order; nothing for an entry that is missing.
  using VisitParts = std::function<Result<void>(Sequence, StoredParts&&)>;
  [[nodiscard]] virtual Result<void> parts(const LogName& log, const EntryRange& range, const VisitParts& visit) = 0;
  struct StoredEntry {
    Bytes leaf;
    StoredParts parts;
  };
  /// One entry. Nothing for one that is missing.
  [[nodiscard]] virtual Result<std::optional<StoredEntry>> entry(const LogName& log, const EntryId& id) = 0;
  /// Nothing for a node that is not kept.
  [[nodiscard]] virtual Result<std::optional<Hash>> node(const LogName& log, Shard shard, NodePosition position) = 0;
  /// What entries of the range say in clear, salt ‖ text, in ascending order.
  using VisitDisclosed = std::function<Result<void>(Sequence, std::span<const std::uint8_t>)>;
  [[nodiscard]] virtual Result<void> disclosed(const LogName& log, const EntryRange& range, const VisitDisclosed& visit) = 0;

  /// Nothing may be written by this object as long as the snapshot lives. Inside an append it is that transaction's own view.
  [[nodiscard]] virtual Result<std::unique_ptr<LedgerSnapshot>> snapshot() = 0;

  /// The entries of a day that have the tag, in ascending order.
  [[nodiscard]] virtual Result<std::vector<Sequence>> tagged(const LogName& log, domain::Date day, TagClass of, const TagValue& tag) = 0;
  /// Every tag of a day and class with its entries, ascending by tag, then entry.
  using VisitTag = std::function<Result<void>(const TagValue&, Sequence)>;
  [[nodiscard]] virtual Result<void> tags(const LogName& log, domain::Date day, TagClass of, const VisitTag& visit) = 0;
  /// The days from `first` to `last` that have tags, ascending.
  [[nodiscard]] virtual Result<std::vector<domain::Date>> tagged_days(const LogName& log, domain::Date first, domain::Date last) = 0;

  /// Forgets that part of the entries of the range, with its wrapped key; says how many had it. The leaves stay.
  [[nodiscard]] virtual Result<std::uint64_t> erase_parts(const LogName& log, const EntryRange& range, Part part) = 0;
  /// Forgets the tags that keys of the class made on the day: all of them, or those of one entry. Says how many there were.
  [[nodiscard]] virtual Result<std::uint64_t> erase_tags(const LogName& log, domain::Date day, TagClass of,
                                                         std::optional<Sequence> entry) = 0;
  /// Takes what was erased out of the store's own journals too. False where someone else reads them: then it is to be asked again later.
  [[nodiscard]] virtual Result<bool> clear_remains() = 0;
  /// Replaces all nodes that are kept of a shard. Refuses where it has not that size any more.
  [[nodiscard]] virtual Result<void> replace_nodes(const LogName& log, Shard shard, TreeSize size, std::span<const StoredNode> nodes) = 0;

  /// Keeps a checkpoint that is handed out. The same again changes nothing; another one for the same size is refused.
  [[nodiscard]] virtual Result<void> keep_checkpoint(const LogName& log, Shard shard, TreeSize size, std::string_view note) = 0;
  /// For a checkpoint that is kept. The same again changes nothing.
  [[nodiscard]] virtual Result<void> add_cosignature(const LogName& log, Shard shard, TreeSize size, std::string_view line) = 0;
  [[nodiscard]] virtual Result<void> add_timestamp(const LogName& log, Shard shard, TreeSize size,
                                                   const KeptCheckpoint::Timestamp& timestamp) = 0;
  /// Ascending by shard, then size.
  [[nodiscard]] virtual Result<std::vector<KeptCheckpoint>> checkpoints(const LogName& log) = 0;
};

}  // namespace crossroads::ledger
