#include "facts/cross_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace crossroads::facts {

StayCheck check_stay(std::span<const domain::StayRow> accepted, domain::Period candidate) {
  const auto from = [](const domain::StayRow& stay) { return stay.period.from; };
  const auto after = std::ranges::lower_bound(accepted, candidate.from, {}, from);
  const auto at = static_cast<std::size_t>(after - accepted.begin());
  const bool replaces = after != accepted.end() && after->period.from == candidate.from;
  const auto next = replaces ? after + 1 : after;
  if (after != accepted.begin() && candidate.from <= (after - 1)->period.to) return {StayVerdict::overlaps, at - 1};
  if (next != accepted.end() && next->period.from <= candidate.to)
    return {StayVerdict::overlaps, static_cast<std::size_t>(next - accepted.begin())};
  return {replaces ? StayVerdict::replaces : StayVerdict::added, at};
}

Problem unknown_person(Place place, domain::Niss niss) {
  return {
      .what = "this row is on a person who is not in persons.csv", .place = std::move(place), .field = "niss", .value = to_string(niss)};
}

Problem overlapping_stay(Place place, domain::Period stay, domain::Period in_the_way) {
  return {.what = "this stay overlaps another one of the same person",
          .place = std::move(place),
          .field = "from",
          .value = to_string(stay.from),
          .expected = fmt::format("no day of the stay from {} {}", to_string(in_the_way.from),
                                  in_the_way.to.is_forever() ? "on" : fmt::format("to {}", to_string(in_the_way.to)))};
}

Problem unknown_aid(Place place, std::string_view aid_id) {
  return {
      .what = "this row is on an aid that is not in aid.csv", .place = std::move(place), .field = "aid_id", .value = std::string(aid_id)};
}

Problem second_successor(Place place, domain::Niss old_niss, domain::Niss new_niss, domain::Niss known_successor) {
  return {.what = fmt::format("the number {} would get a second successor", to_string(old_niss)),
          .place = std::move(place),
          .field = "new_niss",
          .value = to_string(new_niss),
          .expected = fmt::format("{}, as an earlier row says", to_string(known_successor))};
}

Problem replacement_loop(Place place, domain::Niss old_niss, domain::Niss new_niss) {
  return {.what = "this replacement closes a loop",
          .place = std::move(place),
          .field = "new_niss",
          .value = to_string(new_niss),
          .expected = fmt::format("a number that {} does not replace, directly or in turn", to_string(old_niss))};
}

}  // namespace crossroads::facts
