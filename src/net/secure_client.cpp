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
#include <list>
#include <mutex>
#include <thread>

#include "net/asio_waiting.hpp"
#include "net/body_reader.hpp"
#include "net/handshake.hpp"
#include "net/known_headers.hpp"

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
  Repeat repeat;
};

/// Nothing where it would be another request for the other side.
std::optional<http::request<http::string_body>> to_message(Request request, const Destination& to) {
  const auto verb = http::string_to_verb(request.method);
  if (verb == http::verb::unknown || verb == http::verb::connect || !is_target(request.target)) return std::nullopt;
  http::request<http::string_body> message(verb, request.target, 11);
  const auto host = to.host.contains(':') ? "[" + to.host + "]" : to.host;
  message.set(http::field::host, to.port == 443 ? host : host + ":" + std::to_string(to.port));
  for (const auto& [name, value] : request.headers) {
    if (!is_header_value(value)) return std::nullopt;
    if (is_known_header(name)) message.set(name, value);
  }
  message.body() = std::move(request.body);
  message.prepare_payload();
  return message;
}

Headers headers_of(const http::response_header<>& header) {
  Headers headers;
  for (const auto name : known_headers) {
    const auto value = header[beast::string_view(name.data(), name.size())];
    if (!value.empty()) headers.emplace_back(std::string(name), std::string(value));
  }
  return headers;
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
      if (auto failed = connect(job.until)) return std::unexpected(ended(std::move(*failed)));
    }
    auto response = ask(job);
    // The other side had most likely closed it before it heard anything; but it may have heard all and closed without a word.
    if (!response && kept && closed_meanwhile_ && !ending_ && job.repeat == Repeat::may) {
      stream_.reset();
      if (auto failed = connect(job.until)) return std::unexpected(ended(std::move(*failed)));
      response = ask(job);
    }
    if (response) return response;
    stream_.reset();
    return std::unexpected(ended(std::move(response.error())));
  }

  /// On the line's strand: whatever is under way ends.
  void end() {
    ending_ = true;
    if (resolving_ != nullptr) resolving_->cancel();
    if (stream_) tcp().close();
  }
  [[nodiscard]] auto executor() const { return yield_.get_executor(); }

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

  [[nodiscard]] Failed ended(Failed failed) const {
    return ending_ ? Failed{"this client is stopping", "try again later"} : std::move(failed);
  }

  /// Whether the connection may still be used: not left alone for too long, begun with what we are known by now, with one who is still believed, and not
  /// closed by the other side.
  [[nodiscard]] bool fresh() {
    return Clock::now() - used_ < setting_.limits.idle && setting_.credentials.current() == loaded_ &&
           setting_.credentials.now() < believed_until_ && buffer_.size() == 0 && is_silent();
  }
  /// Between two answers the other side has nothing to say but that it closes.
  [[nodiscard]] bool is_silent() {
    char one = 0;
    return ::recv(tcp().socket().native_handle(), &one, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }

  using Found = Tcp::resolver::results_type;
  /// Asking for a name may take longer than anybody wants to wait, and can't be broken off.
  std::expected<Found, error_code> resolve(Clock::time_point until) {
    error_code error;
    if (const auto address = asio::ip::make_address(setting_.to.host, error); !error) {
      return Found::create(Tcp::endpoint(address, setting_.to.port), setting_.to.host, std::to_string(setting_.to.port));
    }
    struct Asked {
      bool over = false;
      std::expected<Found, error_code> found = std::unexpected(error_code(asio::error::timed_out));
    };
    const auto asked = std::make_shared<Asked>();
    Tcp::resolver resolver(executor());
    asio::steady_timer patience(executor(), until);
    resolving_ = &patience;
    net::until(yield_, [&](const Waiting::Resume& resume) {
      const auto once = [asked, resume](std::expected<Found, error_code> found) {
        if (asked->over) return;
        asked->over = true;
        asked->found = std::move(found);
        resume();
      };
      resolver.async_resolve(setting_.to.host, std::to_string(setting_.to.port), [once](error_code failed, Found found) {
        if (failed) once(std::unexpected(failed));
        else once(std::move(found));
      });
      patience.async_wait([once](error_code) { once(std::unexpected(error_code(asio::error::timed_out))); });
    });
    resolving_ = nullptr;
    return std::move(asked->found);
  }

  std::optional<Failed> connect(Clock::time_point until) {
    const auto deadline = std::min(until, Clock::now() + setting_.limits.connecting);
    const auto found = resolve(deadline);
    if (!found) {
      return Failed{"the name can't be resolved: " + found.error().message(), "see whether the address in the configuration is right"};
    }
    if (ending_) return Failed{};
    error_code error;

    loaded_ = setting_.credentials.current();
    SSL_CTX_up_ref(loaded_->client());
    context_.emplace(loaded_->client());
    stream_ = std::make_unique<Stream>(beast::tcp_stream(yield_.get_executor()), *context_);
    buffer_.clear();
    tcp().expires_at(deadline);
    tcp().async_connect(*found, yield_[error]);
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
    believed_until_ = good_until(*handshake.chain, loaded_->authorities(), setting_.credentials.now());
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
    // For the header alone: its reader of chunks ends the program at a last chunk that comes in pieces (Boost 1.81).
    http::response_parser<http::empty_body> parser;
    parser.header_limit(64 * 1024);
    parser.body_limit(boost::none);
    http::async_read_header(*stream_, buffer_, parser, yield_[error]);
    if (error) return std::unexpected(broken(error, "no answer", !parser.got_some() && buffer_.size() == 0));
    const auto& header = parser.get();
    Response response{
        .status = header.result_int(), .content_type = std::string(header[http::field::content_type]), .headers = headers_of(header)};
    const bool bodiless = job.request.method() == http::verb::head || response.status == 204 || response.status == 304;
    if (!bodiless) {
      auto body = read_body(header.base());
      if (!body) return std::unexpected(std::move(body.error()));
      response.body = std::move(*body);
    }
    used_ = Clock::now();
    if (!parser.keep_alive()) close();
    return response;
  }

  std::expected<std::string, Failed> read_body(const http::response_header<>& header) {
    const auto lengths = header.count(http::field::content_length), codings = header.count(http::field::transfer_encoding);
    const auto told = header[http::field::content_length];
    const auto length = parse_length({told.data(), told.size()});
    BodyReader body(setting_.limits.body, 64 * 1024);
    const Failed unclear{"its answer does not say how long it is, or says it twice", "see whether something stands between it and us"};
    if (header.result_int() < 200 || lengths + codings != 1 || (lengths == 1 && !length)) return std::unexpected(unclear);
    if (codings == 1 && !beast::iequals(header[http::field::transfer_encoding], "chunked")) return std::unexpected(unclear);
    if (codings == 1) body.begin_chunked();
    else body.begin_plain(*length);
    while (true) {
      const auto held = buffer_.data();
      buffer_.consume(body.take({static_cast<const char*>(held.data()), held.size()}));
      switch (body.state()) {
        case BodyReader::State::whole: return body.release();
        case BodyReader::State::too_long: return std::unexpected(too_long());
        case BodyReader::State::malformed:
        case BodyReader::State::line_too_long: return std::unexpected(unclear);
        case BodyReader::State::reading: break;
      }
      error_code error;
      buffer_.commit(stream_->async_read_some(buffer_.prepare(16 * 1024), yield_[error]));
      if (error) return std::unexpected(broken(error, "the answer broke off", false));
    }
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
  Instant believed_until_ = {};
  std::optional<asio::ssl::context> context_;
  std::unique_ptr<Stream> stream_;  // after what it refers to
  beast::flat_buffer buffer_;
  Clock::time_point used_ = {};
  asio::steady_timer* resolving_ = nullptr;
  bool closed_meanwhile_ = false, ending_ = false;
};

}  // namespace

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
  std::list<Line*> lines;
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
      const auto* what = closing ? "this client is stopping" : "too many requests wait for this service already";
      lock.unlock();
      return job.done(failure(problem(what, "try again later")));
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
  std::list<Line*>::iterator enter(Line& line);
  void leave(std::list<Line*>::iterator place);
  void end_lines();

  /// The next request. Nothing: the connection has nothing to do any more.
  std::optional<Job> next() {
    const std::scoped_lock lock(mutex);
    if (queue.empty()) return std::nullopt;
    auto job = std::move(queue.front());
    queue.pop_front();
    return job;
  }
};

void SecureClient::State::open_connection() {
  asio::spawn(
      asio::make_strand(context), std::allocator_arg, coroutine_stack(),
      [self = shared_from_this()](const asio::yield_context& yield) {
        Line line({self->credentials, self->to, self->limits}, yield);
        const auto place = self->enter(line);
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
        self->leave(place);
      },
      rethrow);
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

std::list<Line*>::iterator SecureClient::State::enter(Line& line) {
  const std::scoped_lock lock(mutex);
  return lines.insert(lines.end(), &line);
}
void SecureClient::State::leave(std::list<Line*>::iterator place) {
  const std::scoped_lock lock(mutex);
  lines.erase(place);
  --connections;
  none_left.notify_all();
}
void SecureClient::State::end_lines() {
  const std::scoped_lock lock(mutex);
  for (auto* line : lines) {
    asio::post(line->executor(), [self = shared_from_this(), line] {
      {
        // A line leaves the list on its own strand: one that is still there stays until this is done.
        const std::scoped_lock again(self->mutex);
        if (std::ranges::find(self->lines, line) == self->lines.end()) return;
      }
      line->end();
    });
  }
}

SecureClient::SecureClient(ClientThreads& threads, Credentials& credentials, Destination destination, ClientLimits limits)
    : state_(std::make_shared<State>(threads.state_->context, credentials, std::move(destination), limits)) {}

void SecureClient::close() {
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
  for (auto& job : left) job.done(failure(state_->problem("this client is stopping", "try again later")));
  state_->end_lines();
}

SecureClient::~SecureClient() {
  close();
  std::unique_lock lock(state_->mutex);
  state_->none_left.wait(lock, [this] { return state_->connections == 0; });
}

void SecureClient::start(Request request, Done done, Repeat repeat) {
  auto message = to_message(std::move(request), state_->to);
  if (!message) return done(failure(state_->problem("the request can't be written as HTTP", "this is a fault of this program")));
  state_->submit({std::move(*message), std::move(done), Clock::now() + state_->limits.exchange, repeat});
}

Result<Response> SecureClient::send(Request request, Waiting& waiting, Repeat repeat) {
  Result<Response> response;
  waiting.until([&](Waiting::Resume resume) {
    start(
        std::move(request),
        [&response, resume = std::move(resume)](Result<Response> answered) {
          response = std::move(answered);
          resume();
        },
        repeat);
  });
  return response;
}

const Destination& SecureClient::destination() const { return state_->to; }

}  // namespace crossroads::net
