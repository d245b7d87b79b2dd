// The identifiers that join what two institutions know of one request (Belgif `trc-header`, W3C Trace Context).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "net/exchange.hpp"

namespace crossroads::service {

/// Fills what it is given with chance.
using Randomness = std::function<void(std::span<std::uint8_t>)>;

struct Trace {
  std::string own;       ///< BelGov-Trace-Id of the answer: made here, never copied
  std::string related;   ///< BelGov-Trace-Id of the request; empty where there was none that can be used
  std::string trace_id;  ///< W3C: thirty-two hexadecimal digits, the caller's where it sent one; the access log keeps it
  std::string span_id;   ///< W3C: sixteen, of this request here

  /// Of a request that came in.
  [[nodiscard]] static Trace of(const net::Headers& headers, const Randomness& randomness);
  /// For the answer.
  [[nodiscard]] net::Headers answer_headers() const;
  /// For requests that are made on the way to the answer.
  [[nodiscard]] net::Headers onward_headers() const;
};

/// The trace id and parent of a `traceparent` of version 00; nothing for any other text.
struct TraceParent {
  std::string_view trace_id, parent_id;
};
[[nodiscard]] std::optional<TraceParent> parse_traceparent(std::string_view text);

}  // namespace crossroads::service
