// Whether a document that can be read can also be given a meaning: names, types, citations, labels, completeness.
// What needs reasoning over all possible facts (rules that never matter) is for law/prove.
#pragma once

#include <span>
#include <vector>

#include "law/syntax/parser.hpp"

namespace crossroads::law {

/// A draft may lack what a document in force may not.
struct CheckOptions {
  bool labels = true;      ///< every name has a label in each of the four languages
  bool paragraphs = true;  ///< every paragraph of the text has a rule, a feature or a reason to have none
};

/// In the order of the text. Works on any tree, also one that no parser made.
[[nodiscard]] std::vector<Diagnostic> check(const Authorisation& authorisation, const CheckOptions& options = {});

/// Reads and, if that went without an error, checks. The authorisation is there only without errors of either.
[[nodiscard]] ParseResult parse_and_check(const Source& source, const CheckOptions& options = {});

/// A finding about several documents, placed in one of them.
struct TogetherDiagnostic {
  std::size_t document = 0;
  Diagnostic diagnostic;
};
/// An authorisation must not be in force twice on one day.
[[nodiscard]] std::vector<TogetherDiagnostic> check_together(std::span<const Authorisation> authorisations);

}  // namespace crossroads::law
