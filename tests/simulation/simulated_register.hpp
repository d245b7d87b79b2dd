// The National Register as hub and source reach it: the facts as they are at the moment of the answer, after a while, or not at all.
#pragma once

#include "../unit/push/support/world_register.hpp"
#include "network.hpp"

namespace crossroads::simulation {

class SimulatedRegister final : public national_register::Register {
 public:
  /// `blind`: a bug put in on purpose. Every stay begins later than it did, so that no length of stay excludes anybody.
  SimulatedRegister(const run::test::World& facts, Chance& chance, const Weather& weather, bool blind)
      : knows_(facts), chance_(chance), weather_(weather), blind_(blind) {}

  [[nodiscard]] Result<national_register::RegisterAnswer> consult(const national_register::Question& question, const net::Headers& onward,
                                                                  Waiting& waiting) override {
    waiting.sleep(std::chrono::milliseconds(1 + chance_.below(20)));
    if (chance_.below(1000) < weather_.lost) {
      waiting.sleep(std::chrono::seconds(10));
      return failure({.what = "the register did not answer in time"});
    }
    auto answer = CROSSROADS_TRY(knows_.consult(question, onward, waiting));
    waiting.sleep(std::chrono::milliseconds(1 + chance_.below(20)));
    if (!blind_) return answer;
    for (auto& person : answer.items) {
      for (auto& stay : person.stays) {
        stay.row.period.from = std::min(stay.row.period.to, stay.row.period.from.plus_months(60));
        if (stay.row.recognised_on != domain::Date::never()) stay.row.recognised_on = stay.row.period.from;
      }
    }
    return answer;
  }

 private:
  exchange::push::test::WorldRegister knows_;
  Chance& chance_;
  const Weather& weather_;
  bool blind_;
};

}  // namespace crossroads::simulation
