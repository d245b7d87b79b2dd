// The two ciphers of the access log: AES-256-GCM for texts (NIST SP 800-38D), AES-256 key wrap for keys (RFC 3394).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "ledger/seal/secret.hpp"

namespace crossroads::ledger {

inline constexpr std::size_t gcm_nonce_size = 12;
inline constexpr std::size_t gcm_tag_size = 16;
using GcmNonce = std::span<const std::uint8_t, gcm_nonce_size>;

/// Writes ciphertext ‖ tag; `to` has gcm_tag_size bytes more than the plaintext.
void gcm_encrypt(const Secret32& key, GcmNonce nonce, std::span<const std::uint8_t> additional, std::span<const std::uint8_t> plaintext,
                 std::span<std::uint8_t> to);
/// The other way; false where key, nonce, additional data, ciphertext or tag is another one. Then nothing in `to` may be used.
[[nodiscard]] bool gcm_decrypt(const Secret32& key, GcmNonce nonce, std::span<const std::uint8_t> additional,
                               std::span<const std::uint8_t> ciphertext_and_tag, std::span<std::uint8_t> to);

/// A key of an entry under its wrapping key.
using WrappedKey = std::array<std::uint8_t, 40>;
[[nodiscard]] WrappedKey wrap_key(const Secret32& wrapping, const Secret32& key);
/// Nothing where it was wrapped by another key, or changed since.
[[nodiscard]] std::optional<Secret32> unwrap_key(const Secret32& wrapping, const WrappedKey& wrapped);

}  // namespace crossroads::ledger
