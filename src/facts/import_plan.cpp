#include "facts/import_plan.hpp"

#include <algorithm>
#include <set>

#include "facts/cross_rules.hpp"

namespace crossroads::facts {

namespace {

/// Of stored facts with one key the one recorded last is the fact; the places of the others.
template <class Fact>
std::vector<std::size_t> superseded(std::span<const Version<Fact>> stored) {
  std::set<decltype(key_within(std::declval<Fact>()))> later;
  std::vector<std::size_t> places;
  for (std::size_t i = stored.size(); i-- > 0;) {
    if (!later.insert(key_within(stored[i].fact)).second) places.push_back(i);
  }
  std::ranges::reverse(places);
  return places;
}

/// The stays of one person that have been accepted so far.
class AcceptedStays {
 public:
  /// Takes it in, or gives the period that is in its way.
  std::optional<domain::Period> accept(const domain::StayRow& stay) {
    const StayCheck check = check_stay(stays_, stay.period);
    const auto place = stays_.begin() + static_cast<std::ptrdiff_t>(check.at);
    switch (check.verdict) {
      case StayVerdict::overlaps: return place->period;
      case StayVerdict::replaces: *place = stay; break;
      case StayVerdict::added: stays_.insert(place, stay); break;
    }
    return std::nullopt;
  }

 private:
  std::vector<domain::StayRow> stays_;
};

using Days = std::set<domain::Date>;

/// One attempt: the rows but those whose first day is `given_up`, laid over the stored stays that they leave.
PersonPlan attempt(std::span<const Version<StayFact>> stored, const PersonPlan& so_far, std::span<const Incoming<StayFact>> rows,
                   bool whole, const Days& given_up) {
  PersonPlan plan{.accepted = {}, .refused = so_far.refused, .superseded = so_far.superseded, .overlapping = {}};
  Days said_anew;
  for (const auto& row : rows) said_anew.insert(key_within(row.fact));
  const auto steps_aside = [&](domain::Date from) { return said_anew.contains(from) && !given_up.contains(from); };

  AcceptedStays accepted;
  for (std::size_t i = 0; i < stored.size() && !whole; ++i) {
    if (steps_aside(key_within(stored[i].fact)) || std::ranges::binary_search(plan.superseded, i)) continue;
    if (const auto in_the_way = accepted.accept(stored[i].fact.stay)) plan.overlapping.push_back({i, *in_the_way});
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (given_up.contains(key_within(rows[i].fact))) continue;
    if (const auto in_the_way = accepted.accept(rows[i].fact.stay)) {
      plan.refused.push_back({i, *in_the_way});
    } else {
      plan.accepted.push_back(i);
    }
  }
  return plan;
}

}  // namespace

PersonPlan plan(std::span<const Version<StayFact>> stored, std::span<const Incoming<StayFact>> rows, bool whole) {
  PersonPlan decided{.accepted = {}, .refused = {}, .superseded = superseded(stored), .overlapping = {}};
  Days given_up;
  while (true) {
    PersonPlan next = attempt(stored, decided, rows, whole, given_up);
    Days lost;
    for (const auto& row : rows) {
      if (!given_up.contains(key_within(row.fact))) lost.insert(key_within(row.fact));
    }
    for (const std::size_t i : next.accepted) lost.erase(key_within(rows[i].fact));
    const bool comes_back =
        !whole && std::ranges::any_of(stored, [&](const auto& version) { return lost.contains(key_within(version.fact)); });
    if (!comes_back) {
      std::ranges::sort(next.refused, {}, &PersonPlan::Overlap::at);
      return next;
    }
    given_up.merge(lost);
    // The rows given up keep the reason for which they were refused; the others are asked again.
    std::erase_if(next.refused, [&](const auto& refused) { return !given_up.contains(key_within(rows[refused.at].fact)); });
    decided = std::move(next);
  }
}

PersonPlan plan(std::span<const Version<NationalityFact>> stored, std::span<const Incoming<NationalityFact>> rows, bool /*whole*/) {
  PersonPlan decided{.accepted = {}, .refused = {}, .superseded = superseded(stored), .overlapping = {}};
  for (std::size_t i = 0; i < rows.size(); ++i) decided.accepted.push_back(i);
  return decided;
}

}  // namespace crossroads::facts
