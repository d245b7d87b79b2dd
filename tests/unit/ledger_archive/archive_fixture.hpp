// A log with a key store, so that entries can be erased, and a committee that gets it.
#pragma once

#include <gmock/gmock.h>

#include "committee.hpp"
#include "ledger/archive/export.hpp"
#include "ledger/log/erasure.hpp"
#include "ledger/seal/passphrase_keeper.hpp"

namespace crossroads::test {

class ArchiveTest : public LogTest {
 protected:
  const domain::Date next = day.next_day();
  const std::filesystem::path archive = scratch.path() / "archive.tar";
  /// Cheap: the tests guess nothing.
  std::unique_ptr<ledger::KeyStore> key_store = must(ledger::KeyStore::create(
      scratch.path() / "keys", std::make_unique<ledger::PassphraseKeeper>(scratch.path() / "vault", ledger::SecretText("correct horse"),
                                                                          ledger::ScryptCost{.log2_n = 4, .r = 8, .p = 1})));
  std::function<Instant()> clock = [this] { return now; };

  static const Committee& committee() {
    static const Committee made;
    return made;
  }
  ledger::LedgerSetting with_store() {
    return {.institution = test_institution(), .log = hub, .keys = *key_store, .signing_key = test_signing_key, .now = clock};
  }
  ledger::Ledger log() { return {store(), with_store()}; }
  ledger::ExportSetting export_setting() { return {.ledger = with_store(), .keys = test_verifier_keys}; }
  ledger::ExportOrder order(domain::Date first, domain::Date last) {
    ledger::LogEntry reading{.entry = {.event = ledger::Event::exported}};
    reading.entry.purpose = must(ledger::Purpose::parse("yearly inspection"));
    reading.agent = ledger::AgentPart{.agent = must(ledger::Agent::parse("A. Maes")), .unit = {}};
    return {.first = first, .last = last, .reading = std::move(reading), .recipient = committee().recipient(), .file = archive};
  }
  Result<ledger::Exported> exported(const ledger::ExportOrder& ordered) { return export_archive(store(), export_setting(), ordered); }
  std::map<std::string, std::string> opened() { return opened_archive(archive, committee()); }
  std::uint64_t logged() { return must(store().head(hub))->frontier.size().value; }

  /// Every file of the archive that is there, whole or not, with its size.
  [[nodiscard]] std::map<std::string, std::uintmax_t> archives_on_disk() const {
    std::map<std::string, std::uintmax_t> found;
    for (const auto& file : std::filesystem::directory_iterator(scratch.path())) {
      if (file.path().filename().string().starts_with("archive")) found.emplace(file.path().filename().string(), file.file_size());
    }
    return found;
  }

  /// Two days: three entries, the first with its agent, and two.
  void SetUp() override {
    auto with_agent = about(person(1), "a");
    with_agent.agent = ledger::AgentPart{.agent = must(ledger::Agent::parse("J. Peeters")), .unit = {}};
    must(log().append(std::vector{with_agent, about(person(2), "b"), named("c", ledger::Event::admin)}));
    now = at(next, 1000);
    must(log().append(std::vector{about(person(1), "d"), about(person(2), "e")}));
  }
};

}  // namespace crossroads::test
