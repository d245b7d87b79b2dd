// An access log that a crash may hit right before and right after its commit, and that refuses while its disk is full.
#pragma once

#include "ledger/log/access_log.hpp"
#include "ledger/log/ledger.hpp"
#include "scheduler.hpp"

namespace crossroads::simulation {

class NodeLog final : public ledger::AccessLog {
 public:
  NodeLog(ledger::LedgerStore& store, ledger::LedgerSetting setting, Chance& chance)
      : ledger_(store, std::move(setting)), chance_(chance) {}
  bool full = false;
  /// A bug put in on purpose: says that entries are safe, and writes them later, if nothing happens meanwhile.
  bool says_so_early = false;
  /// Another one: changes what is written.
  std::function<void(std::vector<ledger::LogEntry>&)> change = {};

 private:
  Result<ledger::Receipt> append_and_wait(std::vector<ledger::LogEntry> entries, Effect effect, Waiting& waiting) override {
    waiting.sleep(pause());
    if (full) return failure({.what = "the disk is full", .kept = "nothing was written"});
    if (change) change(entries);
    if (says_so_early && chance_.one_in(4)) {
      // The effect alone: whoever asks the record finds everything in order.
      if (effect) CROSSROADS_CHECK(effect());
      return ledger::Receipt{};
    }
    auto receipt = ledger_.append(entries, effect);
    waiting.sleep(pause());
    return receipt;
  }
  std::chrono::milliseconds pause() { return std::chrono::milliseconds(chance_.below(5)); }

  ledger::Ledger ledger_;
  Chance& chance_;
};

}  // namespace crossroads::simulation
