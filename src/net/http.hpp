// HTTP for what is signed in itself: heads that go to a witness, questions to a time-stamper. No secret travels this way.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace crossroads::net {

/// `http://host[:port][/path]`, without a query, a fragment or a user.
struct Url {
  std::string host;
  std::string port = "80";
  std::string path = "/";
  [[nodiscard]] static Result<Url> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
};

struct Message {
  unsigned status = 0;  ///< of an answer
  std::string method;   ///< of a request
  std::string target;   ///< of a request: the path
  std::string content_type;
  std::string body;
};

struct Limits {
  std::chrono::milliseconds time{10'000};  ///< for the whole exchange
  std::size_t body = 1 << 20;              ///< bytes
};

/// Sends one request on a connection of its own. Any status is an answer; no answer in time is a problem that names the address.
[[nodiscard]] Result<Message> post(const Url& url, std::string_view content_type, std::string body, Limits limits = {});
[[nodiscard]] Result<Message> get(const Url& url, Limits limits = {});

/// Answers requests one after the other, on the thread that calls `run`. A request that breaks a limit gets 413 or 408 and is not shown.
class Server {
 public:
  using Handler = std::function<Message(const Message&)>;
  /// Listens on `address` (a number, such as 127.0.0.1) and port; port 0 takes a free one.
  [[nodiscard]] static Result<std::unique_ptr<Server>> listen(const std::string& address, std::uint16_t port, Handler handler,
                                                              Limits limits = {});
  virtual ~Server() = default;
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// Returns after `stop`, which any thread may call, or a signal to end (SIGINT, SIGTERM).
  virtual void run() = 0;
  virtual void stop() = 0;

 protected:
  Server() = default;
};

}  // namespace crossroads::net
