#include "net/secure_server.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <thread>

#include "net/connection.hpp"

namespace crossroads::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using Clock = Connection::Clock;

class AsioSecureServer final : public SecureServer {
 public:
  AsioSecureServer(Credentials& credentials, Answering answering, ServerLimits limits, ServerObserver observer)
      : shared_{.credentials = credentials, .answering = std::move(answering), .limits = limits, .observer = std::move(observer)},
        tick_(quarter_of_the_shortest(limits)) {}

  error_code open(const std::string& address, std::uint16_t port) {
    error_code error;
    const auto ip = asio::ip::make_address(address, error);
    if (error) return error;
    const Tcp::endpoint endpoint(ip, port);
    if (!acceptor_.open(endpoint.protocol(), error) && !acceptor_.set_option(Tcp::acceptor::reuse_address(true), error) &&
        !acceptor_.bind(endpoint, error) && !acceptor_.listen(asio::socket_base::max_listen_connections, error)) {
      return {};
    }
    return error;
  }
  [[nodiscard]] std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

  void run(unsigned threads, bool signals) override {
    if (signals) {
      ending_.add(SIGINT);
      ending_.add(SIGTERM);
      reloading_.add(SIGHUP);
      ending_.async_wait([this](error_code error, int) {
        if (!error) begin_to_stop();
      });
      reload_on_signal();
    }
    reload_by_time();
    look_at_times();
    accept();
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { context_.run(); });
    context_.run();
    for (auto& other : others) other.join();
  }
  void stop() override {
    asio::post(strand_, [this] { begin_to_stop(); });
  }

 private:
  static Clock::duration quarter_of_the_shortest(const ServerLimits& limits) {
    const auto shortest = std::min({limits.handshake, limits.header_time, limits.body_time, limits.answer_time, limits.idle});
    return std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
  }

  void accept() {
    if (shared_.stopping) return;
    acceptor_.async_accept(asio::make_strand(context_), asio::bind_executor(strand_, [this](error_code error, Connection::Socket socket) {
                             if (error == asio::error::operation_aborted) return;
                             if (error) return accept_later();  // no descriptor is free, say
                             take(std::move(socket));
                             accept();
                           }));
  }
  void accept_later() {
    if (shared_.stopping) return;
    accept_again_.expires_after(std::chrono::milliseconds(50));
    accept_again_.async_wait(asio::bind_executor(strand_, [this](error_code error) {
      if (!error) accept();
    }));
  }

  void take(Connection::Socket socket) {
    if (shared_.stopping) return;
    error_code ignored;
    static_cast<void>(socket.set_option(Tcp::no_delay(true), ignored));
    {
      const std::scoped_lock lock(shared_.mutex);
      if (shared_.connections.size() < shared_.limits.connections) return serve(std::move(socket));
    }
    const auto remote = socket.remote_endpoint(ignored);
    shared_.refused(ignored ? std::string("gone") : remote.address().to_string(), "too-many-connections");
  }
  /// With the mutex held. The coroutine begins on its own strand.
  void serve(Connection::Socket socket) {
    const auto executor = socket.get_executor();
    auto connection = std::make_shared<Connection>(std::move(socket), shared_);
    const auto place = shared_.connections.insert(shared_.connections.end(), connection.get());
    asio::post(executor, [this, executor, connection = std::move(connection), place]() mutable {
      asio::spawn(
          executor, std::allocator_arg, coroutine_stack(),
          [this, connection = std::move(connection), place](const asio::yield_context& yield) {
            connection->serve(yield);
            forget(place);
          },
          rethrow);
    });
  }
  void forget(std::list<Connection*>::iterator place) {
    bool last = false;
    {
      const std::scoped_lock lock(shared_.mutex);
      shared_.connections.erase(place);
      last = shared_.stopping && shared_.connections.empty();
    }
    if (last) asio::post(strand_, [this] { finish(); });
  }

  /// Lets each of the connections that `which` chooses act, on its own strand.
  template <class Which, class Act>
  void each_connection(const Which& which, const Act& act) {
    const std::scoped_lock lock(shared_.mutex);
    for (auto* connection : shared_.connections) {
      if (!which(*connection)) continue;
      asio::post(connection->executor(), [this, connection, act] {
        {
          // A connection leaves the list on its own strand: one that is still there stays until this is done.
          const std::scoped_lock again(shared_.mutex);
          if (std::ranges::find(shared_.connections, connection) == shared_.connections.end()) return;
        }
        act(*connection);
      });
    }
  }
  static bool every(const Connection&) { return true; }

  /// One timer for all connections: a request that comes and goes in time costs none.
  void look_at_times() {
    next_tick_.expires_after(tick_);
    next_tick_.async_wait(asio::bind_executor(strand_, [this](error_code error) {
      if (error) return;
      const auto now = Clock::now();
      each_connection([now](const Connection& one) { return one.overdue(now); }, [](Connection& one) { one.expire(); });
      if (!finished_) look_at_times();
    }));
  }

  void begin_to_stop() {
    if (shared_.stopping) return;
    bool none = false;
    {
      const std::scoped_lock lock(shared_.mutex);
      shared_.stopping = true;
      none = shared_.connections.empty();
    }
    error_code ignored;
    static_cast<void>(acceptor_.close(ignored));
    if (none) return finish();
    each_connection(every, [](Connection& connection) { connection.wind_down(); });
    last_moment_.expires_after(shared_.limits.stopping);
    last_moment_.async_wait(asio::bind_executor(strand_, [this](error_code error) {
      if (!error) each_connection(every, [](Connection& connection) { connection.close(); });
    }));
  }
  /// Nothing is under way any more.
  void finish() {
    finished_ = true;
    for (auto* timer : {&last_moment_, &next_look_, &accept_again_, &next_tick_}) timer->cancel();
    error_code ignored;
    static_cast<void>(ending_.cancel(ignored));
    static_cast<void>(reloading_.cancel(ignored));
  }

  void reload() {
    const auto reloaded = shared_.credentials.reload();
    if (shared_.observer.reloaded && (!reloaded || *reloaded)) shared_.observer.reloaded(reloaded);
  }
  void reload_on_signal() {
    reloading_.async_wait([this](error_code error, int) {
      if (error) return;
      reload();
      if (!finished_) reload_on_signal();
    });
  }
  void reload_by_time() {
    next_look_.expires_after(shared_.limits.reload_every);
    next_look_.async_wait(asio::bind_executor(strand_, [this](error_code error) {
      if (error) return;
      reload();
      if (!finished_) reload_by_time();
    }));
  }

  ServerShared shared_;
  Clock::duration tick_;
  asio::io_context context_;
  asio::strand<asio::io_context::executor_type> strand_ = asio::make_strand(context_);
  Tcp::acceptor acceptor_{strand_};
  asio::signal_set ending_{strand_}, reloading_{strand_};
  asio::steady_timer next_look_{strand_}, last_moment_{strand_}, accept_again_{strand_}, next_tick_{strand_};
  bool finished_ = false;  // on the strand
};

}  // namespace

Result<std::unique_ptr<SecureServer>> SecureServer::listen(const std::string& address, std::uint16_t port, Credentials& credentials,
                                                           Answering answering, ServerLimits limits, ServerObserver observer) {
  auto server = std::make_unique<AsioSecureServer>(credentials, std::move(answering), limits, std::move(observer));
  if (const auto error = server->open(address, port)) {
    return failure({.what = "cannot listen: " + error.message(),
                    .value = address + ":" + std::to_string(port),
                    .expected = "a numeric address of this machine and a free port"});
  }
  return server;
}

}  // namespace crossroads::net
