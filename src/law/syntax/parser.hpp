// From the text of a deliberation in the law language to its tree (grammar: docs/language.md).
#pragma once

#include <optional>
#include <vector>

#include "law/syntax/authorisation.hpp"
#include "law/syntax/diagnostic.hpp"
#include "law/syntax/source.hpp"

namespace crossroads::law {

struct ParseResult {
  std::optional<Authorisation> authorisation;  ///< only without errors
  std::vector<Diagnostic> diagnostics;         ///< in the order of the text
};

/// Reads all of it, also behind errors, so that one reading shows them all. Whether the rules make sense is for law/check.
[[nodiscard]] ParseResult parse_authorisation(const Source& source);

}  // namespace crossroads::law
