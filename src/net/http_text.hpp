// Between our values and Beast's. Private to this folder, and heavy.
#pragma once

#include <array>
#include <boost/beast/http.hpp>
#include <string>

#include "net/exchange.hpp"

namespace crossroads::net {

/// The headers that mean something between institutions; all others are passed over.
inline constexpr std::array<std::string_view, 9> known_headers{
    "content-type", "accept",      "accept-language",         "authorization", "belgov-trace-id",
    "traceparent",  "retry-after", "belgov-related-trace-id", "allow"};

template <bool is_request, class Fields>
Headers headers_of(const boost::beast::http::header<is_request, Fields>& message) {
  Headers headers;
  for (const auto name : known_headers) {
    const auto value = message[boost::beast::string_view(name.data(), name.size())];
    if (!value.empty()) headers.emplace_back(std::string(name), std::string(value));
  }
  return headers;
}

/// Whether two readers could not take the request for different ones (RFC 9112 §6.3): one length, or a chunked body, and never both.
template <class Fields>
bool is_plain(const boost::beast::http::header<true, Fields>& message) {
  namespace http = boost::beast::http;
  const auto lengths = message.count(http::field::content_length), codings = message.count(http::field::transfer_encoding);
  const auto length = message[http::field::content_length];
  if (length.find_first_not_of("0123456789") != boost::beast::string_view::npos) return false;  // `3, 3` is one length to some
  return lengths + codings <= 1 && message.count(http::field::host) <= 1 && !message.target().empty();
}

inline boost::beast::http::response<boost::beast::http::string_body> to_message(Response response, unsigned version, bool keep) {
  namespace http = boost::beast::http;
  http::response<http::string_body> message(static_cast<http::status>(response.status), version);
  for (const auto& [name, value] : response.headers) message.set(name, value);
  if (!response.content_type.empty()) message.set(http::field::content_type, response.content_type);
  message.set(http::field::cache_control, "no-store");
  message.body() = std::move(response.body);
  message.keep_alive(keep);
  message.prepare_payload();
  return message;
}

}  // namespace crossroads::net
