// Decides a case with both evaluators and compares with what it expects.
#pragma once

#include <string>
#include <vector>

#include "law/cases/case.hpp"
#include "law/cases/disclosed.hpp"
#include "law/cases/world.hpp"
#include "law/syntax/source.hpp"

namespace crossroads::law::cases {

/// One month of a case that was decided otherwise than expected.
struct Failure {
  domain::Month month;
  std::string expected;  ///< as the case language writes it: `transmit eu-worker by continue`
  std::string decided;
  Span span = {};  ///< of the line that expected it; of the case's name where no line speaks of the month
};

struct CaseRun {
  const Case* of = nullptr;
  std::vector<Failure> failures = {};
  [[nodiscard]] bool passed() const { return failures.empty(); }
};

/// A decision in words, without its month; `nothing` where there is none.
[[nodiscard]] std::string to_string(const Authorisation& law, const Decision& decision);
[[nodiscard]] std::string to_string(const Expectation& expectation);

/// What the months of the case are expected to be, made once for many laws that are tried on it.
class Examination {
 public:
  Examination(const Case& of, const domain::UnionMembers& members);

  [[nodiscard]] const Case& of() const { return *of_; }
  [[nodiscard]] const World& world() const { return world_; }
  /// Everything that is not as expected, by both evaluators.
  [[nodiscard]] CaseRun run(const Authorisation& law) const;
  /// Whether the plain evaluator finds anything not as expected: the question that mutants ask.
  [[nodiscard]] bool fails(const Authorisation& law) const;

 private:
  [[nodiscard]] const Expectation* expectation(domain::Month month) const;
  void compare(const Authorisation& law, const std::vector<Decision>& decisions, const char* evaluator, CaseRun& run) const;
  void compare_disclosures(const Authorisation& law, const std::vector<Decision>& decisions, CaseRun& run) const;

  const Case* of_;
  World world_;
};

struct RunReport {
  std::vector<CaseRun> runs;
  [[nodiscard]] std::size_t failed() const;
};
[[nodiscard]] RunReport run_cases(const Authorisation& law, const std::vector<Case>& cases, const domain::UnionMembers& members);

/// One line a failure (`file:line: case: month: expected …, decided …`), and a last line that counts.
[[nodiscard]] std::string as_text(const RunReport& report, const Source& source);
/// One JSON object a case.
[[nodiscard]] std::string as_ndjson(const RunReport& report, const Source& source);

}  // namespace crossroads::law::cases
