// What becomes of one person's rows in an import, decided in memory: which are accepted, which refused, which stored ones end.
#pragma once

#include <span>
#include <vector>

#include "facts/fact.hpp"

namespace crossroads::facts {

/// A row of the folder on its way in.
template <class Fact>
struct Incoming {
  Fact fact;
  std::uint32_t line = 0;
};

/// Places in the lists that were handed in.
struct PersonPlan {
  struct Overlap {
    std::size_t at = 0;
    domain::Period in_the_way;
  };
  std::vector<std::size_t> accepted;    ///< rows, in the order of the file: of two with one key the later replaces the earlier
  std::vector<Overlap> refused;         ///< rows that would overlap, in the order of the file
  std::vector<std::size_t> superseded;  ///< stored facts whose key a fact recorded later has, since their numbers became one person's
  std::vector<Overlap> overlapping;     ///< stored stays that overlap one recorded earlier, since their numbers became one person's
};

/// `stored`: what is known of the person, under any of its numbers, in the order in which it was recorded. `rows`: those of the file, in
/// its order. `whole`: the folder is the whole truth on the person, so that stored stays are in nobody's way.
///
/// Stored stays whose first day a row has step aside; the others are accepted first, then the rows. Where every row with a first day was
/// refused, its stored stay comes back and the rest is decided again; those rows stay refused. So the outcome of a folder on top of its
/// own outcome is the same.
[[nodiscard]] PersonPlan plan(std::span<const Version<StayFact>> stored, std::span<const Incoming<StayFact>> rows, bool whole);
/// Nationalities may overlap: every row is accepted.
[[nodiscard]] PersonPlan plan(std::span<const Version<NationalityFact>> stored, std::span<const Incoming<NationalityFact>> rows,
                              bool whole);

/// The part of the key that tells facts of one person apart.
[[nodiscard]] inline auto key_within(const StayFact& fact) { return fact.stay.period.from; }
[[nodiscard]] inline auto key_within(const NationalityFact& fact) {
  return std::pair(fact.nationality.country, fact.nationality.period.from);
}

}  // namespace crossroads::facts
