#include <algorithm>

#include <fmt/format.h>

#include "law/cases/json.hpp"
#include "law/cases/text.hpp"
#include "law/prove/run_mutants.hpp"

namespace crossroads::law::prove {
namespace {

std::string where(Span span, const Source& law) {
  const auto at = law.position(span.offset);
  return fmt::format("{}:{}:{}", law.file(), at.line, at.column);
}

}  // namespace

std::string as_text(const MutantReport& report, const Source& law) {
  std::string text = fmt::format("{:<48}{:>8}{:>8}{:>12}{:>10}\n", "change", "mutants", "killed", "equivalent", "survived");
  const auto line = [&](std::string_view name, const auto& counted) {
    std::array<std::size_t, 3> fates{};
    for (const auto& mutant : report.mutants) {
      if (counted(mutant)) ++fates[static_cast<std::size_t>(mutant.fate)];
    }
    if (const auto all = fates[0] + fates[1] + fates[2]; all != 0)
      text += fmt::format("{:<48}{:>8}{:>8}{:>12}{:>10}\n", name, all, fates[0], fates[1], fates[2]);
  };
  for (std::size_t change = 0; change < change_names.size(); ++change) {
    line(change_names[change], [&](const MutantResult& mutant) { return static_cast<std::size_t>(mutant.change) == change; });
  }
  line("all", [](const MutantResult&) { return true; });
  for (const auto& mutant : report.mutants) {
    if (mutant.fate == Fate::equivalent)
      text += fmt::format("\nequivalent: {}: {}: {}\n  {}\n", where(mutant.span, law), mutant.rule, mutant.description, mutant.proof);
  }
  for (const auto& mutant : report.mutants) {
    if (mutant.fate != Fate::survived) continue;
    text += fmt::format("\nsurvived: {}: {}: {}\n  {}\n", where(mutant.span, law), mutant.rule, mutant.description, mutant.difference);
    if (mutant.missing) text += "  no case notices it; here is one that would:\n\n" + cases::to_text(*mutant.missing);
  }
  return text;
}

std::string as_ndjson(const MutantReport& report, const Source& law) {
  std::string text;
  for (const auto& mutant : report.mutants) {
    cases::JsonObject line;
    line.text("file", law.file())
        .number("line", law.position(mutant.span.offset).line)
        .text("change", change_names[static_cast<std::size_t>(mutant.change)])
        .text("rule", mutant.rule)
        .text("mutant", mutant.description)
        .text("fate", fate_names[static_cast<std::size_t>(mutant.fate)]);
    if (!mutant.killed_by.empty()) line.text("killed_by", mutant.killed_by);
    if (!mutant.proof.empty()) line.text("proof", mutant.proof);
    if (!mutant.difference.empty()) line.text("difference", mutant.difference);
    if (mutant.missing) line.text("missing_case", cases::to_text(*mutant.missing));
    text += line.take() + "\n";
  }
  return text;
}

}  // namespace crossroads::law::prove
