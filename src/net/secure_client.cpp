#include "net/secure_client.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <condition_variable>
#include <deque>
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
using Stream = beast::ssl_stream<beast::tcp_stream>;

/// A connection that has nothing to do.
struct Resting {
  explicit Resting(const asio::any_io_executor& executor, Clock::time_point until) : timer(executor, until) {}
  asio::steady_timer timer;
  bool woken = false;  // under the client's mutex

  /// From any thread.
  static void wake(const std::shared_ptr<Resting>& resting) {
    asio::post(resting->timer.get_executor(), [resting] { resting->timer.cancel(); });
  }
};

struct Job {
  http::request<http::string_body> request;
  SecureClient::Done done;
  Clock::time_point until;
};

http::request<http::string_body> to_message(Request request, const Destination& to) {
  http::request<http::string_body> message(http::string_to_verb(request.method), request.target, 11);
  message.set(http::field::host, to.port == 443 ? to.host : to.host + ":" + std::to_string(to.port));
  for (const auto& [name, value] : request.headers) message.set(name, value);
  message.body() = std::move(request.body);
  message.prepare_payload();
  return message;
}

}  // namespace

struct ClientThreads::State {
  asio::io_context context = {};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  std::vector<std::thread> threads = {};
};

ClientThreads::ClientThreads(unsigned threads) : state_(std::make_unique<State>()) {
  for (unsigned i = 0; i < std::max(1U, threads); ++i) state_->threads.emplace_back([this] { state_->context.run(); });
}
ClientThreads::~ClientThreads() {
  state_->work.reset();
  state_->context.stop();
  for (auto& thread : state_->threads) thread.join();
}

/// The queue of requests, and the connections that work it off, each a coroutine on a strand of its own.
struct SecureClient::State : std::enable_shared_from_this<SecureClient::State> {
  State(asio::io_context& the_context, Credentials& the_credentials, Destination where, ClientLimits the_limits)
      : context(the_context), credentials(the_credentials), to(std::move(where)), limits(the_limits) {}

  asio::io_context& context;
  Credentials& credentials;
  const Destination to;
  const ClientLimits limits;

  std::mutex mutex;
  std::deque<Job> queue;
  std::deque<std::shared_ptr<Resting>> idle;  // connections that wait for a request
  std::uint32_t connections = 0;
  std::condition_variable none_left;
  bool closing = false;

  Problem problem(std::string what, std::string hint) const {
    return {.what = std::move(what),
            .field = to.name,
            .value = to.host + ":" + std::to_string(to.port),
            .expected = "an answer",
            .hint = std::move(hint)};
  }

  void submit(Job job) {
    std::unique_lock lock(mutex);
    if (closing || queue.size() >= limits.waiting) {
      lock.unlock();
      return job.done(failure(problem("too many requests wait for this service already", "try again later")));
    }
    queue.push_back(std::move(job));
    if (!idle.empty()) {
      const auto resting = std::move(idle.back());  // the one used last: the others may end
      idle.pop_back();
      resting->woken = true;
      lock.unlock();
      return Resting::wake(resting);
    }
    if (connections >= limits.connections) return;  // one of them comes to it
    ++connections;
    lock.unlock();
    open_connection();
  }

  void open_connection();
  /// Waits for a request until the connection has been left alone for too long. Whether it goes on.
  bool rest(Clock::time_point until_when, const asio::yield_context& yield);
  void ended();

  /// The next request. Nothing: the connection has nothing to do any more.
  std::optional<Job> next() {
    const std::scoped_lock lock(mutex);
    if (queue.empty()) return std::nullopt;
    auto job = std::move(queue.front());
    queue.pop_front();
    return job;
  }
};

namespace {

/// Shared by the lines of one client: what a connection needs to know of it.
struct LineSetting {
  Credentials& credentials;
  const Destination& to;
  const ClientLimits& limits;
};

/// One connection to the other side; opened when there is something to ask, and again when it was closed.
class Line {
 public:
  Line(LineSetting setting, asio::yield_context yield) : setting_(setting), yield_(std::move(yield)) {}

  /// The answer, or why there is none, with a hint.
  struct Failed {
    std::string what, hint;
  };
  std::expected<Response, Failed> exchange(Job& job) {
    const bool kept = stream_ != nullptr && fresh();
    if (!kept) {
      stream_.reset();
      if (auto failed = connect(job.until)) return std::unexpected(std::move(*failed));
    }
    auto response = ask(job);
    if (!response && kept && closed_meanwhile_) {  // the other side had closed it: nothing of the request was heard
      stream_.reset();
      if (auto failed = connect(job.until)) return std::unexpected(std::move(*failed));
      response = ask(job);
    }
    if (!response) stream_.reset();
    return response;
  }

  /// Says goodbye, without waiting for long.
  void close() {
    if (!stream_) return;
    stream_->next_layer().expires_after(std::chrono::milliseconds(500));
    error_code gone;
    stream_->async_shutdown(yield_[gone]);
    stream_.reset();
  }
  [[nodiscard]] Clock::time_point used() const { return used_; }

 private:
  beast::tcp_stream& tcp() { return stream_->next_layer(); }

  /// Whether the connection may still be used: not left alone for too long, and begun with what we are known by now.
  [[nodiscard]] bool fresh() const { return Clock::now() - used_ < setting_.limits.idle && setting_.credentials.current() == loaded_; }

  std::optional<Failed> connect(Clock::time_point until) {
    const auto deadline = std::min(until, Clock::now() + setting_.limits.connecting);
    error_code error;
    Tcp::resolver resolver(yield_.get_executor());
    const auto found = resolver.async_resolve(setting_.to.host, std::to_string(setting_.to.port), yield_[error]);
    if (error) return Failed{"the name can't be resolved: " + error.message(), "see whether the address in the configuration is right"};

    loaded_ = setting_.credentials.current();
    SSL_CTX_up_ref(loaded_->client());
    context_.emplace(loaded_->client());
    stream_ = std::make_unique<Stream>(beast::tcp_stream(yield_.get_executor()), *context_);
    buffer_.clear();
    tcp().expires_at(deadline);
    tcp().async_connect(found, yield_[error]);
    if (error) {
      const bool late = error == beast::error::timeout;
      return Failed{late ? "no connection in time" : "no connection: " + error.message(), "see whether it is up and reachable from here"};
    }
    error_code ignored;
    static_cast<void>(tcp().socket().set_option(Tcp::no_delay(true), ignored));
    Handshake handshake{
        setting_.credentials, loaded_, {.use = trust::Use::server, .institution = setting_.to.institution, .host = setting_.to.host}};
    attend(stream_->native_handle(), handshake);
    name_host();
    stream_->async_handshake(asio::ssl::stream_base::client, yield_[error]);
    if (handshake.distrust) {
      return Failed{"we don't believe its certificate: " + one_line(handshake.distrust->problem), handshake.distrust->problem.hint};
    }
    if (error == beast::error::timeout)
      return Failed{"it did not shake hands in time", "see whether it is a Crossroads service, and not too busy"};
    if (error) return Failed{"the handshake failed: " + error.message(), "see whether it is a Crossroads service that speaks TLS 1.3"};
    used_ = Clock::now();
    return std::nullopt;
  }

  /// So that a host with several certificates knows which one is wanted (RFC 6066; an address is no name there).
  void name_host() {
    error_code address;
    static_cast<void>(asio::ip::make_address(setting_.to.host, address));
    if (!address) return;
    auto name = setting_.to.host;
    // What the macro SSL_set_tlsext_host_name does, without its cast.
    SSL_ctrl(stream_->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  }

  std::expected<Response, Failed> ask(Job& job) {
    closed_meanwhile_ = false;
    tcp().expires_at(job.until);
    error_code error;
    http::async_write(*stream_, job.request, yield_[error]);
    if (error) return std::unexpected(broken(error, "the request could not be sent"));
    http::response_parser<http::string_body> parser;
    parser.header_limit(64 * 1024);
    parser.body_limit(setting_.limits.body);
    if (job.request.method() == http::verb::head) parser.skip(true);
    http::async_read_header(*stream_, buffer_, parser, yield_[error]);
    if (error == http::error::body_limit) return std::unexpected(too_long());
    if (error) return std::unexpected(broken(error, "no answer", !parser.got_some() && buffer_.size() == 0));
    http::async_read(*stream_, buffer_, parser, yield_[error]);
    if (error == http::error::body_limit) return std::unexpected(too_long());
    if (error) return std::unexpected(broken(error, "the answer broke off", false));
    used_ = Clock::now();
    auto& message = parser.get();
    Response response{
        .status = message.result_int(), .content_type = std::string(message[http::field::content_type]), .headers = headers_of(message)};
    const bool keep = message.keep_alive();
    response.body = std::move(message.body());
    if (!keep) close();
    return response;
  }

  [[nodiscard]] Failed too_long() const {
    return {"its answer is longer than " + std::to_string(setting_.limits.body) + " bytes", "ask for less at a time"};
  }
  Failed broken(error_code error, const std::string& what, bool nothing_heard = true) {
    if (error == beast::error::timeout) return {"no answer in time", "see whether it is too busy; the request may be repeated"};
    // An alert that comes after the handshake is about our own certificate: in TLS 1.3 the client is done before the server has seen it.
    if (error.category() == asio::error::get_ssl_category() && error != asio::ssl::error::stream_truncated) {
      return {"it refused us: " + error.message(), "see whether our certificate is one that it believes, and neither expired nor revoked"};
    }
    closed_meanwhile_ = nothing_heard;
    return {what + ": " + error.message(), "see whether it is up; the request may be repeated"};
  }

  LineSetting setting_;
  asio::yield_context yield_;
  std::shared_ptr<const LoadedCredentials> loaded_;
  std::optional<asio::ssl::context> context_;
  std::unique_ptr<Stream> stream_;  // after what it refers to
  beast::flat_buffer buffer_;
  Clock::time_point used_ = {};
  bool closed_meanwhile_ = false;
};

}  // namespace

void SecureClient::State::open_connection() {
  asio::spawn(
      asio::make_strand(context),
      [self = shared_from_this()](const asio::yield_context& yield) {
        Line line({self->credentials, self->to, self->limits}, yield);
        while (true) {
          if (auto job = self->next()) {
            if (Clock::now() >= job->until) {
              job->done(failure(self->problem("no answer in time", "see whether it is too busy; the request may be repeated")));
              continue;
            }
            auto response = line.exchange(*job);
            if (response) job->done(std::move(*response));
            else job->done(failure(self->problem(std::move(response.error().what), std::move(response.error().hint))));
            continue;
          }
          if (!self->rest(line.used() + self->limits.idle, yield)) break;
        }
        line.close();
        self->ended();
      },
      [](const std::exception_ptr& exception) {
        if (exception) std::rethrow_exception(exception);
      });
}

bool SecureClient::State::rest(Clock::time_point until_when, const asio::yield_context& yield) {
  const auto resting = std::make_shared<Resting>(yield.get_executor(), until_when);
  {
    const std::scoped_lock lock(mutex);
    if (!queue.empty()) return true;
    if (closing) return false;
    idle.push_back(resting);
  }
  error_code ended;
  resting->timer.async_wait(yield[ended]);
  const std::scoped_lock lock(mutex);
  if (resting->woken) return !closing || !queue.empty();
  std::erase(idle, resting);
  return !queue.empty();
}

void SecureClient::State::ended() {
  const std::scoped_lock lock(mutex);
  --connections;
  none_left.notify_all();
}

SecureClient::SecureClient(ClientThreads& threads, Credentials& credentials, Destination destination, ClientLimits limits)
    : state_(std::make_shared<State>(threads.state_->context, credentials, std::move(destination), limits)) {}

SecureClient::~SecureClient() {
  std::deque<Job> left;
  std::unique_lock lock(state_->mutex);
  state_->closing = true;
  left.swap(state_->queue);
  for (const auto& resting : state_->idle) {
    resting->woken = true;
    Resting::wake(resting);
  }
  state_->idle.clear();
  lock.unlock();
  for (auto& job : left) job.done(failure(state_->problem("this service is stopping", "try again later")));
  lock.lock();
  state_->none_left.wait(lock, [this] { return state_->connections == 0; });
}

void SecureClient::start(Request request, Done done) {
  state_->submit({to_message(std::move(request), state_->to), std::move(done), Clock::now() + state_->limits.exchange});
}

Result<Response> SecureClient::send(Request request, Waiting& waiting) {
  Result<Response> response;
  waiting.until([&](Waiting::Resume resume) {
    start(std::move(request), [&response, resume = std::move(resume)](Result<Response> answered) {
      response = std::move(answered);
      resume();
    });
  });
  return response;
}

const Destination& SecureClient::destination() const { return state_->to; }

}  // namespace crossroads::net
