#include "service/problem_document.hpp"

#include "base/json_writer.hpp"

namespace crossroads::service {
namespace {

struct IssueWords {
  std::string_view urn, title;
};
constexpr std::array<IssueWords, 6> issue_words{{
    {"urn:problem-type:belgif:input-validation:schemaViolation", "Input value is invalid with respect to the schema"},
    {"urn:problem-type:belgif:input-validation:unknownInput", "Unknown input"},
    {"urn:problem-type:belgif-ext:input-validation:requiredInput", "Input is required"},
    {"urn:problem-type:belgif-ext:input-validation:invalidStructure", "Input value has an invalid structure"},
    {"urn:problem-type:belgif-ext:input-validation:invalidPeriod", "Period is invalid"},
    {"urn:problem-type:belgif-ext:input-validation:outOfRange", "Input value is out of range"},
}};

constexpr std::string_view guide = "https://www.belgif.be/specification/rest/api-guide/problems/";

void write(JsonWriter& json, const Issue& issue) {
  const auto& words = issue_words.at(static_cast<std::size_t>(issue.type));
  json.open_object().member("type", words.urn).member("title", words.title).member("in", issue.in);
  if (!issue.name.empty()) json.member("name", issue.name);
  json.member("detail", issue.detail).close_object();
}

void write(JsonWriter& json, const CitedBasis& basis) {
  json.name("legalBasis").open_object();
  if (!basis.authorisation.empty()) json.member("authorisation", basis.authorisation);
  if (!basis.paragraphs.empty()) {
    json.name("paragraphs").open_array();
    for (const auto& paragraph : basis.paragraphs) json.value(paragraph);
    json.close_array();
  }
  if (!basis.interpretations.empty()) {
    json.name("interpretations").open_array();
    for (const auto& interpretation : basis.interpretations) json.value(interpretation);
    json.close_array();
  }
  if (!basis.section.empty()) json.member("section", basis.section);
  json.close_object();
}

}  // namespace

std::string to_json(const ProblemDocument& problem, const Uuid& instance) {
  const auto& type = *problem.type;
  JsonWriter json;
  json.open_object().member("type", type.urn);
  if (!type.page.empty()) json.member("href", std::string(guide) + std::string(type.page) + ".html");
  json.member("title", type.title).member("status", std::int64_t{type.status});
  if (!problem.detail.empty()) json.member("detail", problem.detail);
  json.member("instance", "urn:uuid:" + to_string(instance))
      .member("advice", problem.advice.empty() ? type.advice : std::string_view(problem.advice));
  if (problem.basis) write(json, *problem.basis);
  if (!problem.issues.empty()) {
    json.name("issues").open_array();
    for (const auto& issue : problem.issues) write(json, issue);
    json.close_array();
  }
  return json.close_object().take();
}

}  // namespace crossroads::service
