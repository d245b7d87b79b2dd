// A case as the two populations that the evaluators look at: what the source knows, and what the hub knows.
#pragma once

#include "law/cases/case.hpp"
#include "law/evaluate/view.hpp"

namespace crossroads::law::cases {

class World {
 public:
  World(const Case& of, const domain::UnionMembers& members);

  /// The person whom the case is about.
  [[nodiscard]] Subject at_source() const { return {{source_, *members_}, person_}; }
  [[nodiscard]] Subject at_hub() const { return {{hub_, *members_}, person_}; }

 private:
  const domain::UnionMembers* members_;
  domain::Population source_, hub_;
  domain::PersonIndex person_{};
};

/// A synthetic number for somebody born on that day (or on an unknown one); `serial` from 1 to 999 tells persons apart.
[[nodiscard]] domain::Niss synthetic_niss(std::optional<domain::Date> born, unsigned serial);

}  // namespace crossroads::law::cases
