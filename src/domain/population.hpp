// The facts of many persons as columns: what replay, run and explanations evaluate.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/facts.hpp"

namespace crossroads::domain {

/// Persons in ascending order of their newest NISS, each with its rows:
/// stays ascending by first day and never overlapping, legal and illegal ones; nationalities and grants in any order,
/// cancelled grants left out. Sponsors are resolved to persons. Immutable once built.
class Population {
 public:
  /// The columns; `…_end[i]` is one past the last row of person i.
  struct Columns {
    std::vector<Niss> niss;
    std::vector<std::uint32_t> nationalities_end, stays_end, grants_end;
    std::vector<NationalityRow> nationalities;
    std::vector<StayRow> stays;
    std::vector<GrantRow> grants;
  };
  Population() = default;
  explicit Population(Columns columns) : columns_(std::move(columns)) {}

  [[nodiscard]] std::size_t size() const { return columns_.niss.size(); }
  [[nodiscard]] Niss niss(PersonIndex person) const { return columns_.niss[position(person)]; }
  [[nodiscard]] std::span<const NationalityRow> nationalities(PersonIndex person) const {
    return rows(columns_.nationalities, columns_.nationalities_end, person);
  }
  [[nodiscard]] std::span<const StayRow> stays(PersonIndex person) const { return rows(columns_.stays, columns_.stays_end, person); }
  [[nodiscard]] std::span<const GrantRow> grants(PersonIndex person) const { return rows(columns_.grants, columns_.grants_end, person); }
  /// The person with that newest number.
  [[nodiscard]] std::optional<PersonIndex> find(Niss niss) const;
  [[nodiscard]] const Columns& columns() const { return columns_; }

 private:
  /// Always inline: files compiled for newer processors use it too, and the linker must not take their copy for everybody's.
  template <class Row>
  [[nodiscard, gnu::always_inline]] static std::span<const Row> rows(const std::vector<Row>& all, const std::vector<std::uint32_t>& end,
                                                                     PersonIndex person) {
    const std::size_t i = position(person);
    const std::size_t begin = i == 0 ? 0 : end[i - 1];
    return std::span(all).subspan(begin, end[i] - begin);
  }
  Columns columns_;
};

}  // namespace crossroads::domain
