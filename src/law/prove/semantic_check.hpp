// What is wrong with an authorisation that no single rule shows: rules that never speak, parts that never matter, rules without a case.
// Found by visiting every abstract state (space.hpp), so that nothing is suspected and nothing overlooked.
#pragma once

#include <vector>

#include "law/cases/case.hpp"
#include "law/syntax/diagnostic.hpp"

namespace crossroads::law::prove {

/// Codes P001 to P008, in the order of the text. The law must be free of the errors that `check` finds.
[[nodiscard]] std::vector<Diagnostic> semantic_check(const Authorisation& law);

/// Rules that no case reaches as true (codes P010 and P011): warnings.
[[nodiscard]] std::vector<Diagnostic> rules_without_case(const Authorisation& law, const std::vector<cases::Case>& cases,
                                                         const domain::UnionMembers& members);
/// Of a document beside which no cases stand (code P012): a warning.
[[nodiscard]] Diagnostic without_cases(const Authorisation& law);

}  // namespace crossroads::law::prove
