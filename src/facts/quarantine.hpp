// Rows that broke a rule and were set aside, and how many rows went in (SPEC §2, "Bad input").
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/problem.hpp"
#include "facts/rows.hpp"

namespace crossroads::facts {

/// Rows of each file, by DataFile.
struct RowCounts {
  std::array<std::uint64_t, data_files> accepted{};  ///< also those that a later row with the same key replaced
  std::array<std::uint64_t, data_files> bad{};
  [[nodiscard]] std::uint64_t all_accepted() const;
  [[nodiscard]] std::uint64_t all_bad() const;
  bool operator==(const RowCounts&) const = default;
};

/// Bad rows in any order of arrival; read in the order of files (SPEC §2), then of lines.
class Quarantine {
 public:
  /// `problem.place.line` must be set.
  void add(DataFile file, Problem problem) { of_file_[static_cast<std::size_t>(file)].push_back(std::move(problem)); }
  [[nodiscard]] std::uint64_t count(DataFile file) const { return of_file_[static_cast<std::size_t>(file)].size(); }
  [[nodiscard]] std::uint64_t count() const;
  [[nodiscard]] std::vector<Problem> in_order() &&;

 private:
  std::array<std::vector<Problem>, data_files> of_file_;
};

}  // namespace crossroads::facts
