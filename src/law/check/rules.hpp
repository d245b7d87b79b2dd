// The families of checks; each appends what it finds.
#pragma once

#include <vector>

#include "law/check/checker.hpp"

namespace crossroads::law::checks {

using Findings = std::vector<Diagnostic>;

/// Names given twice, labels missing or without a name.
void names(const Authorisation& law, const CheckOptions& options, Findings& findings);
/// What conditions may say where.
void conditions(const Authorisation& law, Findings& findings);
/// Rules without a paragraph, paragraphs without an account.
void citations(const Authorisation& law, const CheckOptions& options, Findings& findings);
/// Dates, parties, purposes, retention.
void header(const Authorisation& law, Findings& findings);
/// Start, pause, resume, disclosures.
void push(const Authorisation& law, Findings& findings);

/// Which category is answered, which refused, what is disclosed.
void consultation(const Authorisation& law, Findings& findings);
/// States that cannot be reached, values that nothing needs, examinations of nothing.
void indicators(const Authorisation& law, Findings& findings);

/// A field that is disclosed twice for one category.
void disclosed_twice(const Authorisation& law, const std::vector<Disclosure>& disclosures, Findings& findings);

/// No deadline or retention of the law is longer.
inline constexpr std::int32_t most_years = 100;

}  // namespace crossroads::law::checks
