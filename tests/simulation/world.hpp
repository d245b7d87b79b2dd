// Source, hub, desk and register in one process on virtual time, over a network that misbehaves.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "../unit/ledger_log/support/derived_keys.hpp"
#include "../unit/push/support/world_register.hpp"
#include "../unit/run/support/random_changes.hpp"
#include "../unit/store/support/must.hpp"
#include "../unit/store/support/scratch.hpp"
#include "exchange/consultation/calls.hpp"
#include "exchange/consultation/source.hpp"
#include "exchange/push/courier.hpp"
#include "exchange/push/desk.hpp"
#include "exchange/push/hub.hpp"
#include "exchange/push/repeat.hpp"
#include "exchange/push/source_outbox.hpp"
#include "exchange/push/source_runs.hpp"
#include "network.hpp"
#include "node_log.hpp"
#include "run/monthly.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::simulation {

namespace consultation = exchange::consultation;
namespace push = exchange::push;
using crossroads::test::must;

/// Bugs put in on purpose, one for each invariant: the simulation must find them.
enum class Bug : std::uint8_t {
  none,
  extra_field,
  unlogged_answer,
  agent_at_the_hub,
  blind_hub,
  lost_consignment,
  ticket_twice,
  other_subject
};
inline constexpr std::array<std::string_view, 8> bug_names{"none",      "extra-field",      "unlogged-answer", "agent-at-the-hub",
                                                           "blind-hub", "lost-consignment", "ticket-twice",    "other-subject"};

/// What lasts of one institution: its database, its keys; and what a crash ends.
class Node {
 public:
  Node(Place place, domain::EnterpriseNumber self, Scheduler& scheduler, Chance& chance, const std::filesystem::path& empty_store);

  [[nodiscard]] Instant now() const { return scheduler_.now() + skew; }
  [[nodiscard]] std::function<Instant()> clock() {
    return [this] { return now(); };
  }
  void spawn(std::function<void(Waiting&)> body);
  /// Everything that is under way ends where it is, and its connections are gone; what was committed stays.
  void strike_down();
  void open_stores();
  [[nodiscard]] ledger::LedgerSetting log_setting();
  /// Every entry from a place on, in order; `from` moves on.
  [[nodiscard]] std::vector<ledger::Entry> entries_since(std::size_t& from);

  Place place;
  domain::EnterpriseNumber self;
  std::chrono::milliseconds skew{0};
  bool up = false;
  std::unique_ptr<store::sqlite::Store> store, reading;  ///< of the log and its transactions; of everything else
  std::unique_ptr<store::sqlite::Store> courier_store;
  std::unique_ptr<NodeLog> log;

 private:
  std::filesystem::path file_;
  crossroads::test::Scratch scratch_;
  crossroads::test::DerivedKeys keys_;
  ledger::LogName log_name_;
  Scheduler& scheduler_;
  Chance& chance_;
  std::vector<FiberPtr> fibers_;
};

/// One seed's world.
class World {
 public:
  World(std::uint64_t seed, Bug bug);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  void start(Place place);
  void strike_down(Place place);
  [[nodiscard]] Node& node(Place place) { return *nodes_.at(static_cast<std::size_t>(place)); }

  /// What an agent gets to hear; nothing where nobody answered.
  void ask_as_agent();
  void ask_for_run(domain::Month month);
  /// Whether everything that was asked for has been done, and nothing is on its way any more.
  [[nodiscard]] bool quiet();

  /// Lets everything happen that happens within a time.
  void go_on(std::chrono::milliseconds time);

  std::uint64_t seed;
  Bug bug;
  Chance chance;
  Scheduler scheduler;
  Network network;
  run::test::Random random;
  run::test::World facts;
  law::Authorisation law;
  domain::Month middle;
  domain::UnionMembers members = run::test::union_members();
  std::vector<std::string> story;  ///< what happened, a line each, where it is asked for
  bool tells = false;
  struct {
    std::uint64_t crashes = 0, runs = 0, answered = 0, no_data = 0, refused = 0, unanswered = 0;
  } counts;
  std::string agents_token, agents_name = "agent-of-the-simulation", dossier = "DOSSIER-OF-THE-SIMULATION",
                            words = "words-that-stay-at-the-desk";
  std::uint64_t digest = 1469598103934665603U;  ///< of everything that went over the network

  void tell(const std::string& line);
  /// See everything that goes over the network, after the bug, as it goes.
  std::vector<std::function<void(const Passing&)>> watchers;

 private:
  struct Source;
  struct Hub;
  struct Desk;
  [[nodiscard]] consultation::House house(domain::EnterpriseNumber self) const;
  [[nodiscard]] service::Surroundings surroundings();
  [[nodiscard]] consultation::Send sender(Place from, Place to);
  [[nodiscard]] consultation::Send careless(consultation::Send send) const;
  void start_source();
  void start_hub();
  void start_desk();
  void keep_doing(Node& node, std::function<std::chrono::milliseconds(Waiting&)> step);
  void open(Node& node, service::Api& api);
  void look(const Passing& passing);
  void plant(const Passing& passing);
  [[nodiscard]] Result<run::RunReport> perform(Node& node, const push::PushLaw& law, domain::Month month, run::RunId run, Waiting& waiting);

  std::vector<std::unique_ptr<Node>> nodes_;
  consultation::House source_house_, hub_house_, desk_house_;
  std::vector<push::PushLaw> laws_;
  std::unique_ptr<Source> source_;
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<Desk> desk_;
  std::vector<FiberPtr> agents_;
  service::Health health_;
  service::Metrics metrics_{"simulation"};
  service::TechnicalLog technical_log_;
  std::string first_ticket_;
};

}  // namespace crossroads::simulation
