#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <csignal>

#include "net/exchange.hpp"
#include "net/http.hpp"
#include "net/request_reader.hpp"

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
  Session(Tcp::socket socket, const Server::Handler& handler, Limits limits)
      : stream_(std::move(socket)), handler_(handler), reader_({.header = std::size_t{16} * 1024, .body = limits.body}) {
    stream_.expires_after(limits.time);
  }
  void start() {
    stream_.async_read_some(asio::buffer(bytes_), [self = shared_from_this()](error_code error, std::size_t count) {
      if (!error) self->read({self->bytes_.data(), count});
    });
  }

 private:
  void read(std::string_view bytes) {
    using State = RequestReader::State;
    while (!bytes.empty() && reader_.state() != State::whole && reader_.state() != State::refused) bytes.remove_prefix(reader_.take(bytes));
    if (reader_.state() == State::refused) {
      const auto status = http_status(reader_.fault());
      const bool long_one = status == 413 || status == 414 || status == 431;
      return answer({.status = status,
                     .method = {},
                     .target = {},
                     .content_type = "text/plain",
                     .body = long_one ? "too long\n" : "no HTTP request\n"});
    }
    if (reader_.state() != State::whole) return start();
    auto request = reader_.release({});
    answer(handler_({.status = 0,
                     .method = request.method,
                     .target = request.target,
                     .content_type = std::string(header(request.headers, "content-type")),
                     .body = std::move(request.body)}));
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
  RequestReader reader_;
  std::array<char, std::size_t{16} * 1024> bytes_ = {};
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
