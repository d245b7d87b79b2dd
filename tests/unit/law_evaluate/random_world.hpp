// Random laws and random facts that crowd the edges, and a shrinker that keeps the smallest world in which a property fails.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "law/evaluate/view.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::law::test {

using domain::Date;
using domain::Month;

/// A law and the facts of a few persons, at the source and at the hub, in a form that can be cut down row by row.
struct World {
  struct Person {
    domain::Niss niss;
    std::vector<domain::NationalityRow> nationalities;
    std::vector<domain::StayRow> stays;
    std::vector<domain::GrantRow> grants;
  };
  Authorisation law;
  std::vector<Person> source, hub;  ///< the same persons in the same order
};

[[nodiscard]] domain::UnionMembers union_members();
[[nodiscard]] domain::Population population(const std::vector<World::Person>& persons);
[[nodiscard]] World random_world(std::uint64_t seed);
/// Drops rows, rules and parts as long as `fails` still holds.
[[nodiscard]] World smallest(World world, const std::function<bool(const World&)>& fails);
[[nodiscard]] std::string describe(const World& world);

/// The last month about which the properties ask.
inline constexpr Month last_month{2013, 6};

}  // namespace crossroads::law::test
