// The code and api/register.yaml say the same: operations, limits, and the words of every closed list.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "config/service.hpp"
#include "register_under_test.hpp"

namespace crossroads::national_register::test {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// `POST /persons/search` → `searchPersons`, by the indentation that the document keeps.
std::map<std::string, std::string> documented_operations() {
  std::map<std::string, std::string> found;
  std::string path, method;
  for (const auto& line : lines_of(api_document)) {
    if (line.starts_with("  /")) {
      path = line.substr(2, line.size() - 3);
    } else if (line.size() > 5 && line.starts_with("    ") && line[4] != ' ' && line.ends_with(':')) {
      method = line.substr(4, line.size() - 5);
      std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    } else if (line.starts_with("      operationId: ")) {
      found.emplace(method + " " + path, line.substr(19));
    }
  }
  return found;
}

/// The text after `key` in the schema of that name.
std::string in_schema(const std::string& schema, const std::string& key) {
  const auto lines = lines_of(api_document);
  auto line = std::ranges::find(lines, "    " + schema + ":");
  if (line == lines.end()) return "no such schema";
  for (++line; line != lines.end() && line->starts_with("      "); ++line) {
    const auto at = line->find(key + ": ");
    if (at != std::string::npos && line->find_first_not_of(' ') == at) return line->substr(at + key.size() + 2);
  }
  return "no such line";
}

template <class Words>
std::string list(const Words& words) {
  std::string text;
  for (const std::string_view word : words) {
    // `N` alone is a truth value to older readers of YAML.
    if (!word.empty()) text += (text.empty() ? "" : ", ") + (word == "N" ? "'N'" : std::string(word));
  }
  return "[" + text + "]";
}

TEST(RegisterDocument, HasTheOperationsOfTheCode) {
  const RegisterUnderTest under_test;
  std::map<std::string, std::string> in_code;
  for (const auto& operation : under_test.api.operations()) {
    in_code.emplace(std::string(operation.method) + " " + std::string(operation.path), operation.id);
  }
  EXPECT_EQ(documented_operations(), in_code);
  EXPECT_EQ(in_code.size(), 3U);
  EXPECT_NE(api_document.find("  - url: " + std::string(api_prefix) + "\n"), std::string_view::npos);
}

TEST(RegisterDocument, HasTheLimitsOfTheCode) {
  const auto documented = in_schema("PersonsQuestion", "maxItems");
  EXPECT_EQ(documented, std::to_string(Access{}.persons));
  const auto settings = config::register_table().settings();
  const auto setting = std::ranges::find(settings, "limits.persons", &config::Setting::key);
  ASSERT_NE(setting, settings.end());
  EXPECT_EQ(documented, setting->initial);
}

TEST(RegisterDocument, HasTheWordsOfTheCode) {
  EXPECT_EQ(in_schema("Element", "enum"), list(element_names));
  EXPECT_EQ(in_schema("RegisterKind", "enum"), list(domain::names<domain::Register>));
  EXPECT_EQ(in_schema("ResidenceTitle", "enum"), list(domain::names<domain::Title>));
  EXPECT_EQ(in_schema("Ground", "enum"), list(domain::names<domain::Ground>));
  EXPECT_EQ(in_schema("Quality", "enum"), list(domain::names<domain::Quality>));
  EXPECT_EQ(in_schema("AppliedAt", "enum"), list(domain::names<domain::AppliedAt>));
  EXPECT_NE(api_document.find("enum: " + list(service::state_names)), std::string_view::npos);
}

}  // namespace
}  // namespace crossroads::national_register::test
