// The embedded store: one SQLite file with everything that one institution keeps.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "base/problem.hpp"
#include "store/sqlite/desk_record.hpp"
#include "store/sqlite/fact_store.hpp"
#include "store/sqlite/hub_record.hpp"
#include "store/sqlite/ledger_store.hpp"
#include "store/sqlite/message_store.hpp"
#include "store/sqlite/queue.hpp"
#include "store/sqlite/schema.hpp"

namespace crossroads::store::sqlite {

/// How much of the file one connection keeps in memory: the upper pages of every index; or less, for who has several connections.
enum class Cache : std::uint32_t { mebibytes_64 = 64, mebibytes_8 = 8 };

struct OpenOptions {
  Access access = Access::read_write;
  /// How long to wait while another process writes.
  std::chrono::milliseconds patience{2000};
  Older older = Older::refuse;
  Cache cache = Cache::mebibytes_64;
};

/// One open store, for one thread at a time. Every write is durable when it returns (write-ahead log, `synchronous = FULL`).
class Store {
 public:
  /// Fails with a clear reason for a file that is no store of this version (schema.hpp), and where there is none and none is to be made.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::filesystem::path& path, const OpenOptions& options = {});

  [[nodiscard]] facts::FactStore& facts() { return facts_; }
  [[nodiscard]] run::MessageStore& messages() { return messages_; }
  [[nodiscard]] ledger::LedgerStore& ledger() { return ledger_; }
  /// To the one institution that this one sends to: the source to the hub, the hub to the desk.
  [[nodiscard]] transit::Queue& queue() { return queue_; }
  [[nodiscard]] transit::HubRecord& hub_record() { return hub_record_; }
  [[nodiscard]] transit::DeskRecord& desk_record() { return desk_record_; }

 private:
  explicit Store(Database database)
      : database_(std::move(database)),
        facts_(database_),
        messages_(database_),
        ledger_(database_),
        queue_(database_),
        hub_record_(database_),
        desk_record_(database_) {}
  Database database_;
  SqliteFactStore facts_;
  SqliteMessageStore messages_;
  SqliteLedgerStore ledger_;
  SqliteQueue queue_;
  SqliteHubRecord hub_record_;
  SqliteDeskRecord desk_record_;
};

}  // namespace crossroads::store::sqlite
