// What every command shares: where the law is found, and how people are told things.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/actions.hpp"
#include "facts/quarantine.hpp"
#include "library/library.hpp"

namespace crossroads::cli {

/// The library that the command line, the environment or the program's place points to.
[[nodiscard]] Result<library::Library> open_library(const Common& common);

/// The documents that a command of `law` works on: those named, or every one of the library.
[[nodiscard]] Result<std::vector<fs::path>> documents(const std::vector<fs::path>& named, const Common& common);

/// One document, read and checked: of that file, where the word ends in `.law`; else of the library's authorisation of that name.
[[nodiscard]] Result<library::Document> document(const std::string& named, const Common& common);

/// What decides of a month besides the facts.
struct OpenedLaw {
  library::Document document;
  domain::UnionMembers members;
};
/// The authorisation of that name, with the member states by date. What its document is warned of is said on standard error.
[[nodiscard]] Result<OpenedLaw> open_law(const std::string& authorisation, const Common& common);

/// The member states by date, of the library that `open_library` opens.
[[nodiscard]] Result<domain::UnionMembers> union_members(const Common& common);

/// Says on standard error what went wrong, and gives the status of a failure.
Exit refuse(const Problem& problem);
/// Says on standard error what is no failure but should be known.
void warn(const std::vector<law::Diagnostic>& warnings, const law::Source& source);

/// The rows that were set aside, one a line, then the line that counts both (SPEC §2). `Exit::rows_set_aside` if there are any.
Exit report_rows(const std::vector<Problem>& set_aside, const facts::RowCounts& counts);

/// Progress on standard error: one line that is overwritten on a terminal, nothing elsewhere.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void say(const std::string& text);

 private:
  bool shown_;
  std::size_t last_size_ = 0;
};

}  // namespace crossroads::cli
