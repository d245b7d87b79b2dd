// From a file of cases to the cases (grammar: docs/cases.md). Cut into words by the law's own lexer.
#pragma once

#include <vector>

#include "law/cases/case.hpp"
#include "law/syntax/diagnostic.hpp"
#include "law/syntax/source.hpp"

namespace crossroads::law::cases {

struct CasesResult {
  CaseFile file;                        ///< only the cases that could be read whole
  std::vector<Diagnostic> diagnostics;  ///< in the order of the text; codes C0xx, and L0xx where a phrase is the law's own
};

/// Reads all of it, also behind errors. Categories and rules that are expected must be the authorisation's.
[[nodiscard]] CasesResult parse_cases(const Source& source, const Authorisation& authorisation);

}  // namespace crossroads::law::cases
