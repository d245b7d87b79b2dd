// crossroads law format: documents in their one canonical form.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>

#include "cli/house.hpp"
#include "law/syntax/formatter.hpp"
#include "law/syntax/parser.hpp"

namespace crossroads::cli {
namespace {

/// Replaces the file in one step, so that a crash leaves the old text or the new one.
Result<void> rewrite(const fs::path& file, const std::string& text) {
  const fs::path beside = file.string() + ".new";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::error_code error;
  if (out) fs::rename(beside, file, error);
  if (!out || error) {
    fs::remove(beside, error);
    return failure({.what = "this file can't be written", .place = {.file = file.string()}, .kept = "it is as it was"});
  }
  return {};
}

}  // namespace

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
    if (const auto written = rewrite(file, formatted); !written) return refuse(written.error());
    fmt::print("{}: formatted\n", file.string());
  }
  return all_well ? Exit::done : Exit::failed;
}

}  // namespace crossroads::cli
