#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

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
      : resolver_(context), stream_(context), request_(std::move(request)) {
    parser_.body_limit(limit);
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
  [[nodiscard]] http::response<http::string_body> release() { return parser_.release(); }

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
    http::async_read(stream_, buffer_, parser_, [this](error_code error, std::size_t) { done_ = !failed("no whole answer", error); });
  }
  bool failed(const char* what, error_code error) {
    if (error) what_ = std::string(what) + ": " + error.message();
    return bool(error);
  }
  Tcp::resolver resolver_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response_parser<http::string_body> parser_;
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
  auto answer = exchange.release();
  Message message;
  message.status = answer.result_int();
  message.content_type = std::string(answer[http::field::content_type]);
  message.body = std::move(answer.body());
  return message;
}

}  // namespace

Result<Message> post(const Url& url, std::string_view content_type, std::string body, Limits limits) {
  return send(url, http::verb::post, content_type, std::move(body), limits);
}
Result<Message> get(const Url& url, Limits limits) { return send(url, http::verb::get, {}, {}, limits); }

}  // namespace crossroads::net
