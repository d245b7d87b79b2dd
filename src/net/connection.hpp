// One caller of a SecureServer. Private to this folder, and heavy.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/ssl.hpp>
#include <list>
#include <map>
#include <mutex>

#include "net/asio_waiting.hpp"
#include "net/handshake.hpp"
#include "net/request_reader.hpp"
#include "net/response_text.hpp"
#include "net/secure_server.hpp"

namespace crossroads::net {

class Connection;

/// What the connections of one server share.
struct ServerShared {
  Credentials& credentials;
  Answering answering;
  ServerLimits limits;
  ServerObserver observer;

  std::atomic<bool> stopping = false;
  std::atomic<std::uint32_t> requests = 0;  ///< that are worked on

  std::mutex mutex = {};
  std::list<Connection*> connections = {};  ///< that stand
  std::map<domain::EnterpriseNumber, std::uint32_t> of_institution = {};

  void refused(const std::string& address, std::string_view reason) const {
    if (observer.refused) observer.refused(address, reason);
  }
  void closed(std::string_view reason) const {
    if (observer.closed) observer.closed(reason);
  }
  void faulty(RequestFault fault) const {
    if (observer.faulty_request) observer.faulty_request(fault);
  }
};

/// In a coroutine of its own on a strand of its own; all but `overdue` is for that strand alone.
class Connection {
 public:
  using Executor = boost::asio::strand<boost::asio::io_context::executor_type>;
  using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
  using Clock = std::chrono::steady_clock;

  Connection(Socket socket, ServerShared& shared);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// From the handshake to the goodbye.
  void serve(const boost::asio::yield_context& yield);

  [[nodiscard]] Executor executor() { return executor_; }
  /// Whether what it is at takes longer than it may. For any thread.
  [[nodiscard]] bool overdue(Clock::time_point now) const {
    return until_.load(std::memory_order_relaxed) <= now.time_since_epoch().count();
  }
  /// Ends what it is at, if that is overdue.
  void expire();
  /// The server stops: between two requests the connection ends at once, else after its answer.
  void wind_down();
  /// The server waits no longer: whatever it is at ends, and a handler that sleeps is woken.
  void close();

 private:
  bool shake_hands(const boost::asio::yield_context& yield);
  [[nodiscard]] bool enter();
  void leave();
  [[nodiscard]] bool wait_for_request(const boost::asio::yield_context& yield);
  [[nodiscard]] bool still_believed();
  [[nodiscard]] bool answer_one(const boost::asio::yield_context& yield);
  [[nodiscard]] std::optional<RequestFault> read(const boost::asio::yield_context& yield);
  [[nodiscard]] Response handle(const boost::asio::yield_context& yield);
  [[nodiscard]] Response worded(RequestFault fault) const;
  [[nodiscard]] bool write(const Response& response, Framing framing, const boost::asio::yield_context& yield);
  void say_goodbye(const boost::asio::yield_context& yield);
  void linger(const boost::asio::yield_context& yield);
  /// More bytes of the caller.
  [[nodiscard]] bool read_some(const boost::asio::yield_context& yield);
  void limit(std::chrono::milliseconds time);
  void no_limit();

  ServerShared& shared_;
  std::shared_ptr<const LoadedCredentials> loaded_;
  boost::asio::ssl::context context_;
  Executor executor_;
  boost::asio::ssl::stream<Socket> stream_;
  Handshake handshake_;
  std::string address_;
  Peer peer_;
  Instant believed_until_ = {};  ///< unless the credentials change
  RequestReader reader_;
  std::string in_;  ///< bytes of the caller that nobody took yet
  std::uint32_t answered_ = 0;
  std::atomic<Clock::rep> until_;
  AsioWaiting* handling_ = nullptr;
  bool idle_ = false, late_ = false, gone_ = false, closing_ = false;
};

}  // namespace crossroads::net
