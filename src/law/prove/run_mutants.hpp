// Tries every mutant of a law on its cases: killed by one of them, proved to change nothing, or a gap in the cases.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/cases/case.hpp"
#include "law/cases/runner.hpp"
#include "law/prove/mutants.hpp"

namespace crossroads::law::prove {

enum class Fate : std::uint8_t { killed, equivalent, survived };
inline constexpr std::array<std::string_view, 3> fate_names{"killed", "equivalent", "survived"};

struct MutantResult {
  Change change;
  std::string rule;
  std::string description;
  Span span = {};  ///< in the law
  Fate fate = Fate::survived;
  std::string killed_by = {};               ///< the first case of the file that notices it
  std::string proof = {};                   ///< why it changes nothing, in words, with the number of states visited
  std::string difference = {};              ///< of a survivor: what would be decided otherwise
  std::optional<cases::Case> missing = {};  ///< of a survivor: a case that would notice it
};

struct MutantReport {
  std::vector<MutantResult> mutants;
  [[nodiscard]] std::size_t count(Fate fate) const;
  [[nodiscard]] bool passed() const { return count(Fate::survived) == 0; }
};

[[nodiscard]] MutantReport run_mutants(const Authorisation& law, const std::vector<cases::Case>& cases,
                                       const domain::UnionMembers& members);

/// A table by kind of change; then every mutant proved to change nothing, with its proof; then every survivor, with the case that is missing.
[[nodiscard]] std::string as_text(const MutantReport& report, const Source& law);
/// One JSON object a mutant.
[[nodiscard]] std::string as_ndjson(const MutantReport& report, const Source& law);

}  // namespace crossroads::law::prove
