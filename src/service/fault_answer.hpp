// The answer to a request that no operation ever sees: it broke a limit, or HTTP itself.
#pragma once

#include "net/secure_server.hpp"
#include "service/problem_document.hpp"
#include "service/trace.hpp"

namespace crossroads::service {

namespace problems {
inline constexpr ProblemType request_timeout{"urn:problem-type:crossroads:requestTimeout", 408, "Request Timeout",
                                             "Send the whole request at once."};
inline constexpr ProblemType uri_too_long{"urn:problem-type:crossroads:uriTooLong", 414, "URI Too Long",
                                          "See the service's OpenAPI document for its paths; there are no queries."};
inline constexpr ProblemType header_too_large{"urn:problem-type:crossroads:requestHeaderFieldsTooLarge", 431,
                                              "Request Header Fields Too Large", "Send fewer or shorter headers."};
}  // namespace problems

/// A problem document with a trace id of its own, for net::Answering.
[[nodiscard]] net::Response answer_to(net::RequestFault fault, const Randomness& randomness, Instant now);

}  // namespace crossroads::service
