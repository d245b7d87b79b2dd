#include "service/fault_answer.hpp"

namespace crossroads::service {
namespace {

ProblemDocument document_of(unsigned status) {
  switch (status) {
    case 400: return {.type = &problems::bad_request, .detail = "This is no HTTP/1.1 request with a body of known length."};
    case 408: return {.type = &problems::request_timeout};
    case 413: return {.type = &problems::payload_too_large};
    case 414: return {.type = &problems::uri_too_long};
    case 431: return {.type = &problems::header_too_large};
    case 503: return {.type = &problems::unavailable, .detail = "Too many requests at once.", .retry_after = std::chrono::seconds(1)};
    default: return {.type = &problems::internal_error};
  }
}

}  // namespace

net::Response answer_to(net::RequestFault fault, const Randomness& randomness, Instant now) {
  const auto problem = document_of(net::http_status(fault));
  std::array<std::uint8_t, Uuid::random_size> random = {};
  randomness(random);
  net::Response response{.status = problem.type->status,
                         .content_type = "application/problem+json",
                         .headers = Trace::of({}, randomness).answer_headers(),
                         .body = to_json(problem, Uuid::version_7(static_cast<std::uint64_t>(now.time_since_epoch().count()), random))};
  if (problem.retry_after) response.headers.emplace_back("retry-after", std::to_string(problem.retry_after->count()));
  return response;
}

}  // namespace crossroads::service
