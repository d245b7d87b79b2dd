#include "facts/quarantine.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace crossroads::facts {

std::uint64_t RowCounts::all_accepted() const { return std::accumulate(accepted.begin(), accepted.end(), std::uint64_t{0}); }
std::uint64_t RowCounts::all_bad() const { return std::accumulate(bad.begin(), bad.end(), std::uint64_t{0}); }

std::uint64_t Quarantine::count() const {
  std::uint64_t all = 0;
  for (const auto& problems : of_file_) all += problems.size();
  return all;
}

std::vector<Problem> Quarantine::in_order() && {
  std::vector<Problem> all;
  all.reserve(count());
  for (auto& problems : of_file_) {
    std::ranges::stable_sort(problems, {}, [](const Problem& problem) { return problem.place.line; });
    std::ranges::move(problems, std::back_inserter(all));
    problems.clear();
  }
  return all;
}

}  // namespace crossroads::facts
