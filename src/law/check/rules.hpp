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

}  // namespace crossroads::law::checks
