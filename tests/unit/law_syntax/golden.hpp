// Tables of mistakes and what is said about them, kept as text beside the tests.
//
//   ## name of the row
//   -- replace        a piece of the document below, or `-- whole` and a document of its own
//   -- by             what stands there instead
//   -- says           what is reported, letter by letter; nothing: the document is accepted without a finding
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "law/check/checker.hpp"

namespace crossroads::law::golden {

/// A document without a finding.
inline constexpr std::string_view document = R"(authorisation 24/001
  adopted 2024-01-09
  in force from 2024-02-01
  from SPP-IS via BCSS to OE [§1]
  purpose "p" [§1]
  basis "b" [§1]
  text "t.txt" with §1 to §2
term worker means quality = employee [§1]
category a when union and worker [§1]
category b when third-country [§1]
push monthly
  start at once [§1]
  pause after 1 month without aid [§1]
  resume at once [§1]
  disclose niss [§1]
paragraph §2 context "why"
)";

struct Row {
  std::string name;
  std::string text;
  std::string says;
};

inline std::string file_text(const std::string& path) {
  std::ifstream file(std::string(CROSSROADS_ROOT) + "/" + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::string without_line_end(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

inline std::vector<Row> rows(const std::string& path) {
  struct Parts {
    std::string name, replace, by, whole, says;
    bool is_whole = false;
  };
  std::vector<Parts> all;
  std::string* into = nullptr;
  std::istringstream lines(file_text(path));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) {
      all.push_back({.name = line.substr(3), .replace = {}, .by = {}, .whole = {}, .says = {}});
      into = nullptr;
    } else if (line == "-- replace") into = &all.back().replace;
    else if (line == "-- by") into = &all.back().by;
    else if (line == "-- says") into = &all.back().says;
    else if (line == "-- whole") {
      into = &all.back().whole;
      all.back().is_whole = true;
    } else if (into != nullptr) *into += line + "\n";
  }
  std::vector<Row> made;
  for (auto& parts : all) {
    std::string text(document);
    if (parts.is_whole) {
      text = parts.whole;
    } else {
      const auto replace = without_line_end(parts.replace);
      const auto at = text.find(replace);
      if (at == text.npos) throw std::logic_error("nothing to replace in " + parts.name);
      text.replace(at, replace.size(), without_line_end(parts.by));
    }
    made.push_back({std::move(parts.name), std::move(text), std::move(parts.says)});
  }
  return made;
}

inline std::string findings(const std::string& text, const CheckOptions& options = {.labels = false}) {
  const Source source("x.law", text);
  return render(parse_and_check(source, options).diagnostics, source);
}

}  // namespace crossroads::law::golden
