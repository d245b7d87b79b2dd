// What the program can be asked to do: the command line parses into one of these, and main() hands it to its room.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/date.hpp"
#include "domain/month.hpp"
#include "domain/period.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::cli {

namespace fs = std::filesystem;

/// Exit statuses: what a script can rely on.
enum class Exit : int {
  done = 0,
  failed = 1,          ///< refused, or a check found something; nothing was changed unless said
  usage = 2,           ///< the command line made no sense
  rows_set_aside = 3,  ///< done, but some rows of the input broke a rule and were left out
};
// `law diff` answers as diff(1) does: a difference is no failure, and a failure no answer.
inline constexpr Exit same = Exit::done, different = Exit::failed, not_compared = Exit::usage;

enum class Format : std::uint8_t { text, ndjson, csv, html };

struct Common {
  std::optional<fs::path> laws = {};
  domain::Date today = domain::Date::never();
  unsigned threads = 0;
  bool quiet = false;
};

struct Import {
  fs::path folder;
  fs::path store;
  bool strict = false;
  bool snapshot = false;
};
struct Replay {
  std::string authorisation;
  domain::MonthSpan months;
  fs::path data;
  bool summary = false;
  bool strict = false;
};
struct Run {
  std::string authorisation;
  domain::Month month;
  fs::path store;
  bool dry_run = false;
  Format format = Format::text;
  std::optional<fs::path> report = {};         ///< where to write the report as a page
  law::Language language = law::Language::en;  ///< of the page
};
struct Explain {
  std::string authorisation;
  std::string niss;
  domain::Month month;
  std::optional<fs::path> data = {};
  fs::path store;
  law::Language language = law::Language::en;
  Format format = Format::text;
};
struct Synth {
  std::uint64_t persons;
  std::uint64_t seed;
  fs::path out;
  std::optional<fs::path> later = {};
};
struct LawCheck {
  std::vector<fs::path> files;
};
struct LawTest {
  std::vector<fs::path> files;
  bool mutants = false;
  Format format = Format::text;
};
struct LawCoverage {
  std::string authorisation;
  std::optional<fs::path> data = {};
  Format format = Format::text;
};
struct LawDiff {
  std::string before, after;  ///< each a file, or the name of an authorisation
  std::optional<fs::path> data = {};
  std::optional<domain::Month> from = {}, to = {};  ///< only with data
  Format format = Format::text;
};
struct LawRender {
  std::string authorisation;  ///< a file, or the name of an authorisation
  std::optional<fs::path> output = {};
  law::Language language = law::Language::en;
};
struct LawFormat {
  std::vector<fs::path> files;
  bool check = false;
};

using Action = std::variant<Import, Replay, Run, Explain, Synth, LawCheck, LawTest, LawCoverage, LawDiff, LawRender, LawFormat>;

struct Command {
  Common common;
  Action action;
};

/// Each action's room. They print to standard output what was asked for, and to standard error what a person should know.
[[nodiscard]] Exit perform(const Import& action, const Common& common);
[[nodiscard]] Exit perform(const Replay& action, const Common& common);
[[nodiscard]] Exit perform(const Run& action, const Common& common);
[[nodiscard]] Exit perform(const Explain& action, const Common& common);
[[nodiscard]] Exit perform(const Synth& action, const Common& common);
[[nodiscard]] Exit perform(const LawCheck& action, const Common& common);
[[nodiscard]] Exit perform(const LawTest& action, const Common& common);
[[nodiscard]] Exit perform(const LawCoverage& action, const Common& common);
[[nodiscard]] Exit perform(const LawDiff& action, const Common& common);
[[nodiscard]] Exit perform(const LawRender& action, const Common& common);
[[nodiscard]] Exit perform(const LawFormat& action, const Common& common);

}  // namespace crossroads::cli
