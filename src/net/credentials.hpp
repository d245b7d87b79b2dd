// By what this institution is known to others, and by what it knows them: files that are read again when they change.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "base/instant.hpp"
#include "base/problem.hpp"
#include "trust/check.hpp"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace crossroads::net {

struct CredentialFiles {
  std::filesystem::path certificate, key;
  std::vector<std::filesystem::path> authorities, revocation_lists;
};

/// What the files held at some time. Unchanging; whoever began with it goes on with it.
class LoadedCredentials {
 public:
  [[nodiscard]] const trust::Identity& identity() const { return identity_; }
  [[nodiscard]] const trust::Authorities& authorities() const { return authorities_; }
  /// TLS 1.3 alone, both sides with certificates, no tickets, no early data. Connections of it hand the other's certificate to `check`.
  [[nodiscard]] ssl_ctx_st* server() const { return server_.get(); }
  [[nodiscard]] ssl_ctx_st* client() const { return client_.get(); }

 private:
  friend class Credentials;
  LoadedCredentials(trust::Identity identity, trust::Authorities authorities);
  trust::Identity identity_;
  trust::Authorities authorities_;
  std::shared_ptr<ssl_ctx_st> server_, client_;
};

/// For any thread.
class Credentials {
 public:
  /// Fails where a file can't be read, or our own certificate is not one that others would believe now: better not to start.
  [[nodiscard]] static Result<std::unique_ptr<Credentials>> load(CredentialFiles files, std::function<Instant()> now);
  ~Credentials();
  Credentials(const Credentials&) = delete;
  Credentials& operator=(const Credentials&) = delete;

  [[nodiscard]] std::shared_ptr<const LoadedCredentials> current() const;
  [[nodiscard]] Instant now() const;
  /// Reads the files again if one of them changed since. False: nothing had changed. Where what is there now can't be read the problem is
  /// handed back once, and what was loaded before stays. A list that speaks against our own certificate is taken all the same: others need it.
  [[nodiscard]] Result<bool> reload();

 private:
  struct State;
  explicit Credentials(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace crossroads::net
