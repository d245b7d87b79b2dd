// A document with its cases, as the commands of `law` read them.
#pragma once

#include "cli/house.hpp"
#include "law/cases/parser.hpp"

namespace crossroads::cli {

/// Reads the cases beside a document; what is wrong with them is said on standard error. Nothing where they have errors.
[[nodiscard]] Result<std::vector<law::cases::Case>> read_cases(const library::Document& document);

}  // namespace crossroads::cli
