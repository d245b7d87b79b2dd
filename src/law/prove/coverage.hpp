// Which paragraph has which rule, and which rule is reached by a case or a person (SPEC §4, `law coverage`).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/cases/runner.hpp"
#include "law/prove/reach.hpp"

namespace crossroads::law::prove {

/// What stands for one paragraph of the text.
struct ParagraphCoverage {
  Paragraph paragraph;
  std::vector<std::size_t> rules = {};           ///< places in Coverage::rules
  std::vector<const ParagraphNote*> notes = {};  ///< features to come, or why it has no rule
  [[nodiscard]] bool covered() const { return !rules.empty() || !notes.empty(); }
};

struct Coverage {
  std::vector<Rule> rules;                    ///< in the order of the law
  std::vector<ParagraphCoverage> paragraphs;  ///< in the order of the text, notes of the text behind them
  std::vector<CaseReach> cases;               ///< every rule that is asked, at each stage
  std::vector<PersonReach> persons = {};      ///< the same rules in the same order; empty where no population was looked at
  [[nodiscard]] std::size_t uncovered() const;
};

/// A population to look at, up to that month.
struct Looked {
  View view;
  domain::Month last;
};

/// The law and the cases must outlive it.
[[nodiscard]] Coverage coverage(const Authorisation& law, const std::vector<cases::Case>& cases, const domain::UnionMembers& members,
                                const std::optional<Looked>& looked = {});

/// `exclude permanent-stay at hub`
[[nodiscard]] std::string to_string(const Authorisation& law, const Asked& asked);

[[nodiscard]] std::string as_text(const Coverage& coverage, const Authorisation& law);
/// One JSON object: paragraphs, rules.
[[nodiscard]] std::string as_json(const Coverage& coverage, const Authorisation& law);

}  // namespace crossroads::law::prove
