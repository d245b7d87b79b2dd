#include "cli/law_cases.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace crossroads::cli {

Result<std::vector<law::cases::Case>> read_cases(const library::Document& document) {
  auto text = CROSSROADS_TRY(library::read_text(document.cases()));
  const law::Source source(document.cases().string(), std::move(text));
  auto read = law::cases::parse_cases(source, document.authorisation);
  warn(read.diagnostics, source);
  if (law::has_errors(read.diagnostics)) {
    return failure({.what = "the cases have errors", .place = {.file = source.file()}, .hint = "mend what is said above"});
  }
  return std::move(read.file.cases);
}

}  // namespace crossroads::cli
