// C2SP signed-note: the keys that sign notes and verify them, and how they are written.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.hpp"

// Of OpenSSL; what it is made of is of no interest here.
struct evp_pkey_st;

namespace crossroads::ledger {

/// Who signs: UTF-8, not empty, without Unicode spaces, control characters below the blank, and plus signs.
class KeyName {
 public:
  [[nodiscard]] static Result<KeyName> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
  friend auto operator<=>(const KeyName&, const KeyName&) = default;

 private:
  std::string text_;
};

/// What a signature says. Its number stands in keys and goes into the key's id.
enum class SignatureType : std::uint8_t {
  note = 0x01,         ///< Ed25519 over the text
  cosignature = 0x04,  ///< Ed25519 over time and text: the largest consistent tree seen until then (tlog-cosignature)
};

/// The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key), the first one the highest. It tells keys of one name apart; it proves
/// nothing.
struct KeyId {
  std::uint32_t value = 0;
  friend constexpr auto operator<=>(const KeyId&, const KeyId&) = default;
};

/// RFC 8032 §5.1.5.
using PublicKey = std::array<std::uint8_t, 32>;
using PrivateSeed = std::array<std::uint8_t, 32>;
using Ed25519Signature = std::array<std::uint8_t, 64>;

/// POSIX time in whole seconds, as cosignatures carry it. Never before 1970.
using CosignedAt = std::chrono::sys_seconds;

/// What everybody may know of a key.
class VerifierKey {
 public:
  /// `<name>+<id in 8 hexadecimal digits>+<base 64 of type and public key>`; refuses an id that is not the key's own, and other types.
  [[nodiscard]] static Result<VerifierKey> parse(std::string_view vkey);
  /// 32 bytes that are no point of the curve make a key that verifies nothing.
  [[nodiscard]] static VerifierKey make(KeyName name, SignatureType type, const PublicKey& key);

  [[nodiscard]] const KeyName& name() const { return name_; }
  [[nodiscard]] SignatureType type() const { return type_; }
  [[nodiscard]] KeyId id() const { return id_; }
  [[nodiscard]] const PublicKey& public_key() const { return public_; }
  /// Ed25519 over the bytes themselves; what they must be is the type's matter (note.hpp).
  [[nodiscard]] bool verifies(std::string_view message, std::span<const std::uint8_t> signature) const;

  friend bool operator==(const VerifierKey& a, const VerifierKey& b) {
    return a.name_ == b.name_ && a.type_ == b.type_ && a.public_ == b.public_;
  }

 private:
  friend class SigningKey;
  VerifierKey() = default;

  KeyName name_;
  SignatureType type_ = SignatureType::note;
  KeyId id_;
  PublicKey public_ = {};
  std::shared_ptr<evp_pkey_st> pkey_;
};

/// What only its owner may know.
class SigningKey {
 public:
  /// `PRIVATE+KEY+<name>+<id>+<base 64 of type and seed>`; refuses an id that is not that of the public key.
  [[nodiscard]] static Result<SigningKey> parse(std::string_view skey);
  [[nodiscard]] static SigningKey from_seed(KeyName name, SignatureType type, const PrivateSeed& seed);

  [[nodiscard]] const VerifierKey& verifier() const { return verifier_; }
  /// Ed25519 over the bytes themselves.
  [[nodiscard]] Ed25519Signature sign(std::string_view message) const;

 private:
  SigningKey() = default;

  VerifierKey verifier_;
  std::shared_ptr<evp_pkey_st> pkey_;
};

[[nodiscard]] std::string to_vkey(const VerifierKey& key);
/// A secret; for a file that only its owner can read.
[[nodiscard]] std::string to_skey(const SigningKey& key, const PrivateSeed& seed);

}  // namespace crossroads::ledger
