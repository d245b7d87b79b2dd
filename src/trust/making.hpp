// Keys, certificates and revocation lists, made and signed. Private to this folder: the test authority alone uses it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "trust/identity.hpp"

namespace crossroads::trust {

/// Fills the bytes by chance. (OpenSSL draws what each signature needs besides by itself.)
using Randomness = std::function<void(std::span<std::uint8_t>)>;

[[nodiscard]] PrivateKey make_key(const Randomness& randomness);
/// 127 bits by chance, hexadecimal, never zero (RFC 5280 §4.1.2.2).
[[nodiscard]] std::string make_serial(const Randomness& randomness);

/// One attribute of a name, such as {"CN", "Hub"}.
struct Attribute {
  const char* kind;
  std::string value;
};
/// One extension, as OpenSSL's configuration writes it, such as {NID_key_usage, "critical,digitalSignature"}.
struct Extension {
  int kind;
  std::string value;
};
struct ToBeSigned {
  std::string serial;
  std::vector<Attribute> subject;
  Instant not_before = {}, not_after = {};
  std::vector<Extension> extensions;  ///< besides the two key identifiers, which every certificate gets
};
/// A certificate of the key. Self-signed where there is no issuer; then both keys are the same.
[[nodiscard]] Certificate sign_certificate(const ToBeSigned& content, const PrivateKey& subject, const Certificate* issuer,
                                           const PrivateKey& key);
/// Version 2, with its number and its signer's key identifier.
[[nodiscard]] RevocationList sign_list(const RevocationList& content, const Certificate& issuer, const PrivateKey& key);

}  // namespace crossroads::trust
