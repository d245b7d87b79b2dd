#include "register/client.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "register/answer_text.hpp"
#include "register/operations.hpp"

namespace crossroads::national_register {
namespace {

/// The kind of problem that a document names; nothing of a text that could be anything else.
std::string urn_of(const net::Response& response) {
  constexpr std::string_view start = "urn:problem-type:";
  if (response.content_type != "application/problem+json") return {};
  service::Body body(response.body);
  auto root = body.root();
  const auto type = root.text("type", 100);
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == ':'; };
  return type.starts_with(start) && std::ranges::all_of(type, fits) ? " " + type : "";
}

Problem refused(const net::Response& response) {
  Problem problem{.what = "the register did not answer the consultation",
                  .value = fmt::format("{}{}", response.status, urn_of(response)),
                  .expected = "200"};
  if (response.status == 403) problem.hint = "the register's operator must name this institution in access.readers";
  else if (response.status >= 500) problem.hint = "try again later";
  else problem.hint = "see whether the register is of the same version as this service";
  return problem;
}

}  // namespace

Result<RegisterAnswer> RemoteRegister::ask(const Question& part, const net::Headers& onward, Waiting& waiting) {
  net::Request request{.method = "POST", .target = fmt::format("{}{}", api_prefix, search_path), .headers = onward, .body = to_json(part)};
  request.headers.emplace_back("content-type", "application/json");
  request.headers.emplace_back("accept", "application/json");
  const auto response = CROSSROADS_TRY(send_(std::move(request), waiting));
  if (response.status != 200 || response.content_type != "application/json") return std::unexpected(refused(response));
  const domain::Date today(std::chrono::floor<std::chrono::days>(waiting.now()));
  return read_answer(response.body, part, today);
}

Result<RegisterAnswer> RemoteRegister::consult(const Question& question, const net::Headers& onward, Waiting& waiting) {
  RegisterAnswer whole;
  Question part{.persons = {}, .elements = question.elements};
  for (std::size_t i = 0; i < question.persons.size(); i += at_once_) {
    const auto begin = question.persons.begin() + static_cast<std::ptrdiff_t>(i);
    part.persons.assign(begin, begin + static_cast<std::ptrdiff_t>(std::min(at_once_, question.persons.size() - i)));
    auto answer = CROSSROADS_TRY(ask(part, onward, waiting));
    std::ranges::move(answer.items, std::back_inserter(whole.items));
    std::ranges::move(answer.sponsors, std::back_inserter(whole.sponsors));
  }
  // One who is the sponsor of persons in two parts came twice.
  std::ranges::stable_sort(whole.sponsors, {}, &RegisterPerson::niss);
  const auto again = std::ranges::unique(whole.sponsors, {}, &RegisterPerson::niss);
  whole.sponsors.erase(again.begin(), again.end());
  return whole;
}

}  // namespace crossroads::national_register
