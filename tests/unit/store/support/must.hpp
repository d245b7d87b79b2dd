// For tests in which a failure is not what is asked about.
#pragma once

#include <stdexcept>
#include <utility>

#include "base/problem.hpp"

namespace crossroads::test {

/// The value, or an exception with the problem, which fails the test.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(one_line(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace crossroads::test
