// X.509 certificates and revocation lists as values (RFC 5280).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/sha256.hpp"
#include "domain/enterprise_number.hpp"
#include "trust/distrust.hpp"

namespace crossroads::trust {

enum class KeyType : std::uint8_t { p256, p384, p521, ed25519, rsa, other };
[[nodiscard]] std::string_view word(KeyType type);

/// What one side of a connection is. Who calls is the client.
enum class Use : std::uint8_t { server, client };

/// What a certificate says. Nothing of it is believed before `check` (trust/check.hpp); texts hold no control characters.
struct Certificate {
  std::string file = {};                        ///< where it was read; empty for one that a stranger presented
  std::string common_name = {};                 ///< of the subject; may be empty
  std::vector<std::string> identifiers = {};    ///< the subject's organizationIdentifier attributes, as they stand
  std::string subject = {}, issuer = {};        ///< whole, as RFC 2253 writes names
  std::string serial = {};                      ///< hexadecimal, upper case, whole bytes
  Instant not_before = {};                      ///< from this second on
  Instant not_after = {};                       ///< and no longer from this second on, as OpenSSL reads it
  Sha256 fingerprint = {};                      ///< of the DER
  std::string key_id = {}, issuer_key_id = {};  ///< its key's identifier and its issuer's, hexadecimal; empty where it has none
  KeyType key = KeyType::other;
  bool for_servers = false, for_clients = false, for_authorities = false;
  std::vector<std::string> hosts = {};      ///< subject alternative names: DNS
  std::vector<std::string> addresses = {};  ///< subject alternative names: IP
  std::vector<std::uint8_t> der = {};
};

/// The one institution that the subject names: `NTRBE-` and its enterprise number.
[[nodiscard]] Checked<domain::EnterpriseNumber> institution_of(const Certificate& certificate);

/// A serial that an authority no longer stands for.
struct Revocation {
  std::string serial;  ///< as Certificate has it
  Instant since = {};
  std::string reason;  ///< as RFC 5280 §5.3.1 names it, such as `keyCompromise`; `unspecified` where nothing stands
  bool operator==(const Revocation&) const = default;
};

/// The code of such a reason.
[[nodiscard]] std::optional<int> revocation_code(std::string_view reason);

struct RevocationList {
  std::string file = {};
  std::string key_id = {};                   ///< of the key that signed it, as Certificate has it; empty where it names none
  std::string issuer = {};                   ///< as RFC 2253 writes names
  std::optional<std::uint64_t> number = {};  ///< CRL number, where it has one that fits
  Instant this_update = {};
  std::optional<Instant> next_update = {};
  std::vector<Revocation> revoked = {};
  std::vector<std::uint8_t> der = {};
};

/// Whether the list speaks for that name and key. An authority that changes its key keeps its name, and has a list for each key; where one names
/// no key the name decides.
[[nodiscard]] bool speaks_for(const RevocationList& list, std::string_view name, std::string_view key_id);

/// One certificate, and nothing behind it. `file` is only for problems.
[[nodiscard]] Checked<Certificate> parse_certificate(std::vector<std::uint8_t> der, std::string file = {});
[[nodiscard]] Checked<RevocationList> parse_revocation_list(std::vector<std::uint8_t> der, std::string file = {});

/// Every certificate of a PEM text, in its order, at least one; other PEM blocks and the text between them are passed over.
[[nodiscard]] Checked<std::vector<Certificate>> certificates_of_pem(std::string_view text, const std::string& file);
[[nodiscard]] Checked<std::vector<RevocationList>> revocation_lists_of_pem(std::string_view text, const std::string& file);
/// The first certificate of a file.
[[nodiscard]] Checked<Certificate> load_certificate(const std::filesystem::path& file);
[[nodiscard]] std::string to_pem(const Certificate& certificate);
[[nodiscard]] std::string to_pem(const RevocationList& list);

}  // namespace crossroads::trust
