// From what happened to what is stored: entries get their place, their time, their seals and their leaf, the tree its new head.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/log/ledger_store.hpp"

namespace crossroads::ledger {

/// An entry as it is handed to the log.
struct LogEntry {
  Entry entry;
  std::optional<AgentPart> agent = {};
  /// It holds no personal data, and what it says is kept beside it in clear, so that it can be checked for ever without a key.
  bool open_to_all = false;
  /// The values disclosed, as they were shown: only a digest under the key of the entry's day is kept of them (SPEC §11), in `entry.values`.
  std::optional<std::string> disclosed_values = {};
};

/// Which log, who keeps it, and what it works with.
struct LedgerSetting {
  domain::EnterpriseNumber institution;
  LogName log;
  /// Outlives everything that was made with the setting; several threads ask it at once.
  DayKeys& keys;
  /// The key that signs the checkpoints of this origin, with the origin as its name. Asked once a shard.
  std::function<Result<SigningKey>(const Origin&)> signing_key;
  /// May be called by several threads at once.
  std::function<Instant()> now;
};

/// For one thread at a time.
class Composer {
 public:
  explicit Composer(LedgerSetting setting);

  struct Composed {
    std::optional<ShardHead> before;  ///< the head that the group follows
    EntryGroup group;
    Sequence first;  ///< of the entries given; a new shard has one entry before them
  };
  /// All entries get one time: now, but never before the head's. Where the year has changed a shard begins, and its first entry holds
  /// the last checkpoint of the shard before.
  [[nodiscard]] Result<Composed> compose(std::optional<ShardHead> before, std::span<const LogEntry* const> entries);

 private:
  [[nodiscard]] Result<void> add(const LogEntry& entry, EntryGroup& group);
  [[nodiscard]] Result<std::string> checkpoint(const ShardHead& head);

  LedgerSetting setting_;
  Sealer sealer_;
  Opener opener_;
  std::optional<std::pair<Origin, SigningKey>> signing_key_;
};

/// Appends one entry that depends on what stands in the log: `make` is asked with the right to write, and nothing can get in between. The
/// effect is told where the entry will stand.
[[nodiscard]] Result<Composer::Composed> append_made(LedgerStore& store, const LogName& log, Composer& composer,
                                                     const std::function<Result<LogEntry>(const std::optional<ShardHead>&)>& make,
                                                     const std::function<Result<void>(const Composer::Composed&)>& effect);

}  // namespace crossroads::ledger
