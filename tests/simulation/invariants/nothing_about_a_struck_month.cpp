// Nothing about a struck month reaches the desk (SPEC §7): at rest, no message there is about one, nor counts one in its spell.
#include <fmt/format.h>

#include "invariant.hpp"
#include "law/evaluate/plain.hpp"

namespace crossroads::simulation {
namespace {

class NothingStruck final : public Invariant {
 public:
  using Invariant::Invariant;
  std::string_view name() const override { return "nothing-about-a-struck-month"; }

  void at_rest(const Rest& rest) override {
    const auto population = world_.facts.population();
    must(world_.node(Place::desk).reading->desk_record().every([&](transit::Received&& received) -> Result<void> {
      const auto& message = received.message;
      const auto index = population.find(world_.facts.newest(message.person));
      if (!index) {
        broken(fmt::format("{} stands about somebody whom the register does not know", to_string(received.ticket.uuid)));
        return {};
      }
      const law::Subject subject{{population, world_.members}, *index};
      for (const auto& decision : law::plain::decide(world_.law, subject, subject, world_.law.first_month(), rest.month)) {
        if (decision.stage == law::Stage::hub && tells(message, decision.month))
          broken(fmt::format("{} is struck and stands at the desk", to_string(decision.month)));
      }
      return {};
    }));
  }

 private:
  static bool tells(const run::Message& message, domain::Month month) {
    return message.month == month || std::ranges::any_of(message.months, [&](const auto& one) { return one.month == month; }) ||
           std::ranges::any_of(message.periods, [&](const auto& span) { return span.from <= month && month <= span.to; });
  }
};

}  // namespace

std::unique_ptr<Invariant> nothing_about_a_struck_month(World& world) { return std::make_unique<NothingStruck>(world); }

}  // namespace crossroads::simulation
