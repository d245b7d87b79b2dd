// What a service answers when it does not do what it was asked: RFC 9457 problem documents, after the Belgif guide.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/uuid.hpp"

namespace crossroads::service {

/// A kind of problem. One for each URN; those of everyday HTTP are Belgif's, the others are ours, each beside what it speaks of.
struct ProblemType {
  std::string_view urn;
  std::uint16_t status;
  std::string_view title;
  std::string_view advice;     ///< what the caller can do
  std::string_view page = {};  ///< of the Belgif guide: the last part of its address
};

namespace problems {
inline constexpr ProblemType bad_request{"urn:problem-type:belgif:badRequest", 400, "Bad Request",
                                         "Correct what the issues name; the same request will get the same answer.", "badRequest"};
inline constexpr ProblemType missing_permission{"urn:problem-type:belgif:missingPermission", 403, "Missing Permission",
                                                "Ask the operator of this service whether your institution may use it.",
                                                "missingPermission"};
inline constexpr ProblemType not_found{"urn:problem-type:belgif:resourceNotFound", 404, "Resource Not Found",
                                       "See the service's OpenAPI document for what there is.", "resourceNotFound"};
inline constexpr ProblemType method_not_allowed{"urn:problem-type:crossroads:methodNotAllowed", 405, "Method Not Allowed",
                                                "Use a method that the header Allow names."};
inline constexpr ProblemType not_acceptable{"urn:problem-type:crossroads:notAcceptable", 406, "Not Acceptable", "Accept application/json."};
inline constexpr ProblemType payload_too_large{"urn:problem-type:belgif:payloadTooLarge", 413, "Payload Too Large",
                                               "Ask for less at a time.", "payloadTooLarge"};
inline constexpr ProblemType unsupported_media_type{"urn:problem-type:crossroads:unsupportedMediaType", 415, "Unsupported Media Type",
                                                    "Send application/json in UTF-8."};
inline constexpr ProblemType internal_error{"urn:problem-type:belgif:internalServerError", 500, "Internal Server Error",
                                            "Report it to the operator of this service, with the trace id.", "internalServerError"};
inline constexpr ProblemType bad_gateway{"urn:problem-type:belgif:badGateway", 502, "Bad Gateway",
                                         "Try again later; nothing was remembered.", "badGateway"};
inline constexpr ProblemType unavailable{"urn:problem-type:belgif:serviceUnavailable", 503, "Service Unavailable", "Try again later.",
                                         "serviceUnavailable"};
}  // namespace problems

/// What is wrong with one part of a request, in Belgif's words.
enum class IssueType : std::uint8_t { schema_violation, unknown_input, required_input, invalid_structure, invalid_period, out_of_range };

/// Never repeats what stood there: it may be about a person.
struct Issue {
  IssueType type;
  std::string name;    ///< `persons[2].niss`; empty for the body itself
  std::string detail;  ///< what was expected
  std::string_view in = "body";
  bool operator==(const Issue&) const = default;
};

/// What an answer rests on, as the law has it; empty parts where there is none.
struct CitedBasis {
  std::string authorisation;                      ///< `18/055`
  std::vector<std::string> paragraphs;            ///< `§8`
  std::string section;                            ///< of the specification, where no paragraph speaks: `SPEC §9`
  std::vector<std::string> interpretations = {};  ///< `I16`
  bool operator==(const CitedBasis&) const = default;
};

struct ProblemDocument {
  const ProblemType* type = &problems::internal_error;  ///< lives for ever
  std::string detail = {};                              ///< of this occurrence; nothing about a person, nor about how the service is built
  std::string advice = {};                              ///< what the caller can do, where more can be said than the type does
  std::vector<Issue> issues = {};
  std::optional<CitedBasis> basis = {};
  std::optional<std::chrono::seconds> retry_after = {};
  bool operator==(const ProblemDocument&) const = default;
};

/// `application/problem+json`. `instance` names this occurrence.
[[nodiscard]] std::string to_json(const ProblemDocument& problem, const Uuid& instance);

}  // namespace crossroads::service
