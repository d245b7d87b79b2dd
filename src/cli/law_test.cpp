// crossroads law test: the cases that stand beside the rules.
#include <fmt/format.h>

#include <cstdio>

#include "cli/house.hpp"
#include "law/cases/parser.hpp"
#include "law/cases/runner.hpp"
#include "law/prove/run_mutants.hpp"

namespace crossroads::cli {

Exit perform(const LawTest& action, const Common& common) {
  const auto members = union_members(common);
  if (!members) return refuse(members.error());
  const auto files = documents(action.files, common);
  if (!files) return refuse(files.error());

  bool all_well = true;
  for (const auto& file : *files) {
    const auto document = library::read_document(file);
    if (!document) return refuse(document.error());
    warn(document->warnings, document->source);
    auto text = library::read_text(document->cases());
    if (!text) return refuse(text.error());
    const law::Source source(document->cases().string(), std::move(*text));
    const auto cases = law::cases::parse_cases(source, document->authorisation);
    fmt::print(stderr, "{}", law::render(cases.diagnostics, source));
    if (law::has_errors(cases.diagnostics)) {
      all_well = false;
      continue;
    }
    const auto report = law::cases::run_cases(document->authorisation, cases.file.cases, *members);
    const bool lines = action.format == Format::ndjson;
    fmt::print("{}", lines ? law::cases::as_ndjson(report, source) : law::cases::as_text(report, source));
    all_well = all_well && report.failed() == 0;
    if (!action.mutants || report.failed() != 0) continue;

    ProgressLine line(common.quiet);
    line.say("changing every rule in every small way");
    const auto mutants = law::prove::run_mutants(document->authorisation, cases.file.cases, *members);
    line.say("");
    fmt::print("{}", lines ? law::prove::as_ndjson(mutants, document->source) : law::prove::as_text(mutants, document->source));
    all_well = all_well && mutants.passed();
  }
  return all_well ? Exit::done : Exit::failed;
}

}  // namespace crossroads::cli
