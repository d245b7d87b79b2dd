// Who we are to others: our certificate, those that lead to its authority, and its private key.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "trust/certificate.hpp"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace crossroads::trust {

/// A private key in memory; OpenSSL wipes it with its last copy.
class PrivateKey {
 public:
  /// PKCS#8 or SEC 1, as PEM, not under a passphrase. `file` is only for problems.
  [[nodiscard]] static Checked<PrivateKey> of_pem(std::string_view text, const std::string& file);
  /// Takes one of OpenSSL's over, with its reference.
  [[nodiscard]] static PrivateKey adopt(evp_pkey_st* key);

  /// PKCS#8.
  [[nodiscard]] std::string to_pem() const;
  [[nodiscard]] bool fits(const Certificate& certificate) const;
  /// As long as this lives.
  [[nodiscard]] evp_pkey_st* native() const { return key_.get(); }

 private:
  explicit PrivateKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
  std::shared_ptr<evp_pkey_st> key_;
};

/// What one side presents: its own certificate, then those between it and the authority.
struct Chain {
  Certificate leaf;
  std::vector<Certificate> between = {};
};

struct Identity {
  Chain chain;
  PrivateKey key;
  domain::EnterpriseNumber institution;

  /// Reads both files. What does not depend on time or authorities is checked: the key is P-256 and the certificate's, there is one
  /// institution, and both uses are allowed. All else is `check`'s.
  [[nodiscard]] static Checked<Identity> load(const std::filesystem::path& certificate, const std::filesystem::path& key);
  [[nodiscard]] static Checked<Identity> of(Chain chain, PrivateKey key);
};

}  // namespace crossroads::trust
