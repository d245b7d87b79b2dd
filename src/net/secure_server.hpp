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
#include "net/server_limits.hpp"

namespace crossroads::net {

/// What a server tells while it works; called from any of its threads, and to return at once.
struct ServerObserver {
  /// A connection that came to nothing: where from, and why in a word (a trust::Reason's word; `no-certificate`, `wrong-protocol`, `plain-http`,
  /// `handshake`, `handshake-time`, `too-many-connections`, `revoked` of one that stood).
  std::function<void(const std::string& address, std::string_view reason)> refused = {};
  std::function<void(RequestFault)> faulty_request = {};
  /// A connection that stood and was ended by a limit: `idle-time`, `answer-time`, `requests-of-one-connection`.
  std::function<void(std::string_view reason)> closed = {};
  /// The files of the credentials were read again; or why they could not be.
  std::function<void(const Result<bool>&)> reloaded = {};
};

/// The handler, and the one who words an answer where it has none. A handler that throws has none: what it threw is passed over, for its text might
/// repeat what nobody may know.
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
  /// under way is answered first, as long as the limits allow; then every connection is closed, and a handler that sleeps is woken. Returns once
  /// every handler has: whoever keeps one waiting has to call its Resume.
  virtual void run(unsigned threads, bool signals) = 0;
  /// Any thread may call.
  virtual void stop() = 0;

 protected:
  SecureServer() = default;
};

}  // namespace crossroads::net
