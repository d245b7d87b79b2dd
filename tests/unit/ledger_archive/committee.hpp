// Who gets an archive in a test: a certificate with its key, and what they see when they open it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ledger/archive/recipient.hpp"
#include "ledger_log/support/log_fixture.hpp"

struct evp_pkey_st;

namespace crossroads::test {

struct CertificateKind {
  const char* algorithm = "EC";  ///< as OpenSSL calls it: "EC", "RSA", "ED25519"
  std::string size = "P-256";    ///< the curve, or the bits
  domain::Date from{2026, 1, 1}, to{2046, 1, 1};
  std::string key_usage = {};  ///< as OpenSSL's configuration has it; empty: the certificate says nothing of it
};

/// Made for one test; no secret.
class Committee {
 public:
  explicit Committee(const CertificateKind& kind = {});

  [[nodiscard]] const std::string& pem() const { return pem_; }
  [[nodiscard]] const std::string& der() const { return der_; }
  /// On a day of the tests.
  [[nodiscard]] ledger::Recipient recipient() const { return must(ledger::Recipient::parse(pem_, at(domain::Date(2026, 5, 4)))); }
  /// What was sealed to it; nothing where it does not open.
  [[nodiscard]] std::optional<std::string> opened(const std::string& message) const;

 private:
  std::shared_ptr<evp_pkey_st> key_;
  std::string pem_, der_;
};

struct TarFile {
  std::string path, content;
  std::uint64_t mode = 0, seconds = 0;
};
/// Reads plain files as the standard says; throws where the bytes are anything else.
[[nodiscard]] std::vector<TarFile> untar(const std::string& bytes);

[[nodiscard]] std::string bytes_of_file(const std::filesystem::path& path);

/// The files of an archive as the committee finds them, after `tar` and `openssl cms -decrypt`.
[[nodiscard]] std::map<std::string, std::string> opened_archive(const std::filesystem::path& archive, const Committee& committee);

}  // namespace crossroads::test
