#include "net/request_reader.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "net/known_headers.hpp"

namespace crossroads::net {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Parser = http::request_parser<http::string_body>;

std::string_view plain(beast::string_view text) { return {text.data(), text.size()}; }

/// What Beast lets pass and we don't.
bool is_one_request(const http::request_header<>& header) {
  const auto lengths = header.count(http::field::content_length), codings = header.count(http::field::transfer_encoding);
  const auto hosts = header.count(http::field::host);
  const bool old = header.version() == 10;
  if (!old && header.version() != 11) return false;
  if (lengths + codings > 1 || hosts > 1 || (hosts == 0 && !old)) return false;
  if (lengths == 1) {
    const auto length = plain(header[http::field::content_length]);
    // `+3`, `3, 3` or a length that overflows is one thing to some and another to others.
    if (length.empty() || length.size() > 18 || length.find_first_not_of("0123456789") != std::string_view::npos) return false;
  }
  if (codings == 1 && (old || !beast::iequals(header[http::field::transfer_encoding], "chunked"))) return false;
  // Of those that are no lists, the first might count for one reader and the last for another.
  for (const auto* single : {"content-type", "authorization", "belgov-trace-id", "traceparent", "expect"}) {
    if (header.count(single) > 1) return false;
  }
  return is_target(plain(header.target())) && !header.method_string().empty();
}

Headers headers_of(const http::request_header<>& header) {
  Headers headers;
  for (const auto name : known_headers) {
    std::string value;
    const auto [first, last] = header.equal_range(beast::string_view(name.data(), name.size()));
    for (auto one = first; one != last; ++one) value += (value.empty() ? "" : ", ") + std::string(one->value());
    if (!value.empty()) headers.emplace_back(std::string(name), std::move(value));
  }
  return headers;
}

}  // namespace

struct RequestReader::Parsing {
  explicit Parsing(const ServerLimits& the_limits) : limits(the_limits) { begin(); }

  const ServerLimits& limits;
  std::optional<Parser> parser;
  State state = State::header;
  RequestFault fault = RequestFault::malformed;
  std::size_t looked_at = 0, line = 0;  // of the header: how far, and where the line begins
  Headers headers;                      // taken before the body: what trails it must not change them

  void begin() {
    parser.emplace();
    parser->header_limit(static_cast<std::uint32_t>(limits.header) + 4);
    parser->body_limit(limits.body);
    state = State::header;
    looked_at = line = 0;
    headers.clear();
  }
  void refuse(RequestFault why) {
    fault = why;
    state = State::refused;
  }
  void refuse(error_code error) {
    if (error == http::error::body_limit) refuse(RequestFault::body_too_long);
    else if (error == http::error::header_limit) refuse(RequestFault::header_too_long);
    else refuse(RequestFault::malformed);
  }

  /// How long the header is, or nothing as long as its end is not there. Refuses lines that don't end as they must.
  std::optional<std::size_t> find_end(std::string_view bytes) {
    for (; looked_at < bytes.size(); ++looked_at) {
      const char c = bytes[looked_at];
      const bool after_return = looked_at > line && bytes[looked_at - 1] == '\r';
      if ((c == '\n') != after_return) {
        refuse(RequestFault::malformed);
        return std::nullopt;
      }
      if (c != '\n') continue;
      const auto length = looked_at - 1 - line;
      // A line that begins with a blank goes on with the one before, to some.
      if (length > 0 && (bytes[line] == ' ' || bytes[line] == '\t')) {
        refuse(RequestFault::malformed);
        return std::nullopt;
      }
      if (line > 0 && length == 0) return looked_at + 1;
      line = looked_at + 1;
    }
    return std::nullopt;
  }

  std::size_t take_header(std::string_view bytes) {
    const auto end = find_end(bytes.substr(0, limits.header + 4));
    if (state == State::refused) return 0;
    if (!end) {
      if (bytes.size() >= limits.header + 4) refuse(line == 0 ? RequestFault::target_too_long : RequestFault::header_too_long);
      return 0;
    }
    error_code error;
    parser->eager(false);
    parser->put(boost::asio::const_buffer(bytes.data(), *end), error);
    if (error && error != http::error::need_more) {
      refuse(error);
      return 0;
    }
    if (!parser->is_header_done() || !is_one_request(parser->get().base())) {
      refuse(RequestFault::malformed);
      return 0;
    }
    if (parser->get().target().size() > limits.target) {
      refuse(RequestFault::target_too_long);
      return 0;
    }
    headers = headers_of(parser->get().base());
    state = parser->is_done() ? State::whole : State::body;
    return *end;
  }

  std::size_t take_body(std::string_view bytes) {
    std::size_t used = 0;
    parser->eager(true);
    while (!parser->is_done() && used < bytes.size()) {
      error_code error;
      const auto count = parser->put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), error);
      used += count;
      if (error == http::error::need_more) {
        // What introduces a chunk, or trails the last one, must end somewhere.
        if (bytes.size() - used > limits.header) refuse(RequestFault::header_too_long);
        return used;
      }
      if (error) {
        refuse(error);
        return used;
      }
      if (count == 0) break;
    }
    if (parser->is_done()) state = State::whole;
    return used;
  }
};

RequestReader::RequestReader(const ServerLimits& limits) : parsing_(std::make_unique<Parsing>(limits)) {}
RequestReader::~RequestReader() = default;

std::size_t RequestReader::take(std::string_view bytes) {
  std::size_t used = 0;
  if (parsing_->state == State::header) used = parsing_->take_header(bytes);
  if (parsing_->state == State::body) used += parsing_->take_body(bytes.substr(used));
  return used;
}
RequestReader::State RequestReader::state() const { return parsing_->state; }
RequestFault RequestReader::fault() const { return parsing_->fault; }
bool RequestReader::waits_to_go_on() const { return beast::iequals(parsing_->parser->get()[http::field::expect], "100-continue"); }
bool RequestReader::keeps() const { return parsing_->parser->get().keep_alive(); }
bool RequestReader::is_head() const { return parsing_->parser->get().method() == http::verb::head; }

Request RequestReader::release(const Peer& peer) {
  auto& message = parsing_->parser->get();
  Request request{.method = std::string(message.method_string()),
                  .target = std::string(message.target()),
                  .headers = std::move(parsing_->headers),
                  .body = std::move(message.body()),
                  .peer = peer};
  parsing_->begin();
  return request;
}

}  // namespace crossroads::net
