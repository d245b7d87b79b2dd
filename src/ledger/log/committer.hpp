// Group commit: what many callers want logged at the same time is made durable together.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "ledger/log/access_log.hpp"
#include "ledger/log/composer.hpp"
#include "ledger/log/ledger_store.hpp"

namespace crossroads::ledger {

struct CommitterLimits {
  /// Entries that wait at most; who brings more waits too.
  std::size_t queued = 8192;
  /// Entries of one transaction.
  std::size_t group = 1024;
};

/// One for each log and process; others may append to the same log meanwhile. A thread seals the next group while another writes the one
/// before; there is no timer: whatever came while the last one was on its way goes next.
///
/// It fails closed: nobody is told that his entries are safe before they are, and after any failure the head is read again.
class Committer final : public AccessLog {
 public:
  using Done = std::function<void(Result<Receipt>)>;

  /// The store, which has a connection of its own, is the committer's alone as long as it lives.
  Committer(LedgerStore& store, const LedgerSetting& setting, CommitterLimits limits = {});
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;
  /// Takes nothing more, and ends when everything that it took was answered.
  ~Committer() override;

  /// Waits until the entries are durable, all of them and next to each other, or none is. The effect runs in the writer's thread,
  /// inside the transaction, and must leave no trace elsewhere: it runs again where another caller's effect failed. A failing effect
  /// refuses its own entries only. Any thread may call.
  [[nodiscard]] Result<Receipt> append(std::vector<LogEntry> entries, Effect effect = {});
  /// The same without waiting, except for room in the queue: `done` is called in one of the committer's threads and must be short.
  void submit(std::vector<LogEntry> entries, Effect effect, Done done);
  /// The payload can be had back only when its entries are durable.
  template <class T>
  [[nodiscard]] Result<LoggedAnswer<T>> answer(std::vector<LogEntry> entries, T payload, Effect effect = {}) {
    Receipt receipt = CROSSROADS_TRY(append(std::move(entries), std::move(effect)));
    return LoggedAnswer<T>(std::move(payload), std::move(receipt));
  }

  // The same for who waits without holding a thread.
  using AccessLog::answer;
  using AccessLog::append;

 private:
  [[nodiscard]] Result<Receipt> append_and_wait(std::vector<LogEntry> entries, Effect effect, Waiting& waiting) override;

  struct Pending {
    std::vector<LogEntry> entries;
    Effect effect;
    Done done;
  };
  struct Group {
    std::vector<Pending> pending;
    Composer::Composed composed;
  };

  void seal_groups();
  void write_groups();
  void write(Group& group);
  /// One transaction; `refused`: whose effect failed, if that was the reason.
  [[nodiscard]] Result<void> write_once(Group& group, std::optional<std::size_t>& refused);
  [[nodiscard]] std::vector<Pending> take();
  /// To be taken again, one at a time.
  void give_back(std::vector<Pending> pending);
  [[nodiscard]] static std::vector<const LogEntry*> entries_of(const std::vector<Pending>& pending);
  static void acknowledge(const Group& group);
  static void fail(const std::vector<Pending>& pending, const Problem& problem);
  /// What was sealed ahead is worth nothing: the log is not where it was foreseen.
  void forget_foreseen();

  LedgerStore& store_;
  LogName log_;
  CommitterLimits limits_;
  Composer ahead_, under_lock_;  // of the sealing and of the writing thread

  std::mutex mutex_;
  std::condition_variable to_seal_, to_write_, room_;
  std::deque<Pending> queue_;
  std::size_t queued_ = 0;                            // entries of the queue
  std::size_t alone_ = 0;                             // how many at the front of the queue are to be taken one at a time
  std::optional<Group> sealed_;                       // waits for the writer
  std::optional<std::optional<ShardHead>> foreseen_;  // the head after all that was sealed, as long as nothing gets in between
  std::uint64_t surprises_ = 0;                       // how often something did
  bool writing_ = false, closing_ = false, no_more_ = false;
  std::thread sealer_, writer_;
};

}  // namespace crossroads::ledger
