#include "service/technical_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <system_error>

#include "base/json_writer.hpp"

namespace crossroads::service {
namespace {

constexpr std::array<std::string_view, 3> level_names{"info", "warning", "error"};

JsonWriter begin(Instant now, Level level, std::string_view service, std::string_view event) {
  JsonWriter json;
  json.open_object().member("time", to_rfc3339(now)).member("level", level_names.at(static_cast<std::size_t>(level)));
  json.member("service", service).member("event", event);
  return json;
}

/// Closes its file with the last who writes to it.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ != STDERR_FILENO) ::close(descriptor_);
  }
  /// One call, so that lines of several threads and processes don't mix. What can't be written is lost: a full disk must not stop a service whose
  /// access log, which it can't do without, is elsewhere.
  void write(std::string_view line) const { [[maybe_unused]] const auto written = ::write(descriptor_, line.data(), line.size()); }

 private:
  int descriptor_;
};

}  // namespace

void TechnicalLog::request(const RequestLine& line) const {
  const auto level = line.status >= 500 ? Level::error : Level::info;
  auto json = begin(now_(), level, service_, "request");
  json.member("operation", line.operation).member("status", std::int64_t{line.status});
  json.member("microseconds", std::chrono::duration_cast<std::chrono::microseconds>(line.took).count());
  json.member("institution", to_string(line.institution));
  if (line.trace != nullptr) {
    json.member("traceId", line.trace->own);
    if (!line.trace->related.empty()) json.member("relatedTraceId", line.trace->related);
    json.member("w3cTraceId", line.trace->trace_id);
  }
  if (!line.problem.empty()) json.member("problem", line.problem);
  write_(json.close_object().end_line().take());
}

void TechnicalLog::event(Level level, std::string_view event, std::string_view what) const {
  write_(begin(now_(), level, service_, event).member("what", what).close_object().end_line().take());
}

Result<TechnicalLog::Write> open_technical_log(const std::optional<std::filesystem::path>& path) {
  int descriptor = STDERR_FILENO;
  if (path) {
    descriptor = ::open(path->c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor < 0) {
      return failure({.what = "the technical log can't be opened: " + std::generic_category().message(errno),
                      .place = {.file = path->string()},
                      .expected = "a file that this service may append to"});
    }
  }
  return [file = std::make_shared<File>(descriptor)](std::string_view line) { file->write(line); };
}

}  // namespace crossroads::service
