// What can go wrong, as a value: what was wrong, where, what was expected, and what to do.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace crossroads {

/// Where something stands. Line and column count from 1; 0 means "not known" or "the whole file".
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  bool operator==(const Place&) const = default;
};

/// A failure that a person has to understand. Every part but `what` may be empty.
struct Problem {
  std::string what;           ///< what was wrong, as a sentence without a full stop
  Place place = {};           ///< where
  std::string field = {};     ///< the column or field that was wrong
  std::string value = {};     ///< what stood there
  std::string expected = {};  ///< what should have stood there
  std::string hint = {};      ///< what to do next
  std::string kept = {};      ///< what was kept or left as it was
  bool operator==(const Problem&) const = default;
};

/// A value, or the reason why there is none.
template <class T>
using Result = std::expected<T, Problem>;

/// `return failure({...})` from a function that returns any Result.
[[nodiscard]] inline std::unexpected<Problem> failure(Problem problem) { return std::unexpected(std::move(problem)); }

/// One line for a terminal: `file:line:column: what: field "value", expected …; hint; kept`.
[[nodiscard]] std::string one_line(const Problem& problem);

}  // namespace crossroads

/// Unwraps a Result or returns its problem from the enclosing function.
#define CROSSROADS_TRY(expression)                                                                \
  __extension__({                                                                                 \
    auto crossroads_try_result = (expression);                                                    \
    if (!crossroads_try_result) return std::unexpected(std::move(crossroads_try_result).error()); \
    std::move(crossroads_try_result).value();                                                     \
  })

/// The same for a Result<void>.
#define CROSSROADS_CHECK(expression)                                                                  \
  do {                                                                                                \
    auto crossroads_check_result = (expression);                                                      \
    if (!crossroads_check_result) return std::unexpected(std::move(crossroads_check_result).error()); \
  } while (false)
