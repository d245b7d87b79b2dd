#include "net/request_reader.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <optional>

#include "net/body_reader.hpp"
#include "net/known_headers.hpp"

namespace crossroads::net {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
/// For the header alone: its reader of chunks ends the program at a last chunk that comes in pieces (Boost 1.81).
using Parser = http::request_parser<http::empty_body>;

std::string_view plain(beast::string_view text) { return {text.data(), text.size()}; }

/// What Beast lets pass and we don't.
bool is_one_request(const http::request_header<>& header) {
  const auto lengths = header.count(http::field::content_length), codings = header.count(http::field::transfer_encoding);
  const auto hosts = header.count(http::field::host);
  const bool old = header.version() == 10;
  if (!old && header.version() != 11) return false;
  if (lengths + codings > 1 || hosts > 1 || (hosts == 0 && !old)) return false;
  if (lengths == 1 && !parse_length(plain(header[http::field::content_length]))) return false;
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
  Headers headers;
  BodyReader body{limits.body, limits.header};

  void begin() {
    parser.emplace();
    parser->header_limit(static_cast<std::uint32_t>(limits.header) + 4);
    parser->body_limit(boost::none);  // is looked at here
    state = State::header;
    looked_at = line = 0;
    headers.clear();
  }
  void refuse(RequestFault why) {
    fault = why;
    state = State::refused;
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
    parser->put(boost::asio::const_buffer(bytes.data(), *end), error);
    if (error || !parser->is_header_done() || !is_one_request(parser->get().base())) {
      refuse(RequestFault::malformed);
      return 0;
    }
    if (parser->get().target().size() > limits.target) {
      refuse(RequestFault::target_too_long);
      return 0;
    }
    headers = headers_of(parser->get().base());
    begin_body();
    return *end;
  }

  void begin_body() {
    const auto& header = parser->get().base();
    if (header.count(http::field::transfer_encoding) == 1) body.begin_chunked();
    else body.begin_plain(parse_length(plain(header[http::field::content_length])).value_or(0));
    look_at_body();
  }
  std::size_t take_body(std::string_view bytes) {
    const auto used = body.take(bytes);
    look_at_body();
    return used;
  }
  void look_at_body() {
    switch (body.state()) {
      case BodyReader::State::reading: state = State::body; break;
      case BodyReader::State::whole: state = State::whole; break;
      case BodyReader::State::malformed: refuse(RequestFault::malformed); break;
      case BodyReader::State::too_long: refuse(RequestFault::body_too_long); break;
      case BodyReader::State::line_too_long: refuse(RequestFault::header_too_long); break;
    }
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
bool RequestReader::keeps() const {
  const auto& message = parsing_->parser->get();
  return message.version() == 11 && message.keep_alive();
}
bool RequestReader::is_head() const { return parsing_->parser->get().method() == http::verb::head; }

Request RequestReader::release(const Peer& peer) {
  const auto& message = parsing_->parser->get();
  Request request{.method = std::string(message.method_string()),
                  .target = std::string(message.target()),
                  .headers = std::move(parsing_->headers),
                  .body = parsing_->body.release(),
                  .peer = peer};
  parsing_->begin();
  return request;
}

}  // namespace crossroads::net
