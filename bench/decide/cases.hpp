// The decisions that are made one at a time: the same persons and months for every engine, with what the law says of each.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/problem.hpp"
#include "domain/population.hpp"
#include "law/evaluate/month_evaluator.hpp"
#include "library/library.hpp"

namespace crossroads::bench {

struct Case {
  domain::PersonIndex person;
  law::Decision expected;
  law::fast::Before before;  ///< what the months before left behind
};

/// A folder and the law, read.
struct Bench {
  library::Library library;
  library::Document document;
  domain::UnionMembers members;
  domain::Population population;
};
[[nodiscard]] Result<Bench> open_bench(const std::filesystem::path& laws, const std::filesystem::path& data, domain::Month last);

/// So many persons who have a stay row of art. 40 or 40bis and on whom there is a decision, spread evenly over the population, each in
/// one of the months decided. The others are outside at the first look and would flatter everybody.
[[nodiscard]] std::vector<Case> pick_cases(const Bench& bench, const law::fast::Plan& plan, domain::Month last, std::size_t count);

}  // namespace crossroads::bench
