#include "cli/house.hpp"

#include <fmt/format.h>
#include <unistd.h>  // isatty, readlink

#include <array>
#include <cstdio>
#include <cstdlib>

namespace crossroads::cli {
namespace {

fs::path own_file() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored);
}

}  // namespace

Result<library::Library> open_library(const Common& common) {
  library::Search search{.laws = common.laws, .program = own_file()};
  if (const char* named = std::getenv("CROSSROADS_LAWS"); named != nullptr && *named != '\0') search.laws_of_environment = named;
  return library::Library::open(search);
}

Result<std::vector<fs::path>> documents(const std::vector<fs::path>& named, const Common& common) {
  if (!named.empty()) return named;
  return CROSSROADS_TRY(open_library(common)).files();
}

Result<library::Document> document(const std::string& named, const Common& common) {
  if (named.ends_with(".law")) return library::read_document(named);
  const auto library = CROSSROADS_TRY(open_library(common));
  return library.authorisation(named);
}

Result<OpenedLaw> open_law(const std::string& authorisation, const Common& common) {
  const auto library = CROSSROADS_TRY(open_library(common));
  auto document = CROSSROADS_TRY(library.authorisation(authorisation));
  warn(document.warnings, document.source);
  return OpenedLaw{std::move(document), CROSSROADS_TRY(library.union_members())};
}

Result<domain::UnionMembers> union_members(const Common& common) { return CROSSROADS_TRY(open_library(common)).union_members(); }

Exit refuse(const Problem& problem) {
  fmt::print(stderr, "{}\n", one_line(problem));
  return Exit::failed;
}

void warn(const std::vector<law::Diagnostic>& warnings, const law::Source& source) {
  if (!warnings.empty()) fmt::print(stderr, "{}", law::render(warnings, source));
}

Exit report_rows(const std::vector<Problem>& set_aside, const facts::RowCounts& counts) {
  for (const auto& problem : set_aside) fmt::print(stderr, "{}\n", one_line(problem));
  fmt::print(stderr, "{} rows taken, {} set aside\n", counts.all_accepted(), counts.all_bad());
  return set_aside.empty() ? Exit::done : Exit::rows_set_aside;
}

ProgressLine::ProgressLine(bool quiet) : shown_(!quiet && isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
  if (shown_ && last_size_ > 0) fmt::print(stderr, "\r{:{}}\r", "", last_size_);
}

void ProgressLine::say(const std::string& text) {
  if (!shown_) return;
  fmt::print(stderr, "\r{:{}}", text, last_size_);
  std::fflush(stderr);
  last_size_ = text.size();
}

}  // namespace crossroads::cli
