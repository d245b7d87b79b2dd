#include "service/api.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace crossroads::service {
namespace {

std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);  // the slash
  const auto end = std::min(path.find('/'), path.size());
  const auto segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

/// Whether the path is one of the pattern; what stands for the `{…}`.
bool matches(std::string_view pattern, std::string_view path, std::vector<std::string_view>& segments) {
  segments.clear();
  while (!pattern.empty() && path.starts_with('/')) {
    const auto expected = next_segment(pattern), found = next_segment(path);
    if (expected.starts_with('{')) {
      if (found.empty()) return false;
      segments.push_back(found);
    } else if (expected != found) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

std::string_view media_type(std::string_view content_type) {
  auto type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type;
}

bool is_json(std::string_view content_type) {
  constexpr std::string_view json = "application/json";
  return std::ranges::equal(media_type(content_type), json, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

/// Whether what an operation answers is among what the caller accepts; nothing said accepts everything.
bool accepts(std::string_view accept, std::string_view type) {
  if (accept.empty()) return true;
  const auto family = std::string(type.substr(0, type.find('/'))) + "/*";
  while (!accept.empty()) {
    const auto end = std::min(accept.find(','), accept.size());
    auto one = media_type(accept.substr(0, end));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one == "*/*" || one == type || one == family) return true;
    accept.remove_prefix(std::min(end + 1, accept.size()));
  }
  return false;
}

ProblemDocument bad_request_in(std::string_view where, std::string detail) {
  return {.type = &problems::bad_request, .issues = {{IssueType::unknown_input, {}, std::move(detail), where}}};
}

/// Counts a request as long as it is under way.
class UnderWay {
 public:
  explicit UnderWay(Metrics& metrics) : metrics_(metrics) { metrics_.under_way(1); }
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;
  ~UnderWay() { metrics_.under_way(-1); }

 private:
  Metrics& metrics_;
};

}  // namespace

std::optional<Answer> Call::bad_request() const {
  auto issues = body.issues();
  if (issues.empty()) return std::nullopt;
  return Answer::refused({.type = &problems::bad_request, .issues = std::move(issues)});
}

Api::Api(std::string prefix, std::string_view document, std::vector<Operation> operations, Surroundings surroundings)
    : prefix_(std::move(prefix)), operations_(std::move(operations)), around_(std::move(surroundings)) {
  operations_.push_back({.id = "getHealth", .method = "GET", .path = "/health", .allowed = {}, .answer = [this](Call&) {
                           const auto report = around_.health.report();
                           return Answer::about_nobody("application/json", to_json(report, false), http_status(report.state));
                         }});
  operations_.push_back({.id = "getDocument", .method = "GET", .path = "/doc/openapi.yaml", .allowed = {}, .answer = [document](Call&) {
                           return Answer::about_nobody("application/yaml", std::string(document));
                         }});
}

Api::Found Api::find(std::string_view method, std::string_view path) const {
  Found found;
  if (!path.starts_with(prefix_)) return found;
  path.remove_prefix(prefix_.size());
  std::vector<std::string_view> segments;
  for (const auto& operation : operations_) {
    if (!matches(operation.path, path, segments)) continue;
    found.allow += (found.allow.empty() ? "" : ", ") + std::string(operation.method);
    if (operation.method != method) continue;
    found.operation = &operation;
    found.segments = segments;
  }
  return found;
}

net::Response Api::answer(const net::Request& request, Waiting& waiting) const {
  const auto begin = std::chrono::steady_clock::now();
  const UnderWay counted(around_.metrics);
  const auto trace = Trace::of(request.headers, around_.randomness);
  const std::string_view target = request.target;
  const auto found = find(request.method, target.substr(0, target.find('?')));

  auto answered = answer(request, found, trace, waiting);
  const auto took = std::chrono::steady_clock::now() - begin;
  const auto operation = found.operation != nullptr ? found.operation->id : std::string_view("unknown");
  const auto& problem = answered.problem();
  around_.metrics.answered(operation, answered.status(), took);
  around_.log.request({.operation = operation,
                       .status = answered.status(),
                       .took = took,
                       .institution = request.peer.institution,
                       .trace = &trace,
                       .problem = problem ? problem->type->urn : std::string_view()});
  if (answered.cause()) around_.log.fault(operation, *answered.cause());
  return respond(std::move(answered), found, trace, waiting.now());
}

Answer Api::answer(const net::Request& request, const Found& found, const Trace& trace, Waiting& waiting) const {
  if (found.operation == nullptr) {
    return Answer::refused({.type = found.allow.empty() ? &problems::not_found : &problems::method_not_allowed});
  }
  const auto& operation = *found.operation;
  if (request.target.find('?') != std::string::npos) return Answer::refused(bad_request_in("query", "no query: no operation has one"));
  if (operation.allowed && !operation.allowed(request.peer.institution)) return Answer::refused({.type = &problems::missing_permission});
  if (operation.has_body && !is_json(net::header(request.headers, "content-type"))) {
    return Answer::refused({.type = &problems::unsupported_media_type});
  }
  if (!operation.has_body && !request.body.empty()) return Answer::refused(bad_request_in("body", "no body: this operation has none"));
  const std::string_view type = operation.id == "getDocument" ? "application/yaml" : "application/json";
  if (!accepts(net::header(request.headers, "accept"), type)) return Answer::refused({.type = &problems::not_acceptable});

  Body body(operation.has_body ? std::string_view(request.body) : "{}");
  Call call{request.peer, found.segments, request.headers, body, trace, waiting, around_.randomness};
  try {
    return operation.answer(call);
  } catch (const std::exception&) {
    // What should be impossible. Its words might repeat what they should not.
    around_.log.event(Level::error, "exception", fmt::format("operation {} ended by an exception, trace {}", operation.id, trace.own));
    return Answer::refused({.type = &problems::internal_error});
  }
}

net::Response Api::respond(Answer answer, const Found& found, const Trace& trace, Instant now) const {
  net::Response response;
  response.status = answer.status();
  response.headers = trace.answer_headers();
  if (const auto& problem = answer.problem()) {
    std::array<std::uint8_t, Uuid::random_size> random = {};
    around_.randomness(random);
    response.content_type = "application/problem+json";
    response.body = to_json(*problem, Uuid::version_7(static_cast<std::uint64_t>(now.time_since_epoch().count()), random));
    if (problem->type == &problems::method_not_allowed) response.headers.emplace_back("allow", found.allow);
    if (problem->retry_after) response.headers.emplace_back("retry-after", std::to_string(problem->retry_after->count()));
    return response;
  }
  response.content_type = answer.content_type();
  response.body = std::move(answer).take_body();
  return response;
}

}  // namespace crossroads::service
