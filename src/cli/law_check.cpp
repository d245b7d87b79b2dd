// crossroads law check: what is wrong with a document, said as a good compiler says it.
#include <fmt/format.h>

#include <cstdio>

#include "cli/house.hpp"
#include "law/cases/parser.hpp"
#include "law/check/checker.hpp"
#include "law/prove/semantic_check.hpp"

namespace crossroads::cli {
namespace {

/// What the cases beside the document do not show. A document without cases has one finding; cases with errors have their own.
Result<std::vector<law::Diagnostic>> case_findings(const fs::path& file, const law::Authorisation& authorisation, const Common& common) {
  const auto beside = fs::path(file).replace_extension(".cases");
  if (!fs::exists(beside)) return std::vector{law::prove::without_cases(authorisation)};
  const law::Source source(beside.string(), CROSSROADS_TRY(library::read_text(beside)));
  const auto read = law::cases::parse_cases(source, authorisation);
  if (law::has_errors(read.diagnostics)) {
    return failure({.what = "the cases beside the document have errors",
                    .place = {.file = beside.string()},
                    .hint = fmt::format("crossroads law test {}", file.string())});
  }
  const auto members = CROSSROADS_TRY(union_members(common));
  return law::prove::rules_without_case(authorisation, read.file.cases, members);
}

}  // namespace

Exit perform(const LawCheck& action, const Common& common) {
  const auto files = documents(action.files, common);
  if (!files) return refuse(files.error());

  std::vector<law::Source> sources;  // diagnostics point into them
  sources.reserve(files->size());
  std::vector<law::Authorisation> sound;
  std::vector<std::size_t> source_of;
  std::size_t errors = 0, warnings = 0;
  const auto say = [&](const std::vector<law::Diagnostic>& diagnostics, const law::Source& source) {
    for (const auto& diagnostic : diagnostics) ++(diagnostic.severity == law::Severity::error ? errors : warnings);
    fmt::print("{}", law::render(diagnostics, source));
  };
  for (const auto& file : *files) {
    auto text = library::read_text(file);
    if (!text) return refuse(text.error());
    sources.emplace_back(file.string(), std::move(*text));
    auto parsed = law::parse_and_check(sources.back());
    auto findings = std::move(parsed.diagnostics);
    const bool is_sound = parsed.authorisation && !law::has_errors(findings);
    std::optional<Problem> cases_unread;
    if (is_sound) {
      const auto more = law::prove::semantic_check(*parsed.authorisation);
      findings.insert(findings.end(), more.begin(), more.end());
      auto of_cases = case_findings(file, *parsed.authorisation, common);
      if (of_cases) findings.insert(findings.end(), of_cases->begin(), of_cases->end());
      else cases_unread = std::move(of_cases.error());
      law::sort_by_place(findings);
    }
    say(findings, sources.back());
    if (cases_unread) {
      ++errors;
      fmt::print("{}\n", one_line(*cases_unread));
    }
    if (!is_sound) continue;
    sound.push_back(std::move(*parsed.authorisation));
    source_of.push_back(sources.size() - 1);
  }
  for (const auto& [document, diagnostic] : law::check_together(sound)) say({diagnostic}, sources[source_of[document]]);

  fmt::print("{} document{}, {} error{}, {} warning{}\n", files->size(), files->size() == 1 ? "" : "s", errors, errors == 1 ? "" : "s",
             warnings, warnings == 1 ? "" : "s");
  return errors == 0 ? Exit::done : Exit::failed;
}

}  // namespace crossroads::cli
