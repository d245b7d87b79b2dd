// After each run what is due and may be sent is sent or visibly parked, at the source's and at the hub's view each (SPEC §8): at rest source and desk
// hold what a naive recomputation says, and nothing is parked.
#include "../../unit/push/support/records.hpp"

#include "invariant.hpp"

namespace crossroads::simulation {
namespace {

class AllDueIsSent final : public Invariant {
 public:
  using Invariant::Invariant;
  std::string_view name() const override { return "all-that-is-due-is-sent"; }

  void at_rest(const Rest& rest) override {
    for (const auto place : {Place::source, Place::hub}) {
      if (const auto parked = must(world_.node(place).reading->queue().state()).parked; parked != 0)
        broken(std::to_string(parked) + " parked at " + std::string(place_names.at(static_cast<std::size_t>(place))));
    }
    const auto expected = run::test::naive_run(world_.law, world_.members, world_.facts, rest.month, rest.before);
    const auto now = standing(world_);
    using exchange::push::test::fault, exchange::push::test::of_today;
    if (const auto wrong = fault(of_today(now.source, world_.facts), expected.source); !wrong.empty()) broken("the source " + wrong);
    if (const auto wrong = fault(of_today(now.hub, world_.facts), expected.hub); !wrong.empty()) broken("the desk " + wrong);
  }
};

}  // namespace

run::test::Records standing(World& world) {
  run::test::Records records;
  must(world.node(Place::source)
           .reading->messages()
           .standing_handed_over(world.law.name.text, domain::Month(2099, 1), [&](run::HandedOver&& one) -> Result<void> {
             records.source.emplace(std::pair(one.message.person, one.message.month), exchange::push::test::in_words(one.message));
             return {};
           }));
  must(world.node(Place::desk).reading->desk_record().every([&](transit::Received&& one) -> Result<void> {
    records.hub.emplace(std::pair(one.message.person, one.message.month), exchange::push::test::in_words(one.message));
    return {};
  }));
  return records;
}

std::unique_ptr<Invariant> all_that_is_due_is_sent(World& world) { return std::make_unique<AllDueIsSent>(world); }

}  // namespace crossroads::simulation
