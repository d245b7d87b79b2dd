// An authority for tests and demonstrations: one folder, one key, no ceremony. A production institution brings certificates of its own PKI.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ledger/seal/atomic_file.hpp"
#include "trust/authority_index.hpp"
#include "trust/making.hpp"

namespace crossroads::trust {

/// A folder with
///
///     README.txt       what this is, and what it is not for
///     authority.pem    the authority's certificate: what others believe
///     authority.key    its key, for its owner's eyes only
///     index.txt        what was issued and revoked (trust/authority_index.hpp)
///     list.pem         the newest revocation list
///     issued/*.pem     every certificate that it issued, by serial
///     lock             held by whoever works on it
///
/// Every file is replaced as a whole, and the index says of a certificate or a list before anybody can have it: stopped anywhere, the folder
/// holds what it held or what it was to hold, and at most names a certificate that nobody has.
class TestAuthority {
 public:
  struct Setting {
    std::string name = "Crossroads test authority";
    std::chrono::days days{365};
    std::vector<std::string> domains = {};  ///< besides `test_domains`: what names its certificates may hold
  };
  /// Makes the folder, and publishes an empty list. Refuses one that holds an authority already.
  [[nodiscard]] static Result<TestAuthority> create(const std::filesystem::path& folder, const Setting& setting,
                                                    std::chrono::days list_days, Instant at, const Randomness& randomness);
  /// Waits for whoever works on it.
  [[nodiscard]] static Result<TestAuthority> open(const std::filesystem::path& folder);

  struct Request {
    domain::EnterpriseNumber institution;
    std::string common_name;
    std::vector<std::string> hosts, addresses;  ///< at least one of them
    std::chrono::days days{90};
  };
  /// A fresh key with its certificate. The folder keeps the certificate alone.
  [[nodiscard]] Result<Identity> issue(const Request& request, Instant at, const Randomness& randomness);
  /// Writes it down; the next list says it to the others. `reason` is one of `revocation_reasons`.
  [[nodiscard]] Result<Revocation> revoke(const std::string& serial, const std::string& reason, Instant since);
  /// The same of a certificate that this authority issued.
  [[nodiscard]] Result<Revocation> revoke(const Certificate& certificate, const std::string& reason, Instant since);
  /// Signs all that was revoked, as list.pem, with the next number.
  [[nodiscard]] Result<RevocationList> publish(Instant at, std::chrono::days valid);

  [[nodiscard]] const Certificate& certificate() const { return certificate_; }
  [[nodiscard]] const AuthorityIndex& index() const { return index_; }
  /// The newest list, as it stands in list.pem.
  [[nodiscard]] Result<RevocationList> list() const;
  [[nodiscard]] std::filesystem::path list_file() const { return folder_ / "list.pem"; }
  [[nodiscard]] std::filesystem::path certificate_file() const { return folder_ / "authority.pem"; }

 private:
  TestAuthority(std::filesystem::path folder, ledger::FileLock lock, Certificate certificate, PrivateKey key)
      : folder_(std::move(folder)), lock_(std::move(lock)), certificate_(std::move(certificate)), key_(std::move(key)) {}
  [[nodiscard]] RevocationList next_list(Instant at, std::chrono::days valid, std::uint64_t number) const;
  [[nodiscard]] Result<void> keep(AuthorityIndex index);

  std::filesystem::path folder_;
  ledger::FileLock lock_;
  Certificate certificate_;
  PrivateKey key_;
  AuthorityIndex index_;
};

/// Names that belong to nobody (RFC 2606, RFC 6761, `internal`), with everything below them; addresses of the machine itself and of private networks. An
/// authority can vouch for these and for what it was made with, and for nothing else, whoever believes it.
[[nodiscard]] std::span<const std::string_view> test_domains();

/// For files that others read: replaced as a whole, readable by all.
[[nodiscard]] Result<void> write_shown(const std::filesystem::path& file, std::string_view text);
/// For keys: replaced as a whole, readable by the owner alone.
[[nodiscard]] Result<void> write_secret(const std::filesystem::path& file, std::string_view text);

}  // namespace crossroads::trust
