// A National Register that knows what a world of facts knows, and may be down.
#pragma once

#include "../../run/support/world.hpp"
#include "register/client.hpp"

namespace crossroads::exchange::push::test {

class WorldRegister final : public national_register::Register {
 public:
  explicit WorldRegister(const run::test::World& world) : world_(world) {}
  [[nodiscard]] Result<national_register::RegisterAnswer> consult(const national_register::Question& question, const net::Headers& onward,
                                                                  Waiting& waiting) override;
  bool up = true;

 private:
  [[nodiscard]] national_register::RegisterPerson person(domain::Niss niss) const;
  const run::test::World& world_;
};

}  // namespace crossroads::exchange::push::test
