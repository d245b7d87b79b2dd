// The references are true: every example that they give is read, and every code that they explain exists.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "law/cases/runner.hpp"
#include "law/check/checker.hpp"
#include "law_cases/read_law.hpp"

namespace crossroads::law::prove {
namespace {

std::string page(const std::string& name) { return test::read_file(std::string(CROSSROADS_ROOT) + "/docs/" + name); }

/// The blocks of a page between fences, each with the word behind the opening fence.
std::vector<std::pair<std::string, std::string>> blocks(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> found;
  const std::string fence = "```";
  for (auto at = text.find(fence); at != text.npos; at = text.find(fence, at)) {
    const auto line_end = text.find('\n', at), end = text.find(fence, line_end);
    found.emplace_back(text.substr(at + 3, line_end - at - 3), text.substr(line_end + 1, end - line_end - 1));
    at = end + 3;
  }
  return found;
}

/// The examples of the language's part one build one document after the other: each adds to the head, and what an example uses stands further up.
TEST(Reference, every_example_of_the_language_is_read) {
  const auto text = page("language.md");
  const auto part_one = text.substr(text.find("## The head"), text.find("# Part two") - text.find("## The head"));
  const auto examples = blocks(part_one);
  ASSERT_GE(examples.size(), 9U);
  // What later examples speak of and no example gives.
  const std::string more =
      "category eu-long when union and ground = art40 [§9]\ncategory family-belgian when ground = art40ter [§23]\n"
      "category eu-short when ground = short [§4]\ncategory family-other when ground = art47-1 [§26]\n"
      "category student when ground = art58 [§11]\ncategory family-student when ground = art10bis [§19]\n"
      "category family-eu when third-country and ground = art40bis [§21]\n";
  std::string document;
  std::size_t number = 0;
  for (const auto& [kind, example] : examples) {
    SCOPED_TRACE("example " + std::to_string(++number));
    document += example;
    if (example.starts_with("category")) document += more;
    const Source source("language.md", document);
    const auto read = parse_authorisation(source);
    EXPECT_TRUE(read.authorisation) << render(read.diagnostics, source);
  }
  // Taken together they are a document that can be given a meaning, but for what comes from two texts: labels of another's names, a paragraph that is
  // context in one and a rule in the other, categories that the consultation's example leaves out.
  std::string whole = document;
  whole.replace(whole.find("with §1 to §28"), std::string("with §1 to §28").size(), "with §1 to §30");
  const Source source("language.md", whole);
  for (const auto& finding : parse_and_check(source, {.labels = false, .paragraphs = false}).diagnostics)
    EXPECT_TRUE(finding.code == "L150" || finding.code == "L131" || finding.code == "L123") << render(finding, source);
}

TEST(Reference, every_example_of_the_cases_is_decided_as_it_expects) {
  const auto law = test::read_authorisation("11-031").law;
  const auto members = test::union_members_of_parameters();
  std::size_t read = 0;
  for (const auto& [kind, example] : blocks(page("cases.md"))) {
    if (kind != "cases") continue;
    SCOPED_TRACE(example);
    const Source source("cases.md", example);
    const auto cases = cases::parse_cases(source, law);
    EXPECT_EQ(render(cases.diagnostics, source), "");
    EXPECT_EQ(cases.file.cases.size(), 1U);
    const auto report = cases::run_cases(law, cases.file.cases, members);
    EXPECT_EQ(report.failed(), 0U) << as_text(report, source);
    ++read;
  }
  EXPECT_EQ(read, 3U);
}

TEST(Reference, every_code_of_the_cases_is_explained_and_none_that_does_not_exist) {
  const auto codes = [](const std::string& text, const std::string& pattern) {
    std::set<std::string> found;
    const std::regex code(pattern);
    for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at) found.insert((*at)[1]);
    return found;
  };
  std::string sources;
  for (const auto* file : {"parser", "facts_reader", "expectation_reader"})
    sources += test::read_file(std::string(CROSSROADS_ROOT) + "/src/law/cases/" + file + ".cpp");
  EXPECT_EQ(codes(page("cases.md"), "\n\\| (C[0-9]{3}) \\|"), codes(sources, "\"(C[0-9]{3})\""));
}

}  // namespace
}  // namespace crossroads::law::prove
