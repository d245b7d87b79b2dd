// What the commands of `log` share: the log that they work on, who reads, and how an entry is shown.
#pragma once

#include <memory>
#include <string>

#include "base/json_writer.hpp"
#include "cli/keys.hpp"
#include "ledger/log/ledger.hpp"

namespace crossroads::cli {

/// An open log with its keys.
struct OpenedLog {
  std::unique_ptr<store::sqlite::Store> store;
  std::unique_ptr<ledger::KeyStore> keys;
  ledger::LedgerSetting setting;

  [[nodiscard]] ledger::LedgerStore& entries() { return store->ledger(); }
};
/// Fails where there is no such log yet, or no key store.
[[nodiscard]] Result<OpenedLog> open_log(const LogAt& at);

/// Who acts, for the entry that the act leaves.
[[nodiscard]] Result<ledger::AgentPart> agent_of(const Reader& reader);
/// The entry of an act of that kind: who, and why.
[[nodiscard]] Result<ledger::LogEntry> act(ledger::Event event, const Reader& reader);

/// `2026-11-23T03:57:17.123Z`
[[nodiscard]] std::string utc(Instant time);
/// `2026/12  2026-11-23T03:57:17.123Z  sent  …`: one line for people.
[[nodiscard]] std::string entry_line(const ledger::Found& found);
/// An object: place, time, and the canonical texts; the entry is null where it was erased.
void write_entry(JsonWriter& json, const ledger::Found& found);

}  // namespace crossroads::cli
