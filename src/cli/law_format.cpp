// crossroads law format: documents in their one canonical form.
#include <fmt/format.h>

#include <cstdio>

#include "cli/house.hpp"
#include "cli/output.hpp"
#include "law/syntax/formatter.hpp"
#include "law/syntax/parser.hpp"

namespace crossroads::cli {
Exit perform(const LawFormat& action, const Common& common) {
  const auto files = documents(action.files, common);
  if (!files) return refuse(files.error());
  bool all_well = true;
  for (const auto& file : *files) {
    auto text = library::read_text(file);
    if (!text) return refuse(text.error());
    const law::Source source(file.string(), std::move(*text));
    const auto parsed = law::parse_authorisation(source);
    if (!parsed.authorisation) {
      fmt::print(stderr, "{}", law::render(parsed.diagnostics, source));
      all_well = false;
      continue;
    }
    const auto formatted = law::format(*parsed.authorisation);
    if (formatted == source.text()) continue;
    if (action.check) {
      fmt::print("{}: not in the canonical form; crossroads law format {}\n", file.string(), file.string());
      all_well = false;
      continue;
    }
    if (const auto written = to_file(file, formatted); !written) return refuse(written.error());
    fmt::print("{}: formatted\n", file.string());
  }
  return all_well ? Exit::done : Exit::failed;
}

}  // namespace crossroads::cli
