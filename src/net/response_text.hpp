// Answers as the bytes that go over a connection.
#pragma once

#include <optional>
#include <string>

#include "net/exchange.hpp"

namespace crossroads::net {

/// What a server says besides its answer.
struct Framing {
  bool keep = true;        ///< whether the connection goes on
  bool head_only = false;  ///< of an answer to HEAD: the length of the body, and none of it
};

/// HTTP/1.1 (RFC 9112), never to be stored, with the headers that are known and no others. Nothing where a header would end before its time, or where
/// the status is none of a final answer.
[[nodiscard]] std::optional<std::string> to_text(const Response& response, const Framing& framing);

}  // namespace crossroads::net
