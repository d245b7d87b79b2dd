#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <csignal>

#include "net/http.hpp"

namespace crossroads::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

/// One connection: one request, one answer.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Tcp::socket socket, const Server::Handler& handler, Limits limits) : stream_(std::move(socket)), handler_(handler) {
    stream_.expires_after(limits.time);
    parser_.body_limit(limits.body);
    parser_.header_limit(16 * 1024);
  }
  void start() {
    http::async_read(stream_, buffer_, parser_, [self = shared_from_this()](error_code error, std::size_t) { self->read(error); });
  }

 private:
  void read(error_code error) {
    if (error == http::error::body_limit)
      return answer({.status = 413, .method = {}, .target = {}, .content_type = "text/plain", .body = "too long\n"});
    if (error == http::error::header_limit)
      return answer({.status = 431, .method = {}, .target = {}, .content_type = "text/plain", .body = "too long\n"});
    if (error.category() == http::make_error_code(http::error::bad_method).category() && error != http::error::end_of_stream &&
        error != http::error::partial_message) {
      return answer({.status = 400, .method = {}, .target = {}, .content_type = "text/plain", .body = "no HTTP request\n"});
    }
    if (error) return;
    auto& request = parser_.get();
    answer(handler_({.status = 0,
                     .method = std::string(request.method_string()),
                     .target = std::string(request.target()),
                     .content_type = std::string(request[http::field::content_type]),
                     .body = std::move(request.body())}));
  }
  void answer(Message message) {
    answer_.result(message.status);
    answer_.version(11);
    answer_.set(http::field::connection, "close");
    answer_.set(http::field::content_type, message.content_type);
    answer_.body() = std::move(message.body);
    answer_.prepare_payload();
    http::async_write(stream_, answer_, [self = shared_from_this()](error_code, std::size_t) {
      error_code gone;  // the other side may have gone already: nothing is left to say
      static_cast<void>(self->stream_.socket().shutdown(Tcp::socket::shutdown_send, gone));
    });
  }
  beast::tcp_stream stream_;
  const Server::Handler& handler_;
  beast::flat_buffer buffer_;
  http::request_parser<http::string_body> parser_;
  http::response<http::string_body> answer_;
};

class AsioServer final : public Server {
 public:
  AsioServer(Handler handler, Limits limits) : handler_(std::move(handler)), limits_(limits) {}

  error_code open(const std::string& address, std::uint16_t port) {
    error_code error;
    const auto ip = asio::ip::make_address(address, error);
    if (error) return error;
    const Tcp::endpoint endpoint(ip, port);
    // Each says what went wrong, and the first that does ends it.
    if (!acceptor_.open(endpoint.protocol(), error) && !acceptor_.set_option(Tcp::acceptor::reuse_address(true), error) &&
        !acceptor_.bind(endpoint, error) && !acceptor_.listen(asio::socket_base::max_listen_connections, error)) {
      return {};
    }
    return error;
  }
  [[nodiscard]] std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }
  void run() override {
    signals_.async_wait([this](error_code error, int) {
      if (!error) context_.stop();
    });
    accept();
    context_.run();
  }
  void stop() override { context_.stop(); }

 private:
  void accept() {
    acceptor_.async_accept([this](error_code error, Tcp::socket socket) {
      if (!error) std::make_shared<Session>(std::move(socket), handler_, limits_)->start();
      if (error != asio::error::operation_aborted) accept();
    });
  }
  Handler handler_;
  Limits limits_;
  asio::io_context context_{1};
  Tcp::acceptor acceptor_{context_};
  asio::signal_set signals_{context_, SIGINT, SIGTERM};
};

}  // namespace

Result<std::unique_ptr<Server>> Server::listen(const std::string& address, std::uint16_t port, Handler handler, Limits limits) {
  auto server = std::make_unique<AsioServer>(std::move(handler), limits);
  if (const auto error = server->open(address, port)) {
    return failure({.what = "cannot listen: " + error.message(),
                    .value = address + ":" + std::to_string(port),
                    .expected = "a numeric address of this machine and a free port"});
  }
  return server;
}

}  // namespace crossroads::net
