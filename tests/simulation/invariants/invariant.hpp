// A law of the whole system, checked while it runs and when it has come to rest.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "../../unit/run/support/naive_run.hpp"
#include "../world.hpp"

namespace crossroads::simulation {

/// What the last run found, and the month that it answered for.
struct Rest {
  domain::Month month;
  run::test::Records before;  ///< what stood at source and desk right before it
};

class Invariant {
 public:
  explicit Invariant(World& world) : world_(world) {}
  Invariant(const Invariant&) = delete;
  Invariant& operator=(const Invariant&) = delete;
  virtual ~Invariant() = default;

  /// As the command line and a fault name it.
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Whatever goes over the network.
  virtual void see(const Passing& /*passing*/) {}
  /// Everything that was to happen has happened.
  virtual void at_rest(const Rest& /*rest*/) {}

  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

 protected:
  void broken(std::string what) { faults_.push_back(std::string(name()) + ": " + std::move(what)); }
  World& world_;

 private:
  std::vector<std::string> faults_;
};

/// What stands at source and desk now.
[[nodiscard]] run::test::Records standing(World& world);

[[nodiscard]] std::unique_ptr<Invariant> no_field_beyond_the_authorisation(World& world);
[[nodiscard]] std::unique_ptr<Invariant> no_answer_without_its_entry(World& world);
[[nodiscard]] std::unique_ptr<Invariant> no_agent_at_the_hub(World& world);
[[nodiscard]] std::unique_ptr<Invariant> nothing_about_a_struck_month(World& world);
[[nodiscard]] std::unique_ptr<Invariant> all_that_is_due_is_sent(World& world);
[[nodiscard]] std::unique_ptr<Invariant> tickets_are_unique(World& world);
[[nodiscard]] std::unique_ptr<Invariant> both_logs_agree(World& world);
[[nodiscard]] std::vector<std::unique_ptr<Invariant>> all_invariants(World& world);

}  // namespace crossroads::simulation
