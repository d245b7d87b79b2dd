// Where an institution's services log: the port of who waits for an entry without holding a thread.
#pragma once

#include <vector>

#include "base/waiting.hpp"
#include "ledger/log/composer.hpp"
#include "ledger/log/logged_answer.hpp"

namespace crossroads::ledger {

class AccessLog {
 public:
  using Effect = LedgerStore::Effect;

  AccessLog() = default;
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;
  virtual ~AccessLog() = default;

  /// Returns when the entries are durable, all of them and next to each other, with what the effect wrote to the store of the log; or none is. The
  /// effect runs inside the transaction, perhaps in another thread and more than once: it leaves no trace elsewhere, and its failure refuses these
  /// entries.
  [[nodiscard]] Result<Receipt> append(std::vector<LogEntry> entries, Waiting& waiting, Effect effect = {}) {
    return append_and_wait(std::move(entries), std::move(effect), waiting);
  }
  /// The payload can be had back only when its entries are durable.
  template <class T>
  [[nodiscard]] Result<LoggedAnswer<T>> answer(std::vector<LogEntry> entries, T payload, Waiting& waiting, Effect effect = {}) {
    Receipt receipt = CROSSROADS_TRY(append_and_wait(std::move(entries), std::move(effect), waiting));
    return LoggedAnswer<T>(std::move(payload), std::move(receipt));
  }

 private:
  [[nodiscard]] virtual Result<Receipt> append_and_wait(std::vector<LogEntry> entries, Effect effect, Waiting& waiting) = 0;
};

}  // namespace crossroads::ledger
