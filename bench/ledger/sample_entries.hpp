// Entries as the hub's log of a monthly run has them, all different, about persons that nobody is.
#pragma once

#include "ledger/log/composer.hpp"

namespace crossroads::bench {

/// The n-th entry; there are so many persons.
[[nodiscard]] ledger::LogEntry sample_entry(std::uint64_t n, std::uint64_t persons);
/// The number of the n-th person.
[[nodiscard]] domain::Niss sample_person(std::uint64_t n);

}  // namespace crossroads::bench
