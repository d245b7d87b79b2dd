#include "net/response_text.hpp"

#include <boost/beast/http/status.hpp>

#include "net/known_headers.hpp"

namespace crossroads::net {
namespace {

void add(std::string& text, std::string_view name, std::string_view value) {
  text += name;
  text += ": ";
  text += value;
  text += "\r\n";
}

}  // namespace

std::optional<std::string> to_text(const Response& response, const Framing& framing) {
  if (response.status < 200 || response.status > 599 || !is_header_value(response.content_type)) return std::nullopt;
  // Such answers have no body, and nothing says how long it is (RFC 9110 §8.6).
  const bool bare = response.status == 204 || response.status == 304;
  if (bare && !response.body.empty()) return std::nullopt;
  std::string text;
  text.reserve(512 + response.body.size());
  const auto reason = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(response.status));
  text += "HTTP/1.1 " + std::to_string(response.status) + " ";
  text.append(reason.data(), reason.size());
  text += "\r\n";
  for (const auto& [name, value] : response.headers) {
    if (!is_header_value(value)) return std::nullopt;
    if (name != "content-type" && is_known_header(name)) add(text, name, value);
  }
  if (!response.content_type.empty()) add(text, "Content-Type", response.content_type);
  add(text, "Cache-Control", "no-store");
  if (!framing.keep) add(text, "Connection", "close");
  if (!bare) add(text, "Content-Length", std::to_string(response.body.size()));
  text += "\r\n";
  if (!framing.head_only) text += response.body;
  return text;
}

}  // namespace crossroads::net
