#include "law/check/checker.hpp"

#include <fmt/format.h>

#include "law/check/rules.hpp"

namespace crossroads::law {

std::vector<Diagnostic> check(const Authorisation& authorisation, const CheckOptions& options) {
  checks::Findings findings;
  checks::header(authorisation, findings);
  checks::names(authorisation, options, findings);
  checks::conditions(authorisation, findings);
  checks::push(authorisation, findings);
  checks::consultation(authorisation, findings);
  checks::indicators(authorisation, findings);
  checks::citations(authorisation, options, findings);
  sort_by_place(findings);
  return findings;
}

ParseResult parse_and_check(const Source& source, const CheckOptions& options) {
  auto result = parse_authorisation(source);
  if (!result.authorisation) return result;
  for (auto& finding : check(*result.authorisation, options)) result.diagnostics.push_back(std::move(finding));
  sort_by_place(result.diagnostics);
  if (has_errors(result.diagnostics)) result.authorisation.reset();
  return result;
}

std::vector<TogetherDiagnostic> check_together(std::span<const Authorisation> authorisations) {
  std::vector<TogetherDiagnostic> findings;
  const auto period = [](const Authorisation& law) {
    return law.in_force_to.is_forever() ? fmt::format("from {} on", to_string(law.in_force_from))
                                        : fmt::format("from {} to {}", to_string(law.in_force_from), to_string(law.in_force_to));
  };
  for (std::size_t later = 1; later < authorisations.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const auto &a = authorisations[earlier], &b = authorisations[later];
      if (a.name != b.name || a.in_force_to < b.in_force_from || b.in_force_to < a.in_force_from) continue;
      findings.push_back({later,
                          {.code = "L170",
                           .message = fmt::format("authorisation {} is in force twice", b.name.text),
                           .span = b.name.span,
                           .expected = "periods that do not overlap",
                           .hint = fmt::format("this document is in force {}, another one {}", period(b), period(a))}});
    }
  }
  return findings;
}

}  // namespace crossroads::law
