#include "service/trace.hpp"

#include <algorithm>

#include "base/hexadecimal.hpp"
#include "base/uuid.hpp"

namespace crossroads::service {
namespace {

bool is_lower_hexadecimal(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}
bool is_zero(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

std::string new_uuid(const Randomness& randomness) {
  Uuid::Bytes bytes = {};
  randomness(bytes);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x40U);  // version 4
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
  return to_string(Uuid(bytes));
}

template <std::size_t bytes>
std::string new_id(const Randomness& randomness) {
  std::array<std::uint8_t, bytes> id = {};
  randomness(id);
  id.back() |= 1U;  // zero is no identifier
  std::string text;
  for (const auto byte : id) append_hexadecimal(text, byte);
  return text;
}

/// Belgif: at most thirty-six characters. What else it might hold is not passed on.
bool usable(std::string_view text) {
  return !text.empty() && text.size() <= 36 && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

}  // namespace

std::optional<TraceParent> parse_traceparent(std::string_view text) {
  constexpr std::size_t size = 55;  // 00-<32>-<16>-<2>
  if (text.size() != size || !text.starts_with("00-") || text[35] != '-' || text[52] != '-') return std::nullopt;
  const auto trace = text.substr(3, 32), parent = text.substr(36, 16), flags = text.substr(53, 2);
  for (const auto part : {trace, parent, flags}) {
    if (!is_lower_hexadecimal(part)) return std::nullopt;
  }
  if (is_zero(trace) || is_zero(parent)) return std::nullopt;
  return TraceParent{trace, parent};
}

Trace Trace::of(const net::Headers& headers, const Randomness& randomness) {
  Trace trace;
  trace.own = new_uuid(randomness);
  if (const auto theirs = net::header(headers, "belgov-trace-id"); usable(theirs)) trace.related = theirs;
  const auto parent = parse_traceparent(net::header(headers, "traceparent"));
  trace.trace_id = parent ? std::string(parent->trace_id) : new_id<16>(randomness);
  trace.span_id = new_id<8>(randomness);
  return trace;
}

net::Headers Trace::answer_headers() const {
  net::Headers headers{{"belgov-trace-id", own}};
  if (!related.empty()) headers.emplace_back("belgov-related-trace-id", related);
  return headers;
}

net::Headers Trace::onward_headers() const { return {{"belgov-trace-id", own}, {"traceparent", "00-" + trace_id + "-" + span_id + "-01"}}; }

}  // namespace crossroads::service
