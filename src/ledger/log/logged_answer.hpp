// What may leave: an answer whose log entry is safe.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "ledger/log/entry_id.hpp"

namespace crossroads::ledger {

/// Where entries stand that were appended together, durably.
struct Receipt {
  Shard shard;
  Sequence first;  ///< the others follow
  std::uint64_t count = 0;
  Instant time;
  std::shared_ptr<const std::string> checkpoint;  ///< the signed head of a log with them in it
};

/// A payload together with the receipt of its log entries. Only the ledger makes one, after the commit; so whatever takes a
/// LoggedAnswer can't be handed anything that is not in the log (SPEC §11: no entry, no data).
template <class T>
class LoggedAnswer {
 public:
  [[nodiscard]] const T& payload() const& { return payload_; }
  [[nodiscard]] T payload() && { return std::move(payload_); }
  [[nodiscard]] const Receipt& receipt() const { return receipt_; }

 private:
  friend class AccessLog;
  friend class Ledger;
  friend class Committer;
  LoggedAnswer(T&& payload, Receipt receipt) : payload_(std::move(payload)), receipt_(std::move(receipt)) {}
  T payload_;
  Receipt receipt_;
};

}  // namespace crossroads::ledger
