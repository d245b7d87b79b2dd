// Desk, hub and source in one process, each with its own store, keys and log; the register is what the test says it knows.
#pragma once

#include <gtest/gtest.h>

#include <optional>

#include "../law_consult/scene.hpp"
#include "../ledger_log/support/log_fixture.hpp"
#include "exchange/consultation/calls.hpp"
#include "exchange/consultation/refusals.hpp"
#include "exchange/consultation/source.hpp"
#include "ledger/log/committer.hpp"
#include "net/blocking_waiting.hpp"

namespace crossroads::test {

namespace consultation = exchange::consultation;
using law::consult::test::Scene;

/// An institution with its log in a store of its own.
class Keeper {
 public:
  Keeper(domain::EnterpriseNumber self, const char* name, const Instant& now)
      : self_(self),
        log_(must(ledger::LogName::parse(name))),
        store_(must(store::sqlite::Store::open(file(), {.access = store::sqlite::Access::create}))) {
    committer_.emplace(
        store_->ledger(),
        ledger::LedgerSetting{
            .institution = self, .log = log_, .keys = keys_, .signing_key = test_signing_key, .now = [&now] { return now; }});
  }
  ledger::Committer& committer() { return *committer_; }
  [[nodiscard]] std::filesystem::path file() const { return scratch_.path() / "crossroads.db"; }

  struct Logged {
    ledger::Entry entry;
    std::optional<ledger::AgentPart> agent;
  };
  /// What is in its log, entry by entry.
  std::vector<Logged> entries() {
    const auto reading = must(store::sqlite::Store::open(file()));
    std::vector<Logged> all;
    ledger::Searcher searcher(reading->ledger(), keys_, log_);
    for (const auto& head : must(reading->ledger().shards(log_))) {
      for (std::uint64_t n = 0; n < head.frontier.size().value; ++n) {
        auto found = must(searcher.open({head.shard, {n}}, true));
        all.push_back({found.entry->value, found.agent ? std::optional(found.agent->value) : std::nullopt});
      }
    }
    return all;
  }
  [[nodiscard]] domain::EnterpriseNumber self() const { return self_; }
  /// From now on nothing can be written.
  void break_log() {
    auto database = must(store::sqlite::Database::open(file(), store::sqlite::Access::read_write, std::chrono::seconds(2)));
    must(database.execute("DROP TABLE ledger_entries"));
  }

 private:
  Scratch scratch_;
  DerivedKeys keys_;
  domain::EnterpriseNumber self_;
  ledger::LogName log_;
  std::unique_ptr<store::sqlite::Store> store_;
  std::optional<ledger::Committer> committer_;  // ends before its store
};

class ThreeInstitutions {
 public:
  static constexpr std::string_view token = "the-token-of-agent-7";
  static inline const domain::EnterpriseNumber the_hub = law::consult::test::enterprise(5'123'456);

  explicit ThreeInstitutions(Scene scene);

  /// What the agent's program sends.
  net::Response ask(const std::string& body, const std::string& authorization = "Bearer " + std::string(token),
                    const std::string& language = "en");
  /// The scene's question, with words for what it states.
  [[nodiscard]] std::string question() const;

  Scene scene;
  Instant now;
  Keeper desk, hub, source;
  std::vector<law::consult::GrantOnRecord> grants;  // at the source
  bool register_up = true, source_up = true, hub_up = true;
  bool stranger_asks = false;  // the desk is none that the hub knows

 private:
  consultation::House house(domain::EnterpriseNumber self) const;
  service::Surroundings surroundings();

  std::vector<law::consult::VersionedLaw> versions_;
  domain::Population population_;
  consultation::House desk_house_, hub_house_, source_house_;
  service::Health health_;
  service::Metrics metrics_{"test"};
  service::TechnicalLog technical_log_;
  std::string lines_;
  std::uint64_t drawn_ = 1;
  consultation::SourceAttestations source_side_;
  service::Api source_api_;
  consultation::HubConsultations hub_side_;
  service::Api hub_api_;
  consultation::DeskConsultations desk_side_;
  service::Api desk_api_;
  net::BlockingWaiting waiting_;

 public:
  [[nodiscard]] const std::string& technical_lines() const { return lines_; }
};

}  // namespace crossroads::test
