#include "base/problem.hpp"

#include <fmt/format.h>

namespace crossroads {

std::string one_line(const Problem& problem) {
  std::string line;
  if (!problem.place.file.empty()) line += problem.place.file + ":";
  if (problem.place.line != 0) line += fmt::format("{}:", problem.place.line);
  if (problem.place.column != 0) line += fmt::format("{}:", problem.place.column);
  if (!line.empty()) line += ' ';
  line += problem.what;
  if (!problem.field.empty()) line += fmt::format(": {} \"{}\"", problem.field, problem.value);
  else if (!problem.value.empty()) line += fmt::format(": \"{}\"", problem.value);
  if (!problem.expected.empty()) line += fmt::format(", expected {}", problem.expected);
  if (!problem.hint.empty()) line += fmt::format("; {}", problem.hint);
  if (!problem.kept.empty()) line += fmt::format(" ({})", problem.kept);
  return line;
}

}  // namespace crossroads
