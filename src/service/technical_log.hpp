// What operators read: one JSON object a line. Its members are a closed set, so that no text of a request, and no person, can get in.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/problem.hpp"
#include "domain/enterprise_number.hpp"
#include "service/trace.hpp"

namespace crossroads::service {

enum class Level : std::uint8_t { info, warning, error };

/// A request that was answered.
struct RequestLine {
  std::string_view operation;  ///< its id in the OpenAPI document; `unknown` where there is none
  unsigned status = 0;
  std::chrono::nanoseconds took{};
  domain::EnterpriseNumber institution;
  const Trace* trace = nullptr;
  std::string_view problem = {};  ///< the problem's URN
};

/// For any thread. Lines are written whole.
class TechnicalLog {
 public:
  using Write = std::function<void(std::string_view line)>;
  /// `now` is read for each line.
  TechnicalLog(std::string service, std::function<Instant()> now, Write write)
      : service_(std::move(service)), now_(std::move(now)), write_(std::move(write)) {}

  void request(const RequestLine& line) const;
  /// Something about the service itself: `event` is a word of a fixed list in the code, `what` a sentence of ours.
  void event(Level level, std::string_view event, std::string_view what) const;
  /// A problem of the service itself, of its files or its peers: never one of a request.
  void problem(std::string_view event, const Problem& problem) const { this->event(Level::error, event, one_line(problem)); }
  /// A problem in the middle of work on persons: told without the value that it is about.
  void fault(std::string_view event, Problem problem) const {
    problem.field.clear();
    problem.value.clear();
    this->event(Level::error, event, one_line(problem));
  }

 private:
  std::string service_;
  std::function<Instant()> now_;
  Write write_;
};

/// Appends to a file, or to standard error where there is none.
[[nodiscard]] Result<TechnicalLog::Write> open_technical_log(const std::optional<std::filesystem::path>& file);

}  // namespace crossroads::service
