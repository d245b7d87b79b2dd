// Replaced numbers: a person's chain of numbers, and its newest (SPEC §2).
#pragma once

#include <cstdint>
#include <unordered_map>

#include "domain/niss.hpp"

namespace crossroads::facts {

/// Which number replaced which. Rows are added in file order; a row that would close a loop or give a number a second
/// successor is bad input, and is not added. Several numbers may have the same successor.
class Chains {
 public:
  enum class Verdict : std::uint8_t { added, known_already, second_successor, loop };

  /// `known_already`: the same row again, which changes nothing and is no bad row.
  [[nodiscard]] Verdict add(domain::Niss old_niss, domain::Niss new_niss);
  /// The last number of the chain that the number is part of; itself if nothing replaced it.
  [[nodiscard]] domain::Niss newest(domain::Niss niss) const;
  [[nodiscard]] bool empty() const { return successor_.empty(); }
  [[nodiscard]] std::size_t size() const { return successor_.size(); }

 private:
  std::unordered_map<std::uint64_t, std::uint64_t> successor_;  // digits of the old number → of the number that replaced it
};

}  // namespace crossroads::facts
