// Numbers of synthetic persons.
#pragma once

#include <cstdint>

#include "domain/niss.hpp"

namespace crossroads::test {

/// The number with that birth date (of the last century) and serial, check digits worked out; month + 20 or + 40 makes a BIS number.
inline domain::Niss niss_of(std::uint64_t year, std::uint64_t month, std::uint64_t day, std::uint64_t serial) {
  const std::uint64_t nine = ((year % 100 * 100 + month) * 100 + day) * 1000 + serial;
  return domain::Niss::from_stored(nine * 100 + 97 - nine % 97);
}

/// The n-th of many persons, and the BIS number that the same person had before.
inline domain::Niss person(std::uint64_t n) { return niss_of(1960 + n % 30, 1 + n % 12, 1 + n % 28, 1 + n % 990); }
inline domain::Niss bis_of_person(std::uint64_t n) { return niss_of(1960 + n % 30, 21 + n % 12, 1 + n % 28, 1 + n % 990); }

}  // namespace crossroads::test
