// Two institutions with certificates of one test authority, a server of the one and whatever calls it.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "net/blocking_waiting.hpp"
#include "net/secure_client.hpp"
#include "net/secure_server.hpp"
#include "trust/test_authority.hpp"

struct ssl_st;  // OpenSSL's SSL

namespace crossroads::net::test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

inline const auto serving = domain::EnterpriseNumber::from_stored(244047347), calling = domain::EnterpriseNumber::from_stored(216380274);

/// When these tests take place; moved on by whoever wants to see time pass.
class Clock {
 public:
  [[nodiscard]] Instant now() const { return Instant(std::chrono::milliseconds(at_.load())); }
  void pass(std::chrono::milliseconds time) { at_ += time.count(); }

 private:
  std::atomic<std::int64_t> at_{1'790'000'000'000};
};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(one_line(result.error()));
  return std::move(*result);
}

/// An authority, and the files of those whom it vouches for.
class Pki {
 public:
  explicit Pki(const Clock& clock);
  ~Pki();
  Pki(const Pki&) = delete;
  Pki& operator=(const Pki&) = delete;

  /// Files of a new certificate for 127.0.0.1, in a folder of that name.
  CredentialFiles issue(const std::string& name, domain::EnterpriseNumber institution, std::chrono::days days = std::chrono::days(90),
                        const std::string& host = "127.0.0.1");
  /// Revokes it, and publishes the list where everybody looks.
  void revoke(const CredentialFiles& files);
  void publish(std::chrono::days valid = std::chrono::days(7));
  [[nodiscard]] const fs::path& folder() const { return folder_; }

 private:
  const Clock& clock_;
  fs::path folder_;
  std::optional<trust::TestAuthority> authority_;
  trust::Randomness randomness_;
};

/// A server on a free port, for as long as the test.
class Served {
 public:
  Served(Credentials& credentials, Handler handler, ServerLimits limits = {}, unsigned threads = 2);
  ~Served();
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  void stop() { server_->stop(); }
  [[nodiscard]] std::multiset<std::string> refused() const;
  [[nodiscard]] std::vector<RequestFault> faults() const;
  [[nodiscard]] std::multiset<std::string> closed() const;
  /// Until so many connections were refused.
  void wait_for_refusals(std::size_t count) const;

 private:
  mutable std::mutex mutex_;
  std::multiset<std::string> refused_, closed_;
  std::vector<RequestFault> faults_;
  std::unique_ptr<SecureServer> server_;
  std::thread thread_;
};

/// Bytes over TLS, without a word of HTTP.
class RawCaller {
 public:
  RawCaller(std::uint16_t port, const CredentialFiles& files);
  ~RawCaller();
  RawCaller(const RawCaller&) = delete;
  RawCaller& operator=(const RawCaller&) = delete;
  /// False where the connection is gone.
  bool send(std::string_view bytes);
  /// What comes until the other side closes, or nothing does for that long.
  std::string hear(std::chrono::milliseconds patience = std::chrono::seconds(5));
  /// What comes until the text has been seen.
  std::string hear_until(std::string_view text);
  /// Ends without a goodbye.
  void vanish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A server over TLS that takes one connection after the other and does with each as the test says: without a word of HTTP.
class RawServer {
 public:
  struct Line {
    ssl_st* tls;
    int socket;
    /// What comes until the text has been seen, or the caller is gone.
    std::string hear_until(std::string_view text) const;
    void say(std::string_view bytes) const;
    /// The end that a killed process makes.
    void reset() const;
  };
  /// Called once for each connection, with its number.
  using Script = std::function<void(const Line&, int number)>;
  RawServer(const CredentialFiles& files, Script script);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }

 private:
  int listening_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace crossroads::net::test
