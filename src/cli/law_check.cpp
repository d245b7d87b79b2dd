// crossroads law check: what is wrong with a document, said as a good compiler says it.
#include <fmt/format.h>

#include <cstdio>

#include "cli/house.hpp"
#include "law/check/checker.hpp"

namespace crossroads::cli {

Exit perform(const LawCheck& action, const Common& common) {
  const auto files = documents(action.files, common);
  if (!files) return refuse(files.error());

  std::vector<law::Source> sources;  // diagnostics point into them
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
    say(parsed.diagnostics, sources.back());
    if (!parsed.authorisation || law::has_errors(parsed.diagnostics)) continue;
    sound.push_back(std::move(*parsed.authorisation));
    source_of.push_back(sources.size() - 1);
  }
  for (const auto& [document, diagnostic] : law::check_together(sound)) say({diagnostic}, sources[source_of[document]]);

  fmt::print("{} document{}, {} error{}, {} warning{}\n", files->size(), files->size() == 1 ? "" : "s", errors, errors == 1 ? "" : "s",
             warnings, warnings == 1 ? "" : "s");
  return errors == 0 ? Exit::done : Exit::failed;
}

}  // namespace crossroads::cli
