#include "net/connection.hpp"

#include <boost/asio/write.hpp>

#include "net/response_text.hpp"

namespace crossroads::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Yield = asio::yield_context;

/// A record of TLS holds no more.
constexpr std::size_t at_a_time = 16 * 1024;
constexpr auto forever = std::numeric_limits<Connection::Clock::rep>::max();
/// How long a caller who does not say goodbye is waited for.
constexpr std::chrono::milliseconds goodbye{1'000};

/// Takes one more reference to an SSL_CTX, which Asio's context gives back.
asio::ssl::context shared_context(SSL_CTX* context) {
  SSL_CTX_up_ref(context);
  return asio::ssl::context(context);
}

}  // namespace

Connection::Connection(Socket socket, ServerShared& shared)
    : shared_(shared),
      loaded_(shared.credentials.current()),
      context_(shared_context(loaded_->server())),
      executor_(socket.get_executor()),
      stream_(std::move(socket), context_),
      handshake_{shared.credentials, loaded_, {.use = trust::Use::client}},
      reader_(shared.limits),
      until_(forever) {
  error_code gone;
  const auto remote = stream_.next_layer().remote_endpoint(gone);
  address_ = gone ? std::string("gone") : remote.address().to_string();
}

void Connection::serve(const Yield& yield) {
  if (!shake_hands(yield)) return;
  if (enter()) {
    while (wait_for_request(yield) && answer_one(yield)) {}
    leave();
  } else {
    shared_.refused(address_, "too-many-connections");
    shared_.faulty(RequestFault::too_many);
    static_cast<void>(write(worded(RequestFault::too_many), {.keep = false}, yield));
  }
  say_goodbye(yield);
}

void Connection::expire() {
  if (!overdue(Clock::now())) return;
  late_ = true;
  error_code ignored;
  static_cast<void>(stream_.next_layer().cancel(ignored));
}
void Connection::wind_down() {
  error_code ignored;
  if (idle_) static_cast<void>(stream_.next_layer().cancel(ignored));
}
void Connection::close() {
  closing_ = true;
  error_code ignored;
  static_cast<void>(stream_.next_layer().close(ignored));
  if (handling_ != nullptr) handling_->hurry();
}

bool Connection::shake_hands(const Yield& yield) {
  attend(stream_.native_handle(), handshake_);
  limit(shared_.limits.handshake);
  error_code error;
  stream_.async_handshake(asio::ssl::stream_base::server, yield[error]);
  if (!error) return true;
  const bool of_tls = error.category() == asio::error::get_ssl_category();
  const auto reason = late_ ? "handshake-time" : refusal_word(handshake_, of_tls ? static_cast<unsigned long>(error.value()) : 0UL);
  shared_.refused(address_, reason);
  limit(goodbye);
  if (reason == "plain-http") {
    asio::async_write(
        stream_.next_layer(),
        asio::buffer(std::string_view("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                                      "Content-Length: 58\r\n\r\nThis port speaks TLS 1.3, with certificates on both sides\n")),
        yield[error]);
  }
  linger(yield);
  return false;
}

bool Connection::enter() {
  const auto& certificate = handshake_.chain->leaf;
  peer_ = {handshake_.institution, certificate.fingerprint, certificate.not_after};
  const std::scoped_lock lock(shared_.mutex);
  auto& count = shared_.of_institution[peer_.institution];
  if (count >= shared_.limits.of_one_institution) return false;
  ++count;
  return true;
}
void Connection::leave() {
  const std::scoped_lock lock(shared_.mutex);
  const auto found = shared_.of_institution.find(peer_.institution);
  if (--found->second == 0) shared_.of_institution.erase(found);
}

/// Whether the first bytes of another request have come, from one who is still believed.
bool Connection::wait_for_request(const Yield& yield) {
  if (shared_.stopping) return false;
  if (in_.empty()) {
    idle_ = true;
    limit(shared_.limits.idle);
    const bool more = read_some(yield);
    idle_ = false;
    if (!more) {
      if (late_) shared_.closed("idle-time");
      return false;
    }
  }
  return still_believed();
}

/// A certificate may be revoked, or expire, while its connection stands; and so may the list that would say so.
bool Connection::still_believed() {
  auto current = shared_.credentials.current();
  const auto now = shared_.credentials.now();
  if (current == loaded_ && now < believed_until_) return true;
  const auto checked = trust::check(*handshake_.chain, current->authorities(), now, handshake_.expected);
  if (!checked) {
    shared_.refused(address_, trust::word(checked.error().reason));
    return false;
  }
  loaded_ = std::move(current);
  believed_until_ = good_until(*handshake_.chain, loaded_->authorities(), now);
  return true;
}

/// Whether the connection goes on.
bool Connection::answer_one(const Yield& yield) {
  if (const auto fault = read(yield)) {
    if (gone_) return false;
    shared_.faulty(*fault);
    static_cast<void>(write(worded(*fault), {.keep = false}, yield));
    return false;  // what comes next can't be told from the rest of this one
  }
  Framing framing{.keep = reader_.keeps(), .head_only = reader_.is_head()};
  if (++answered_ >= shared_.limits.requests_of_one_connection) {
    framing.keep = false;
    shared_.closed("requests-of-one-connection");
  }
  const auto response = handle(yield);
  if (shared_.stopping) framing.keep = false;
  return write(response, framing, yield);
}

/// The whole request into the reader.
std::optional<RequestFault> Connection::read(const Yield& yield) {
  limit(shared_.limits.header_time);
  bool in_body = false;
  while (true) {
    in_.erase(0, reader_.take(in_));
    switch (reader_.state()) {
      case RequestReader::State::whole: return std::nullopt;
      case RequestReader::State::refused: return reader_.fault();
      case RequestReader::State::header: break;
      case RequestReader::State::body:
        if (in_body) break;
        in_body = true;
        limit(shared_.limits.body_time);
        if (reader_.waits_to_go_on() && in_.empty()) {
          error_code error;
          asio::async_write(stream_, asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")), yield[error]);
        }
        break;
    }
    if (read_some(yield)) continue;
    gone_ = !late_;
    return RequestFault::too_slow;
  }
}

Response Connection::handle(const Yield& yield) {
  const auto request = reader_.release(peer_);
  no_limit();
  const struct Worked {
    explicit Worked(std::atomic<std::uint32_t>& the_count) : count(the_count), before(count.fetch_add(1)) {}
    Worked(const Worked&) = delete;
    Worked& operator=(const Worked&) = delete;
    ~Worked() { --count; }
    std::atomic<std::uint32_t>& count;
    std::uint32_t before;
  } worked(shared_.requests);
  if (worked.before >= shared_.limits.requests) {
    shared_.faulty(RequestFault::too_many);
    return worded(RequestFault::too_many);
  }
  AsioWaiting waiting(yield, shared_.credentials);
  handling_ = &waiting;
  const struct Left {
    AsioWaiting*& handling;
    ~Left() { handling = nullptr; }
  } left{handling_};
  if (closing_) waiting.hurry();
  try {
    return shared_.answering.handler(request, waiting);
  } catch (const boost::context::detail::forced_unwind&) {
    throw;  // the coroutine's own way to end
  } catch (...) {
    // Its text might repeat what nobody else may know.
    shared_.faulty(RequestFault::failed);
    return worded(RequestFault::failed);
  }
}

Response Connection::worded(RequestFault fault) const {
  auto response = shared_.answering.faults(fault);
  if (fault == RequestFault::too_many && header(response.headers, "retry-after").empty()) response.headers.emplace_back("retry-after", "1");
  return response;
}

/// Whether the connection goes on.
bool Connection::write(const Response& response, Framing framing, const Yield& yield) {
  auto text = to_text(response, framing);
  if (!text) {
    shared_.faulty(RequestFault::failed);
    text = to_text(worded(RequestFault::failed), framing);
    if (!text) return false;
  }
  limit(shared_.limits.answer_time);
  error_code error;
  asio::async_write(stream_, asio::buffer(*text), yield[error]);
  if (error && late_) shared_.closed("answer-time");
  return !error && framing.keep;
}

/// Says that nothing more comes, and lets the caller finish: a connection that ends while bytes of the caller are unread may take the last answer, or the
/// reason why there is none, with it.
void Connection::say_goodbye(const Yield& yield) {
  limit(goodbye);
  error_code error;
  stream_.async_shutdown(yield[error]);
  linger(yield);
}
void Connection::linger(const Yield& yield) {
  limit(goodbye);
  error_code error;
  auto& socket = stream_.next_layer();
  static_cast<void>(socket.shutdown(asio::socket_base::shutdown_send, error));
  in_.resize(at_a_time);
  while (!error && !late_) socket.async_read_some(asio::buffer(in_), yield[error]);
  no_limit();
}

bool Connection::read_some(const Yield& yield) {
  const auto before = in_.size();
  in_.resize(before + at_a_time);
  error_code error;
  const auto count = stream_.async_read_some(asio::buffer(in_.data() + before, at_a_time), yield[error]);
  in_.resize(before + count);
  return !error;
}

void Connection::limit(std::chrono::milliseconds time) {
  late_ = false;
  until_.store((Clock::now() + time).time_since_epoch().count(), std::memory_order_relaxed);
}
void Connection::no_limit() { until_.store(forever, std::memory_order_relaxed); }

}  // namespace crossroads::net
