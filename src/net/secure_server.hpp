// HTTP/1.1 over TLS 1.3 in which both sides show who they are.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/credentials.hpp"
#include "net/exchange.hpp"

namespace crossroads::net {

/// Bounds of what callers may take. Whoever breaks one gets a clear answer where HTTP has one, and holds no thread meanwhile.
struct ServerLimits {
  std::size_t header = 16 * 1024;                 ///< bytes: else 431
  std::size_t target = 1024;                      ///< bytes: else 414
  std::size_t body = 4 * 1024 * 1024;             ///< bytes: else 413
  std::uint32_t connections = 1024;               ///< at once: others are closed before they shake hands
  std::uint32_t of_one_institution = 512;         ///< at once: others are closed after it
  std::uint32_t requests = 512;                   ///< worked on at once: else 503
  std::chrono::milliseconds handshake{5'000};     ///< else closed
  std::chrono::milliseconds header_time{10'000};  ///< from the first byte: else 408
  std::chrono::milliseconds body_time{30'000};    ///< else 408
  std::chrono::milliseconds answer_time{30'000};  ///< for the caller to take the answer: else closed
  std::chrono::milliseconds idle{60'000};         ///< between two requests: closed
  std::chrono::milliseconds stopping{10'000};     ///< for what is under way when the server is stopped: else closed
  std::chrono::milliseconds reload_every{2'000};  ///< how often the credentials' files are looked at
};

/// Why a request never reached the handler.
enum class RequestFault : std::uint8_t { malformed, header_too_long, target_too_long, body_too_long, too_slow, too_many };
[[nodiscard]] constexpr unsigned http_status(RequestFault fault) {
  constexpr std::array<unsigned, 6> statuses{400, 431, 414, 413, 408, 503};
  return statuses.at(static_cast<std::size_t>(fault));
}

/// What a server tells while it works; called from any of its threads, and to return at once.
struct ServerObserver {
  /// A connection that came to nothing: where from, and why in a word (a trust::Reason's word; `no-certificate`, `wrong-protocol`, `plain-http`,
  /// `handshake`, `handshake-time`, `too-many-connections`, `revoked` of one that stood).
  std::function<void(const std::string& address, std::string_view reason)> refused = {};
  std::function<void(RequestFault)> faulty_request = {};
  /// The files of the credentials were read again; or why they could not be.
  std::function<void(const Result<bool>&)> reloaded = {};
};

/// The handler, and the one who words an answer to requests that never reach it.
struct Answering {
  Handler handler;
  std::function<Response(RequestFault)> faults;
};

class SecureServer {
 public:
  /// Listens on `address` (a number, such as 127.0.0.1) and port; port 0 takes a free one. The credentials outlive the server.
  [[nodiscard]] static Result<std::unique_ptr<SecureServer>> listen(const std::string& address, std::uint16_t port,
                                                                    Credentials& credentials, Answering answering, ServerLimits limits = {},
                                                                    ServerObserver observer = {});
  virtual ~SecureServer() = default;
  SecureServer(const SecureServer&) = delete;
  SecureServer& operator=(const SecureServer&) = delete;

  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// Answers on so many threads until `stop`, or a signal to end where `signals` (SIGINT, SIGTERM); SIGHUP reads the credentials again. What is
  /// under way is answered first, as long as the limits allow.
  virtual void run(unsigned threads, bool signals) = 0;
  /// Any thread may call.
  virtual void stop() = 0;

 protected:
  SecureServer() = default;
};

}  // namespace crossroads::net
