#include "facts/load/person_rows.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "facts/cross_rules.hpp"

namespace crossroads::facts {
namespace {

bool same_key(const domain::NationalityRow& a, const domain::NationalityRow& b) {
  return a.country == b.country && a.period.from == b.period.from;
}

}  // namespace

std::size_t settle_nationalities(std::span<domain::NationalityRow> rows) {
  constexpr std::size_t few = 16;
  std::size_t left = 0;
  if (rows.size() <= few) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      bool replaced = false;
      for (std::size_t later = i + 1; later < rows.size() && !replaced; ++later) replaced = same_key(rows[i], rows[later]);
      if (!replaced) rows[left++] = rows[i];
    }
    return left;
  }
  // The same for many, by sorting places instead of comparing all with all.
  std::vector<std::size_t> by_key(rows.size());
  std::iota(by_key.begin(), by_key.end(), std::size_t{0});
  std::ranges::stable_sort(by_key, [&](std::size_t a, std::size_t b) {
    return rows[a].country != rows[b].country ? rows[a].country < rows[b].country : rows[a].period.from < rows[b].period.from;
  });
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < by_key.size(); ++i) {
    if (i + 1 == by_key.size() || !same_key(rows[by_key[i]], rows[by_key[i + 1]])) kept.push_back(by_key[i]);
  }
  std::ranges::sort(kept);
  for (const std::size_t i : kept) rows[left++] = rows[i];
  return left;
}

std::size_t settle_stays(std::uint32_t person, std::span<domain::StayRow> rows, std::vector<RefusedStay>& refused) {
  const auto follows = [](const domain::StayRow& before, const domain::StayRow& stay) { return before.period.to < stay.period.from; };
  if (std::ranges::adjacent_find(rows, std::not_fn(follows)) == rows.end()) return rows.size();

  std::vector<domain::StayRow> accepted;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto check = check_stay(accepted, rows[i].period);
    if (check.verdict == StayVerdict::added) accepted.insert(accepted.begin() + static_cast<std::ptrdiff_t>(check.at), rows[i]);
    if (check.verdict == StayVerdict::replaces) accepted[check.at] = rows[i];
    if (check.verdict == StayVerdict::overlaps) {
      refused.push_back(
          {.person = person, .row = static_cast<std::uint32_t>(i), .stay = rows[i].period, .in_the_way = accepted[check.at].period});
    }
  }
  std::ranges::copy(accepted, rows.begin());
  return accepted.size();
}

}  // namespace crossroads::facts
