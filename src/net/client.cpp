#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "net/body_reader.hpp"
#include "net/http.hpp"

namespace crossroads::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

/// One request and its answer, step by step; the first error ends it.
class Exchange {
 public:
  Exchange(asio::io_context& context, http::request<http::string_body> request, std::size_t limit)
      : resolver_(context), stream_(context), request_(std::move(request)), body_(limit, std::size_t{16} * 1024), limit_(limit) {
    parser_.body_limit(boost::none);
  }

  void start(const Url& url) {
    resolver_.async_resolve(url.host, url.port, [this](error_code error, const Tcp::resolver::results_type& found) {
      if (!failed("the name could not be resolved", error)) connect(found);
    });
  }
  void cancel() {
    resolver_.cancel();
    stream_.cancel();
  }
  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] const std::string& what() const { return what_; }
  [[nodiscard]] Message release() {
    const auto& header = parser_.get();
    return {.status = header.result_int(),
            .method = {},
            .target = {},
            .content_type = std::string(header[http::field::content_type]),
            .body = to_the_end_.empty() ? body_.release() : std::move(to_the_end_)};
  }

 private:
  void connect(const Tcp::resolver::results_type& found) {
    stream_.async_connect(found, [this](error_code error, const Tcp::endpoint&) {
      if (!failed("no connection", error)) ask();
    });
  }
  void ask() {
    http::async_write(stream_, request_, [this](error_code error, std::size_t) {
      if (!failed("the request could not be sent", error)) hear();
    });
  }
  void hear() {
    // For the header alone: its reader of chunks ends the program at a last chunk that comes in pieces (Boost 1.81).
    http::async_read_header(stream_, buffer_, parser_, [this](error_code error, std::size_t) {
      if (!failed("no whole answer", error)) begin_body();
    });
  }
  void begin_body() {
    const auto& header = parser_.get();
    const auto length = header.find(http::field::content_length);
    if (parser_.chunked()) {
      body_.begin_chunked();
    } else if (length != header.end()) {
      const auto told = parse_length({length->value().data(), length->value().size()});
      if (!told) return fail("no clear length");
      body_.begin_plain(*told);
    } else {
      return hear_to_the_end();
    }
    take_body();
  }
  /// It ends where the connection does (RFC 9112 §6.3).
  void hear_to_the_end() {
    to_the_end_ += std::string_view(static_cast<const char*>(buffer_.cdata().data()), buffer_.size());
    buffer_.consume(buffer_.size());
    if (to_the_end_.size() > limit_) return fail("an answer longer than it may be");
    stream_.async_read_some(buffer_.prepare(std::size_t{16} * 1024), [this](error_code error, std::size_t count) {
      if (error == asio::error::eof) {
        done_ = true;
        return;
      }
      if (failed("no whole answer", error)) return;
      buffer_.commit(count);
      hear_to_the_end();
    });
  }
  void take_body() {
    using State = BodyReader::State;
    const auto& held = buffer_.cdata();
    const std::string_view bytes(static_cast<const char*>(held.data()), held.size());
    std::size_t taken = 0;
    while (taken < bytes.size() && body_.state() == State::reading) {
      const auto more = body_.take(bytes.substr(taken));
      if (more == 0) break;
      taken += more;
    }
    buffer_.consume(taken);
    if (body_.state() == State::whole) {
      done_ = true;
      return;
    }
    if (body_.state() != State::reading)
      return fail(body_.state() == State::malformed ? "no clear answer" : "an answer longer than it may be");
    stream_.async_read_some(buffer_.prepare(std::size_t{16} * 1024), [this](error_code error, std::size_t count) {
      if (failed("no whole answer", error)) return;
      buffer_.commit(count);
      take_body();
    });
  }
  void fail(const char* what) { what_ = what; }
  bool failed(const char* what, error_code error) {
    if (error) what_ = std::string(what) + ": " + error.message();
    return bool(error);
  }
  Tcp::resolver resolver_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response_parser<http::empty_body> parser_;
  BodyReader body_;
  std::size_t limit_;
  std::string to_the_end_;
  std::string what_ = "no answer in time";
  bool done_ = false;
};

Result<Message> send(const Url& url, http::verb method, std::string_view content_type, std::string body, Limits limits) {
  http::request<http::string_body> request(method, url.path, 11);
  request.set(http::field::host, url.host + ":" + url.port);
  request.set(http::field::connection, "close");
  if (!content_type.empty()) request.set(http::field::content_type, std::string(content_type));
  request.body() = std::move(body);
  request.prepare_payload();

  asio::io_context context(1);
  Exchange exchange(context, std::move(request), limits.body);
  exchange.start(url);
  context.run_for(limits.time);
  if (!exchange.done()) {
    exchange.cancel();
    return failure({.what = exchange.what(),
                    .value = url.text(),
                    .expected = "an HTTP answer",
                    .hint = "see whether it is up and reachable from here"});
  }
  return exchange.release();
}

}  // namespace

Result<Message> post(const Url& url, std::string_view content_type, std::string body, Limits limits) {
  return send(url, http::verb::post, content_type, std::move(body), limits);
}
Result<Message> get(const Url& url, Limits limits) { return send(url, http::verb::get, {}, {}, limits); }

}  // namespace crossroads::net
