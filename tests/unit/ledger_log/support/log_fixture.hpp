// A log of its own for a test, with a clock that the test sets.
#pragma once

#include <gtest/gtest.h>

#include "../../store/support/must.hpp"
#include "../../store/support/numbers.hpp"
#include "../../store/support/scratch.hpp"
#include "derived_keys.hpp"
#include "ledger/log/ledger.hpp"
#include "ledger/log/verify.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::test {

inline Instant at(domain::Date day, int ms = 0) {
  return std::chrono::sys_days(std::chrono::days(day.days())) + std::chrono::milliseconds(ms);
}

/// An entry that its name tells from all others.
inline ledger::LogEntry named(std::string_view name, ledger::Event event = ledger::Event::sent) {
  ledger::LogEntry made{.entry = {.event = event}};
  made.entry.batch = must(ledger::Batch::parse(name));
  return made;
}
inline ledger::LogEntry about(domain::Niss niss, std::string_view name) {
  ledger::LogEntry made = named(name);
  made.entry.subject = niss;
  return made;
}

class LogTest : public ::testing::Test {
 protected:
  Scratch scratch;
  DerivedKeys keys;
  domain::Date day{2026, 5, 4};
  Instant now = at(day, 1000);
  const ledger::LogName hub = must(ledger::LogName::parse("hub"));
  std::unique_ptr<store::sqlite::Store> store_file = open();

  [[nodiscard]] std::filesystem::path file() const { return scratch.path() / "crossroads.db"; }
  [[nodiscard]] std::unique_ptr<store::sqlite::Store> open() const {
    return must(store::sqlite::Store::open(file(), {.access = store::sqlite::Access::create}));
  }
  ledger::LedgerStore& store() { return store_file->ledger(); }
  ledger::LedgerSetting setting() {
    return {.institution = test_institution(), .log = hub, .keys = keys, .signing_key = test_signing_key, .now = [this] { return now; }};
  }
  ledger::Ledger ledger() { return {store(), setting()}; }
  ledger::VerifyOptions options() const { return {.institution = test_institution(), .keys = test_verifier_keys}; }
  ledger::Verification verified(std::vector<ledger::KnownHead> known = {}) {
    auto chosen = options();
    chosen.known = std::move(known);
    return ledger::verify(store(), hub, chosen);
  }
  /// The same with the days' keys: every entry is opened.
  ledger::Verification verified_with(ledger::DayKeys& day_keys) {
    auto chosen = options();
    chosen.day_keys = &day_keys;
    return ledger::verify(store(), hub, chosen);
  }
  /// What the entries of a shard are called, in their order.
  std::vector<std::string> names(int year) {
    std::vector<std::string> all;
    ledger::Searcher searcher(store(), keys, hub);
    for (const auto& head : must(store().shards(hub))) {
      if (head.shard.year != year) continue;
      for (std::uint64_t n = 0; n < head.frontier.size().value; ++n) {
        const auto found = must(searcher.open({head.shard, {n}}, false));
        all.push_back(!found.entry ? "erased" : found.entry->value.batch ? found.entry->value.batch->text() : "");
      }
    }
    return all;
  }
  /// Changes the store as nobody should.
  void meddle(const std::string& sql) {
    auto database = must(store::sqlite::Database::open(file(), store::sqlite::Access::read_write, std::chrono::seconds(2)));
    must(database.execute(sql.c_str()));
  }
};

}  // namespace crossroads::test
