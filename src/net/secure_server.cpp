#include "net/secure_server.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <csignal>
#include <list>
#include <map>
#include <mutex>
#include <thread>

#include "net/asio_waiting.hpp"
#include "net/handshake.hpp"
#include "net/http_text.hpp"

namespace crossroads::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

class Connection;

/// What the connections of one server share.
struct Shared {
  Credentials& credentials;
  Answering answering;
  ServerLimits limits;
  ServerObserver observer;

  std::mutex mutex = {};
  std::list<Connection*> connections = {};  // that stand
  std::map<domain::EnterpriseNumber, std::uint32_t> of_institution = {};
  bool stopping = false;
  std::uint32_t requests = 0;

  void refused(const std::string& address, std::string_view reason) const {
    if (observer.refused) observer.refused(address, reason);
  }
};

/// One connection, in a coroutine of its own on a strand of its own.
class Connection {
 public:
  Connection(Tcp::socket socket, Shared& shared)
      : shared_(shared),
        loaded_(shared.credentials.current()),
        context_(take(loaded_->server())),
        stream_(beast::tcp_stream(std::move(socket)), context_),
        handshake_{shared.credentials, loaded_, {.use = trust::Use::client}} {
    error_code gone;
    const auto remote = tcp().socket().remote_endpoint(gone);
    address_ = gone ? std::string("gone") : remote.address().to_string();
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void serve(const asio::yield_context& yield) {
    if (!shake_hands(yield)) return;
    if (!enter()) return shared_.refused(address_, "too-many-connections");
    answer_all(yield);
    leave();
    tcp().expires_after(std::chrono::seconds(1));  // a caller that doesn't say goodbye is not waited for
    error_code gone;
    stream_.async_shutdown(yield[gone]);
  }

  /// On the connection's strand. A connection between two requests ends at once, any other after its answer.
  void wind_down() {
    if (idle_) tcp().cancel();
  }
  void close() { tcp().close(); }
  [[nodiscard]] auto executor() { return stream_.get_executor(); }

 private:
  /// Takes one more reference to an SSL_CTX, which Asio's context gives back.
  static asio::ssl::context take(SSL_CTX* context) {
    SSL_CTX_up_ref(context);
    return asio::ssl::context(context);
  }
  beast::tcp_stream& tcp() { return stream_.next_layer(); }

  bool shake_hands(const asio::yield_context& yield) {
    attend(stream_.native_handle(), handshake_);
    tcp().expires_after(shared_.limits.handshake);
    error_code error;
    stream_.async_handshake(asio::ssl::stream_base::server, yield[error]);
    if (!error) return true;
    if (error == beast::error::timeout) shared_.refused(address_, "handshake-time");
    else
      shared_.refused(
          address_,
          refusal_word(handshake_, error.category() == asio::error::get_ssl_category() ? static_cast<unsigned long>(error.value()) : 0UL));
    return false;
  }

  bool enter() {
    const auto& certificate = handshake_.chain->leaf;
    peer_ = {handshake_.institution, certificate.fingerprint, certificate.not_after};
    const std::scoped_lock lock(shared_.mutex);
    auto& count = shared_.of_institution[peer_.institution];
    if (count >= shared_.limits.of_one_institution) return false;
    ++count;
    return true;
  }
  void leave() {
    const std::scoped_lock lock(shared_.mutex);
    --shared_.of_institution[peer_.institution];
  }

  void answer_all(const asio::yield_context& yield) {
    while (wait_for_request(yield) && answer_one(yield)) {}
  }

  /// Whether the first bytes of another request have come.
  bool wait_for_request(const asio::yield_context& yield) {
    if (stopping()) return false;
    if (buffer_.size() > 0) return true;
    idle_ = true;
    tcp().expires_after(shared_.limits.idle);
    error_code error;
    const auto count = stream_.async_read_some(buffer_.prepare(4096), yield[error]);
    buffer_.commit(count);
    idle_ = false;
    return !error && still_believed();
  }
  bool stopping() {
    const std::scoped_lock lock(shared_.mutex);
    return shared_.stopping;
  }

  /// A certificate may be revoked, or expire, while its connection stands.
  bool still_believed() {
    auto current = shared_.credentials.current();
    const auto now = shared_.credentials.now();
    if (current == loaded_ && now < checked_until_) return true;
    const auto checked = trust::check(*handshake_.chain, current->authorities(), now, handshake_.expected);
    if (!checked) {
      shared_.refused(address_, trust::word(checked.error().reason));
      return false;
    }
    loaded_ = std::move(current);
    checked_until_ = now + std::chrono::seconds(10);
    return true;
  }

  /// Whether the connection goes on.
  bool answer_one(const asio::yield_context& yield) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(shared_.limits.header));
    parser.body_limit(shared_.limits.body);
    std::optional<RequestFault> fault = read(parser, yield);
    if (gone_) return false;
    if (!fault) fault = fault_of(parser.get());
    if (fault) {
      if (shared_.observer.faulty_request) shared_.observer.faulty_request(*fault);
      write(shared_.answering.faults(*fault), 11, false, yield);
      return false;  // what comes next can't be told from the rest of this one
    }
    const auto& message = parser.get();
    const bool keep = message.keep_alive() && !stopping();
    const unsigned version = message.version();
    if (!begin_request()) {
      if (shared_.observer.faulty_request) shared_.observer.faulty_request(RequestFault::too_many);
      return write(shared_.answering.faults(RequestFault::too_many), version, keep, yield);
    }
    auto response = handle(parser, yield);
    end_request();
    return write(std::move(response), version, keep && !stopping(), yield);
  }

  bool begin_request() {
    const std::scoped_lock lock(shared_.mutex);
    if (shared_.requests >= shared_.limits.requests) return false;
    ++shared_.requests;
    return true;
  }
  void end_request() {
    const std::scoped_lock lock(shared_.mutex);
    --shared_.requests;
  }

  Response handle(http::request_parser<http::string_body>& parser, const asio::yield_context& yield) {
    auto& message = parser.get();
    Request request{.method = std::string(message.method_string()),
                    .target = std::string(message.target()),
                    .headers = headers_of(message),
                    .body = std::move(message.body()),
                    .peer = peer_};
    AsioWaiting waiting(yield, shared_.credentials);
    tcp().expires_never();
    return shared_.answering.handler(request, waiting);
  }

  /// Cancels what the stream waits for when the time is over. (A timeout of the stream itself would close it, and no answer could be given.)
  class Deadline {
   public:
    Deadline(beast::tcp_stream& stream, std::chrono::milliseconds time)
        : state_(std::make_shared<State>(stream)), timer_(stream.get_executor(), time) {
      timer_.async_wait([state = state_](error_code error) {
        if (error || state->stream == nullptr) return;
        state->over = true;
        state->stream->cancel();
      });
    }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;
    ~Deadline() { state_->stream = nullptr; }
    [[nodiscard]] bool over() const { return state_->over; }

   private:
    struct State {
      explicit State(beast::tcp_stream& one) : stream(&one) {}
      beast::tcp_stream* stream;
      bool over = false;
    };
    std::shared_ptr<State> state_;
    asio::steady_timer timer_;
  };

  /// The whole request into the parser.
  std::optional<RequestFault> read(http::request_parser<http::string_body>& parser, const asio::yield_context& yield) {
    tcp().expires_never();
    error_code error;
    {
      const Deadline deadline(tcp(), shared_.limits.header_time);
      http::async_read_header(stream_, buffer_, parser, yield[error]);
      if (error) return failed(error, deadline.over());
    }
    if (parser.get()[http::field::expect] == "100-continue" && !parser.is_done()) {
      http::response<http::empty_body> go_on(http::status::continue_, 11);
      http::async_write(stream_, go_on, yield[error]);
      if (error) return failed(error, false);
    }
    const Deadline deadline(tcp(), shared_.limits.body_time);
    http::async_read(stream_, buffer_, parser, yield[error]);
    if (error) return failed(error, deadline.over());
    return std::nullopt;
  }

  std::optional<RequestFault> failed(error_code error, bool too_slow) {
    if (too_slow) return RequestFault::too_slow;
    if (error == http::error::body_limit) return RequestFault::body_too_long;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return RequestFault::header_too_long;
    if (error == http::error::end_of_stream || error == http::error::partial_message ||
        error.category() != http::make_error_code(http::error::bad_method).category()) {
      gone_ = true;
    }
    return RequestFault::malformed;
  }

  /// What Beast lets pass and we don't.
  std::optional<RequestFault> fault_of(const http::request<http::string_body>& message) const {
    if (message.target().size() > shared_.limits.target) return RequestFault::target_too_long;
    if (message.version() != 11 && message.version() != 10) return RequestFault::malformed;
    if (!is_plain(message)) return RequestFault::malformed;
    return std::nullopt;
  }

  /// Whether the connection goes on.
  bool write(Response response, unsigned version, bool keep, const asio::yield_context& yield) {
    auto message = to_message(std::move(response), version, keep);
    tcp().expires_after(shared_.limits.answer_time);
    error_code error;
    http::async_write(stream_, message, yield[error]);
    return !error && keep;
  }

  Shared& shared_;
  std::shared_ptr<const LoadedCredentials> loaded_;
  asio::ssl::context context_;
  beast::ssl_stream<beast::tcp_stream> stream_;
  Handshake handshake_;
  std::string address_;
  Peer peer_;
  Instant checked_until_ = {};
  beast::flat_buffer buffer_;
  bool idle_ = false, gone_ = false;
};

class AsioSecureServer final : public SecureServer {
 public:
  AsioSecureServer(Credentials& credentials, Answering answering, ServerLimits limits, ServerObserver observer)
      : shared_{.credentials = credentials, .answering = std::move(answering), .limits = limits, .observer = std::move(observer)} {}

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
  void accept() {
    acceptor_.async_accept(asio::make_strand(context_), asio::bind_executor(strand_, [this](error_code error, Tcp::socket socket) {
                             if (error == asio::error::operation_aborted) return;
                             if (error) return accept_later();  // no descriptor is free, say
                             take(std::move(socket));
                             accept();
                           }));
  }
  void accept_later() {
    accept_again_.expires_after(std::chrono::milliseconds(50));
    accept_again_.async_wait(asio::bind_executor(strand_, [this](error_code error) {
      if (!error) accept();
    }));
  }

  void take(Tcp::socket socket) {
    {
      const std::scoped_lock lock(shared_.mutex);
      if (shared_.stopping) return;
      if (shared_.connections.size() < shared_.limits.connections) {
        error_code ignored;
        static_cast<void>(socket.set_option(Tcp::no_delay(true), ignored));
        const auto executor = socket.get_executor();
        auto connection = std::make_shared<Connection>(std::move(socket), shared_);
        const auto place = shared_.connections.insert(shared_.connections.end(), connection.get());
        asio::spawn(
            executor,
            [this, connection, place](const asio::yield_context& yield) {
              connection->serve(yield);
              forget(place);
            },
            // What a connection can't know how to go on from ends the program: better than a service that half works.
            [](const std::exception_ptr& exception) {
              if (exception) std::rethrow_exception(exception);
            });
        return;
      }
    }
    error_code gone;
    const auto remote = socket.remote_endpoint(gone);
    shared_.refused(gone ? std::string("gone") : remote.address().to_string(), "too-many-connections");
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

  template <class Act>
  void each_connection(const Act& act) {
    const std::scoped_lock lock(shared_.mutex);
    // Posted under the lock: a connection that is still in the list still stands when its turn comes, for it leaves the list on its own strand.
    for (auto* connection : shared_.connections) {
      asio::post(connection->executor(), [this, connection, act] {
        {
          const std::scoped_lock again(shared_.mutex);
          if (std::ranges::find(shared_.connections, connection) == shared_.connections.end()) return;
        }
        act(*connection);
      });
    }
  }

  void begin_to_stop() {
    bool none = false;
    {
      const std::scoped_lock lock(shared_.mutex);
      if (shared_.stopping) return;
      shared_.stopping = true;
      none = shared_.connections.empty();
    }
    error_code ignored;
    static_cast<void>(acceptor_.close(ignored));
    if (none) return finish();
    each_connection([](Connection& connection) { connection.wind_down(); });
    last_moment_.expires_after(shared_.limits.stopping);
    last_moment_.async_wait(asio::bind_executor(strand_, [this](error_code error) {
      if (!error) each_connection([](Connection& connection) { connection.close(); });
    }));
  }
  /// Nothing is under way any more.
  void finish() {
    last_moment_.cancel();
    next_look_.cancel();
    accept_again_.cancel();
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
      reload_on_signal();
    });
  }
  void reload_by_time() {
    next_look_.expires_after(shared_.limits.reload_every);
    next_look_.async_wait(asio::bind_executor(strand_, [this](error_code error) {
      if (error) return;
      reload();
      reload_by_time();
    }));
  }

  Shared shared_;
  asio::io_context context_;
  asio::strand<asio::io_context::executor_type> strand_ = asio::make_strand(context_);
  Tcp::acceptor acceptor_{strand_};
  asio::signal_set ending_{strand_}, reloading_{strand_};
  asio::steady_timer next_look_{strand_}, last_moment_{strand_}, accept_again_{strand_};
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
