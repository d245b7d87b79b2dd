// Which numbers the persons bear: unique, with the check digits of their century, and the chains of those who had several.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "domain/niss.hpp"
#include "synth/draft.hpp"

namespace crossroads::synth {

/// One number of one person.
struct NumberRecord {
  std::uint64_t niss = 0;
  PersonNumber person = 0;
  std::uint8_t part = 0;  ///< 0: the oldest number
};

/// A person who had more than one number.
struct Chain {
  PersonNumber person = 0;
  std::uint8_t count = 0;
  std::array<std::uint64_t, 3> niss{};        ///< oldest first
  std::array<domain::Date, 2> replaced_on{};  ///< the day from which the next number is used
};

struct Numbers {
  std::vector<std::uint64_t> newest;  ///< by person
  std::vector<NumberRecord> by_niss;  ///< every number, ascending
  std::vector<Chain> chains;          ///< ascending by person

  [[nodiscard]] const Chain* chain(PersonNumber person) const;
  /// The number that the person bore on that day.
  [[nodiscard]] std::uint64_t on(PersonNumber person, domain::Date day) const;
  /// Which of its numbers the person bore on that day; 0 is the oldest.
  [[nodiscard]] std::uint8_t part_on(PersonNumber person, domain::Date day) const;
};

[[nodiscard]] Numbers number_population(const std::vector<Draft>& drafts, const Options& options);

/// A valid number that nobody in any population of this generator bears (its serial numbers end before).
[[nodiscard]] std::uint64_t stranger(domain::Date birth, std::uint32_t choice);

}  // namespace crossroads::synth
