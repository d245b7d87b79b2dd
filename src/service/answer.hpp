// What a service answers. Data about persons leave only as a LoggedAnswer: what is not in the access log can't be put into an Answer.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <utility>

#include "base/problem.hpp"
#include "ledger/log/logged_answer.hpp"
#include "net/exchange.hpp"
#include "service/problem_document.hpp"

namespace crossroads::service {

/// JSON text of an answer's body.
struct Json {
  std::string text;
};

class Answer {
 public:
  /// Says something about persons, or about what was done with data on them: its entry is safe.
  [[nodiscard]] static Answer logged(ledger::LoggedAnswer<Json> answer, std::uint16_t status = 200) {
    return {status, "application/json", std::move(answer).payload().text};
  }
  /// A refusal that is an entry of the log itself.
  [[nodiscard]] static Answer logged(ledger::LoggedAnswer<ProblemDocument> refusal) { return {std::move(refusal).payload()}; }
  /// Says nothing about any person: health, documents, counts.
  [[nodiscard]] static Answer about_nobody(std::string content_type, std::string body, std::uint16_t status = 200) {
    return {status, std::move(content_type), std::move(body)};
  }
  /// Of the stand-in for the National Register, which is no institution of the deliberations and keeps no access log of its own.
  [[nodiscard]] static Answer of_the_register(Json answer) { return {200, "application/json", std::move(answer.text)}; }
  /// A problem with the request or with the service, told before anything about a person was found out.
  [[nodiscard]] static Answer refused(ProblemDocument problem) { return {std::move(problem)}; }

  /// The same, for a reason of the service's own, which operators read in its technical log and the caller never.
  [[nodiscard]] Answer because(Problem cause) && {
    cause_ = std::move(cause);
    return std::move(*this);
  }

  [[nodiscard]] std::uint16_t status() const { return problem_ ? problem_->type->status : status_; }
  [[nodiscard]] const std::optional<ProblemDocument>& problem() const { return problem_; }
  [[nodiscard]] const std::optional<Problem>& cause() const { return cause_; }
  [[nodiscard]] const std::string& content_type() const { return content_type_; }
  [[nodiscard]] std::string take_body() && { return std::move(body_); }

 private:
  Answer(std::uint16_t status, std::string content_type, std::string body)
      : status_(status), content_type_(std::move(content_type)), body_(std::move(body)) {}
  Answer(ProblemDocument problem) : problem_(std::move(problem)) {}  // NOLINT(google-explicit-constructor): private, for the lines above

  std::uint16_t status_ = 200;
  std::string content_type_, body_;
  std::optional<ProblemDocument> problem_;
  std::optional<Problem> cause_;
};

}  // namespace crossroads::service
