#include "simulation.hpp"

#include <fmt/format.h>

#include "invariants/invariant.hpp"

namespace crossroads::simulation {
namespace {

using namespace std::chrono_literals;

constexpr std::array institutions{Place::source, Place::hub, Place::desk};

class Simulation {
 public:
  Simulation(std::uint64_t seed, Bug bug, bool tells) : world_(seed, bug), invariants_(all_invariants(world_)) {
    world_.tells = tells;
    world_.watchers.push_back([this](const Passing& passing) {
      for (const auto& one : invariants_) one->see(passing);
    });
  }

  Verdict run() {
    month_ = world_.middle.plus(-2);
    for (int round = 0; round < 3 && whole(); ++round) {
      stormy_round();
      if (chance().one_in(2)) month_ = month_.plus(1);
    }
    if (whole() && come_to_rest("after the storm")) {
      const Rest rest{month_, standing(world_)};
      world_.ask_for_run(month_);
      if (come_to_rest("after the last run")) {
        for (const auto& one : invariants_) one->at_rest(rest);
      }
    }
    Verdict verdict{.faults = faults(),
                    .story = world_.story,
                    .digest = world_.digest,
                    .counts = world_.counts,
                    .carried = world_.network.carried,
                    .lost = world_.network.lost};
    return verdict;
  }

 private:
  Chance& chance() { return world_.chance; }
  [[nodiscard]] std::vector<std::string> faults() const {
    auto all = stuck_;
    for (const auto& one : invariants_) all.insert(all.end(), one->faults().begin(), one->faults().end());
    return all;
  }
  [[nodiscard]] bool whole() const { return faults().empty(); }

  void stormy_round() {
    auto& weather = world_.network.weather;
    weather = {.lost = chance().below(150), .doubled = chance().below(150), .longest = std::chrono::milliseconds(1 + chance().below(1500))};
    world_.ask_for_run(month_);
    for (int act = 0; act < 8 && whole(); ++act) {
      something_happens();
      world_.go_on(std::chrono::milliseconds(chance().below(15'000)));
    }
  }

  void something_happens() {
    const auto place = institutions.at(chance().below(institutions.size()));
    auto& node = world_.node(place);
    switch (chance().below(8)) {
      case 0:
      case 1: return strike_down(place);
      case 2: {
        const auto other = institutions.at(chance().below(institutions.size()));
        const auto time = std::chrono::milliseconds(chance().below(60'000));
        world_.tell(fmt::format("{} and {} are cut off for {} ms", place_names.at(static_cast<std::size_t>(place)),
                                place_names.at(static_cast<std::size_t>(other)), time.count()));
        return world_.network.cut(place, other, time);
      }
      case 3:
        node.skew = std::chrono::milliseconds(static_cast<std::int64_t>(chance().below(8'000)) - 4'000);
        return world_.tell("a clock jumps");
      case 4:
        if (node.log) node.log->full = !node.log->full;
        return world_.tell(
            fmt::format("{}'s disk is {}", place_names.at(static_cast<std::size_t>(place)), node.log->full ? "full" : "no longer full"));
      case 5: change_facts(world_.random, world_.facts, world_.middle); return world_.tell("a fact changes");
      default: return world_.ask_as_agent();
    }
  }

  void strike_down(Place place) {
    if (!world_.node(place).up) return;
    world_.strike_down(place);
    world_.scheduler.after(std::chrono::milliseconds(chance().below(40'000)), [this, place] {
      if (!world_.node(place).up) world_.start(place);
    });
  }

  /// Fair weather, every institution up: everything that was asked for is done within hours.
  bool come_to_rest(const char* when) {
    world_.tell("fair weather");
    world_.network.heal();
    for (const auto place : institutions) {
      auto& node = world_.node(place);
      node.skew = 0ms;
      if (node.log) node.log->full = false;
      if (!node.up) world_.start(place);
    }
    for (int questions = 0; questions < 3; ++questions) world_.ask_as_agent();
    for (int times = 0; times < 1'000 && whole(); ++times) {
      world_.go_on(15s);
      if (world_.quiet()) return whole();
    }
    if (whole()) stuck_.push_back(fmt::format("all-that-is-due-is-sent: it does not come to rest {}", when));
    return false;
  }

  World world_;
  std::vector<std::unique_ptr<Invariant>> invariants_;
  std::vector<std::string> stuck_;
  domain::Month month_;
};

}  // namespace

Verdict simulate(std::uint64_t seed, Bug bug, bool tells) { return Simulation(seed, bug, tells).run(); }

}  // namespace crossroads::simulation
