#include "ledger/log/committer.hpp"

#include <ranges>
#include <semaphore>

namespace crossroads::ledger {

Committer::Committer(LedgerStore& store, const LedgerSetting& setting, CommitterLimits limits)
    : store_(store), log_(setting.log), limits_(limits), ahead_(setting), under_lock_(setting) {
  sealer_ = std::thread([this] { seal_groups(); });
  writer_ = std::thread([this] { write_groups(); });
}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  to_seal_.notify_all();
  room_.notify_all();
  sealer_.join();
  writer_.join();
}

Result<Receipt> Committer::append(std::vector<LogEntry> entries, Effect effect) {
  // Shared, because whoever wakes the caller still holds it when the caller has gone.
  struct Answer {
    std::binary_semaphore there{0};
    std::optional<Result<Receipt>> result;
  };
  const auto answer = std::make_shared<Answer>();
  submit(std::move(entries), std::move(effect), [answer](Result<Receipt> result) {
    answer->result = std::move(result);
    answer->there.release();
  });
  answer->there.acquire();
  return std::move(*answer->result);
}

Result<Receipt> Committer::append_and_wait(std::vector<LogEntry> entries, Effect effect, Waiting& waiting) {
  Result<Receipt> receipt;
  waiting.until([&](Waiting::Resume resume) {
    submit(std::move(entries), std::move(effect), [&receipt, resume = std::move(resume)](Result<Receipt> result) {
      receipt = std::move(result);
      resume();
    });
  });
  return receipt;
}

void Committer::submit(std::vector<LogEntry> entries, Effect effect, Done done) {
  if (entries.empty()) return done(failure({.what = "there is nothing to log"}));
  {
    std::unique_lock lock(mutex_);
    // One that is larger than the whole queue gets in when it is empty.
    room_.wait(lock, [&] { return closing_ || queued_ == 0 || queued_ + entries.size() <= limits_.queued; });
    if (!closing_) {
      queued_ += entries.size();
      queue_.push_back({std::move(entries), std::move(effect), std::move(done)});
      lock.unlock();
      to_seal_.notify_one();
      return;
    }
  }
  done(failure({.what = "the log takes no more entries: it is being closed", .kept = "nothing was logged, and nothing may leave"}));
}

std::vector<Committer::Pending> Committer::take() {
  std::vector<Pending> taken;
  std::size_t entries = 0;
  while (!queue_.empty() && (taken.empty() || (alone_ == 0 && entries + queue_.front().entries.size() <= limits_.group))) {
    entries += queue_.front().entries.size();
    taken.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  queued_ -= entries;
  if (alone_ > 0) --alone_;
  return taken;
}

void Committer::give_back(std::vector<Pending> pending) {
  alone_ += pending.size();
  for (Pending& one : std::ranges::reverse_view(pending)) {
    queued_ += one.entries.size();
    queue_.push_front(std::move(one));
  }
}

std::vector<const LogEntry*> Committer::entries_of(const std::vector<Pending>& pending) {
  std::vector<const LogEntry*> entries;
  for (const Pending& one : pending) {
    for (const LogEntry& entry : one.entries) entries.push_back(&entry);
  }
  return entries;
}

void Committer::seal_groups() {
  std::unique_lock lock(mutex_);
  for (;;) {
    // Without foresight the store is asked for the head, and nobody else may use it then.
    to_seal_.wait(lock, [&] { return queue_.empty() ? closing_ : !sealed_ && (foreseen_ || !writing_); });
    if (queue_.empty()) break;
    std::vector<Pending> pending = take();
    auto before = foreseen_;
    const std::uint64_t surprises = surprises_;
    lock.unlock();
    room_.notify_all();

    Result<Composer::Composed> composed = [&]() -> Result<Composer::Composed> {
      if (!before) before = CROSSROADS_TRY(store_.head(log_));
      return ahead_.compose(std::move(*before), entries_of(pending));
    }();
    if (!composed && pending.size() == 1) fail(pending, composed.error());

    lock.lock();
    if (!composed) {
      // One that can't be sealed must not take the others with it.
      if (pending.size() > 1) give_back(std::move(pending));
      continue;
    }
    if (surprises == surprises_) foreseen_ = composed->group.after;
    sealed_ = Group{std::move(pending), std::move(*composed)};
    to_write_.notify_one();
  }
  no_more_ = true;
  to_write_.notify_one();
}

void Committer::write_groups() {
  std::unique_lock lock(mutex_);
  for (;;) {
    to_write_.wait(lock, [&] { return sealed_ || no_more_; });
    if (!sealed_) return;
    Group group = std::move(*sealed_);
    sealed_.reset();
    writing_ = true;
    lock.unlock();
    to_seal_.notify_one();
    write(group);
    lock.lock();
    writing_ = false;
    to_seal_.notify_one();
  }
}

void Committer::forget_foreseen() {
  const std::lock_guard lock(mutex_);
  foreseen_.reset();
  ++surprises_;
}

void Committer::write(Group& group) {
  for (;;) {
    std::optional<std::size_t> refused;
    const auto written = write_once(group, refused);
    if (written) return acknowledge(group);
    forget_foreseen();
    if (!refused) return fail(group.pending, written.error());
    // The others did nothing wrong, and have another place now.
    const auto whose = group.pending.begin() + static_cast<std::ptrdiff_t>(*refused);
    whose->done(std::unexpected(written.error()));
    group.pending.erase(whose);
    if (group.pending.empty()) return;
    group.composed.group.entries.clear();
  }
}

Result<void> Committer::write_once(Group& group, std::optional<std::size_t>& refused) {
  const auto compose = [&](const std::optional<ShardHead>& head) -> Result<const EntryGroup*> {
    if (head != group.composed.before || group.composed.group.entries.empty()) {
      forget_foreseen();
      group.composed = CROSSROADS_TRY(under_lock_.compose(head, entries_of(group.pending)));
    }
    return &group.composed.group;
  };
  const auto effects = [&]() -> Result<void> {
    for (std::size_t i = 0; i < group.pending.size(); ++i) {
      if (!group.pending[i].effect) continue;
      auto done = group.pending[i].effect();
      if (done) continue;
      refused = i;
      return done;
    }
    return {};
  };
  return store_.append(log_, compose, effects);
}

void Committer::acknowledge(const Group& group) {
  const EntryGroup& written = group.composed.group;
  Receipt receipt{.shard = written.after.shard,
                  .first = group.composed.first,
                  .count = 0,
                  .time = written.after.last,
                  .checkpoint = std::make_shared<const std::string>(written.after.checkpoint)};
  for (const Pending& one : group.pending) {
    receipt.count = one.entries.size();
    one.done(receipt);
    receipt.first.value += receipt.count;
  }
}

void Committer::fail(const std::vector<Pending>& pending, const Problem& problem) {
  for (const Pending& one : pending) one.done(std::unexpected(problem));
}

}  // namespace crossroads::ledger
