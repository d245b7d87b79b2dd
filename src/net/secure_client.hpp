// Requests to one other institution, over connections that are kept.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "net/credentials.hpp"
#include "net/exchange.hpp"

namespace crossroads::net {

/// Where another institution's service is, and who must be there.
struct Destination {
  std::string name;  ///< what we call it in problems: `hub`
  std::string host;  ///< a name or an address, as its certificate has it
  std::uint16_t port = 443;
  domain::EnterpriseNumber institution;
};

struct ClientLimits {
  std::uint32_t connections = 64;               ///< at once
  std::uint32_t waiting = 4096;                 ///< requests that wait for a connection; others are refused at once
  std::size_t body = 64 * 1024 * 1024;          ///< bytes of an answer
  std::chrono::milliseconds connecting{5'000};  ///< until both sides know each other
  std::chrono::milliseconds exchange{30'000};   ///< from the moment a request is handed over until its answer is there whole
  std::chrono::milliseconds idle{30'000};       ///< how long an unused connection is kept; less than the other side keeps it
};

/// The threads on which clients do their work. Ends when it is destroyed, after its clients.
class ClientThreads {
 public:
  explicit ClientThreads(unsigned threads = 1);
  ~ClientThreads();
  ClientThreads(const ClientThreads&) = delete;
  ClientThreads& operator=(const ClientThreads&) = delete;

 private:
  friend class SecureClient;
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether a request may be sent once more on a new connection, where the kept one was closed and no byte of an answer was seen: the other side may have
/// heard it all the same.
enum class Repeat : std::uint8_t {
  may,  ///< as all requests of Crossroads: they carry numbers of their own
  never,
};

/// For any thread but those of its ClientThreads where it ends.
class SecureClient {
 public:
  /// Threads and credentials outlive the client.
  SecureClient(ClientThreads& threads, Credentials& credentials, Destination destination, ClientLimits limits = {});
  /// Closes it, and waits until nothing is under way.
  ~SecureClient();
  SecureClient(const SecureClient&) = delete;
  SecureClient& operator=(const SecureClient&) = delete;

  /// What still waits for an answer is told that there is none, what is under way is broken off, and nothing more is taken.
  void close();

  /// Any status is an answer. A problem says which service, what happened, and what to do; never what was asked.
  [[nodiscard]] Result<Response> send(Request request, Waiting& waiting, Repeat repeat = Repeat::may);
  /// The same without waiting: `done` is called once, in one of the threads, and returns at once.
  using Done = std::function<void(Result<Response>)>;
  void start(Request request, Done done, Repeat repeat = Repeat::may);

  [[nodiscard]] const Destination& destination() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace crossroads::net
