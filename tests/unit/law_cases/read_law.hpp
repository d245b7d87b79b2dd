// The project's own documents, read from its folder: for tests that hold them to their cases.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "domain/country.hpp"
#include "law/cases/parser.hpp"
#include "law/syntax/parser.hpp"

namespace crossroads::law::test {

inline std::string read_file(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.good()) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline domain::UnionMembers union_members_of_parameters() {
  std::istringstream lines(read_file(std::string(CROSSROADS_ROOT) + "/parameters/union-members.csv"));
  std::vector<domain::UnionMembers::Membership> members;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const auto to = line.substr(14, line.find(',', 14) - 14);
    members.push_back({*domain::Country::parse(line.substr(0, 2)),
                       {*domain::Date::parse(line.substr(3, 10)), to.empty() ? domain::Date::forever() : *domain::Date::parse(to)}});
  }
  EXPECT_GT(members.size(), 27U);
  return domain::UnionMembers(std::move(members));
}

/// A law with its cases and what both were read from.
struct Document {
  std::unique_ptr<Source> law_source, cases_source;
  Authorisation law;
  std::vector<cases::Case> cases;
};

/// `base` is a path without its ending.
inline Document read_document(const std::string& base) {
  Document document;
  document.law_source = std::make_unique<Source>(base + ".law", read_file(base + ".law"));
  auto law = parse_authorisation(*document.law_source);
  EXPECT_TRUE(law.authorisation) << render(law.diagnostics, *document.law_source);
  if (!law.authorisation) return document;
  document.law = std::move(*law.authorisation);
  document.cases_source = std::make_unique<Source>(base + ".cases", read_file(base + ".cases"));
  auto cases = cases::parse_cases(*document.cases_source, document.law);
  EXPECT_TRUE(cases.diagnostics.empty()) << render(cases.diagnostics, *document.cases_source);
  document.cases = std::move(cases.file.cases);
  return document;
}

inline Document read_authorisation(const std::string& name) {
  return read_document(std::string(CROSSROADS_ROOT) + "/authorisations/" + name);
}

}  // namespace crossroads::law::test
