#include "domain/population.hpp"

#include <algorithm>

namespace crossroads::domain {

std::optional<PersonIndex> Population::find(Niss niss) const {
  const auto found = std::ranges::lower_bound(columns_.niss, niss);
  if (found == columns_.niss.end() || *found != niss) return std::nullopt;
  return PersonIndex{static_cast<std::uint32_t>(found - columns_.niss.begin())};
}

}  // namespace crossroads::domain
