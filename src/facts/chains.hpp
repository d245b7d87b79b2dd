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
  /// By old number, its successor; in no particular order.
  [[nodiscard]] const auto& successors() const { return successor_; }

 private:
  struct Hash {
    [[nodiscard]] std::size_t operator()(domain::Niss niss) const { return niss.digits() * 0x9E37'79B9'7F4A'7C15ULL >> 16; }
  };
  std::unordered_map<domain::Niss, domain::Niss, Hash> successor_;
};

}  // namespace crossroads::facts
