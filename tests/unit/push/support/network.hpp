// Source and hub with a store each, and a desk that is the test's own: what reaches it, applied as api/desk.yaml says, in a few lines.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../../ledger_log/support/log_fixture.hpp"
#include "../../run/support/world.hpp"
#include "exchange/push/hub.hpp"
#include "exchange/push/source_outbox.hpp"
#include "ledger/log/access_log.hpp"
#include "net/blocking_waiting.hpp"
#include "run/monthly.hpp"
#include "world_register.hpp"

namespace crossroads::exchange::push::test {

using crossroads::test::must;

/// Appends in the caller's thread, or refuses as a full disk does.
class PlainLog final : public ledger::AccessLog {
 public:
  PlainLog(ledger::LedgerStore& store, ledger::LedgerSetting setting) : ledger_(store, std::move(setting)) {}
  bool full = false;

 private:
  Result<ledger::Receipt> append_and_wait(std::vector<ledger::LogEntry> entries, Effect effect, Waiting& /*waiting*/) override {
    if (full) return failure({.what = "the disk is full"});
    return ledger_.append(entries, effect);
  }
  ledger::Ledger ledger_;
};

/// An institution's own database and log.
class Place {
 public:
  Place(domain::EnterpriseNumber self, const char* log_name, const Instant& now);
  [[nodiscard]] store::sqlite::Store& store() { return *store_; }
  /// Over another connection.
  [[nodiscard]] store::sqlite::Store& other() { return *other_; }
  [[nodiscard]] ledger::LedgerSetting setting();
  [[nodiscard]] PlainLog& log() { return *log_; }
  /// Every entry, in order.
  [[nodiscard]] std::vector<ledger::Entry> entries();

 private:
  crossroads::test::Scratch scratch_;
  crossroads::test::DerivedKeys keys_;
  domain::EnterpriseNumber self_;
  ledger::LogName name_;
  const Instant& now_;
  std::unique_ptr<store::sqlite::Store> store_, other_;
  std::unique_ptr<PlainLog> log_;
};

class Network {
 public:
  Network(const std::string& document, const run::test::World& world);

  /// The source's run; what it says waits in its queue.
  run::RunReport run(domain::Month month);
  /// Brings at most so many items to the hub; the status of its answer, 0 where nothing waited. `lose_answer`: the source never hears of it.
  unsigned hand_over(std::size_t most, bool lose_answer = false);
  /// Everything that waits, with the hub's reviews.
  void hand_over_all();
  /// One page; false where nothing was under way.
  bool review() { return must(hub_push->review(waiting)); }
  void review_all() {
    while (review()) {}
  }
  /// Brings everything that the hub has for the desk.
  void relay_all();
  [[nodiscard]] net::Response post(const std::string& body, domain::EnterpriseNumber caller);

  const run::test::World& world;
  law::Authorisation law;
  domain::UnionMembers members = run::test::union_members();
  Instant now;
  std::uint64_t drawn = 1;
  consultation::House hub_house;
  std::vector<PushLaw> laws;
  Place source, hub;
  WorldRegister the_register{world};
  std::unique_ptr<HubPush> hub_push;
  net::BlockingWaiting waiting{[this] { return now; }};
  std::size_t batch = 1000;

  /// What stands at the desk.
  std::map<domain::Ticket, run::Message> desk;
  std::vector<std::string> relayed;  ///< every item that left the hub, as it left
  std::size_t asked_again = 0;

 private:
  service::Surroundings surroundings();
  HubPush::Parts parts();

  service::Health health_;
  service::Metrics metrics_{"test"};
  std::string lines_;
  service::TechnicalLog technical_log_;
  std::unique_ptr<service::Api> hub_api_;
};

}  // namespace crossroads::exchange::push::test
