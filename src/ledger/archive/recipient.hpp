// Who an archive is sealed to: the owner of an X.509 certificate.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/sha256.hpp"

// Of OpenSSL; what it is made of is of no interest here.
struct x509_st;

namespace crossroads::ledger {

class Recipient {
 public:
  /// One certificate, PEM or DER. Who issued it is not asked: whoever names it has it from the recipient and has compared its fingerprint. Refuses
  /// one that is not valid at the moment, one whose usage forbids to encrypt to it, and keys that would not keep a secret for ten years: RSA
  /// under 3072 bits, curves under 256.
  [[nodiscard]] static Result<Recipient> parse(std::string_view certificate, Instant now);

  /// SHA-256 over the certificate's DER: what `openssl x509 -noout -fingerprint -sha256` prints.
  [[nodiscard]] const Sha256& fingerprint() const { return fingerprint_; }
  /// RFC 2253.
  [[nodiscard]] const std::string& subject() const { return subject_; }

  /// CMS AuthEnvelopedData (RFC 5083) as DER: AES-256-GCM under a key of its own, which RSA-OAEP (SHA-256) or ECDH (SHA-256) with an AES-256 key wrap
  /// brings to the recipient. `openssl cms -decrypt` of OpenSSL 3.0 opens it, and lets nothing through of one that was changed.
  [[nodiscard]] Result<std::vector<std::uint8_t>> seal(std::span<const std::uint8_t> bytes) const;

 private:
  Recipient() = default;

  std::shared_ptr<x509_st> certificate_;
  Sha256 fingerprint_;
  std::string subject_;
};

}  // namespace crossroads::ledger
