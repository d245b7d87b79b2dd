#include "ledger/note/key.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "base/base64.hpp"
#include "base/hexadecimal.hpp"
#include "base/sha256_stream.hpp"

namespace crossroads::ledger {

namespace {

using Pkey = std::shared_ptr<EVP_PKEY>;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

/// OpenSSL fails here only where memory or the library itself is broken, which no caller can mend.
void must(bool held) {
  if (!held) throw std::runtime_error("OpenSSL's Ed25519 failed");
}

const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

KeyId id_of(const KeyName& name, SignatureType type, const PublicKey& key) {
  const std::uint8_t type_byte[] = {static_cast<std::uint8_t>(type)};
  const auto digest = Sha256Stream().add(name.text()).add("\n").add(type_byte).add(key).finish().bytes();
  return {static_cast<std::uint32_t>(digest[0]) << 24U | static_cast<std::uint32_t>(digest[1]) << 16U |
          static_cast<std::uint32_t>(digest[2]) << 8U | digest[3]};
}

/// What vkeys and skeys share: `<name>+<id>+<base 64 of type and 32 bytes>`.
struct KeyText {
  KeyName name;
  SignatureType type = SignatureType::note;
  KeyId id;
  std::array<std::uint8_t, 32> bytes = {};
};

Result<KeyText> parse_key_text(std::string_view text) {
  // A secret may stand in the text, so no message shows more of it than the name.
  const auto wrong = [&](const char* what, std::string_view expected) {
    return failure({.what = what, .value = std::string(text.substr(0, text.find('+'))), .expected = std::string(expected)});
  };
  constexpr std::string_view form = "<name>+<key id>+<base 64 of type and key>";
  const auto first = text.find('+');
  const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return wrong("not a key", form);
  KeyText key;
  key.name = CROSSROADS_TRY(KeyName::parse(text.substr(0, first)));
  const std::string_view id = text.substr(first + 1, second - first - 1);
  if (id.size() != 8) return wrong("a key with an id that is none", "8 lower-case hexadecimal digits");
  for (std::size_t i = 0; i < id.size(); i += 2) {
    const auto byte = byte_from_hexadecimal(id[i], id[i + 1]);
    if (!byte || std::ranges::any_of(id, [](char c) { return c >= 'A' && c <= 'F'; }))
      return wrong("a key with an id that is none", "8 lower-case hexadecimal digits");
    key.id.value = key.id.value << 8U | *byte;
  }
  auto bytes = from_base64(text.substr(second + 1));
  if (!bytes || bytes->empty()) return wrong("not a key", form);
  const auto type = static_cast<SignatureType>(bytes->front());
  if (type != SignatureType::note && type != SignatureType::cosignature)
    return wrong("a key of another type", "type 1 (Ed25519 note) or 4 (Ed25519 cosignature)");
  if (bytes->size() != 1 + key.bytes.size()) return wrong("a key of another length", "32 bytes behind the type");
  key.type = type;
  std::copy(bytes->begin() + 1, bytes->end(), key.bytes.begin());
  OPENSSL_cleanse(bytes->data(), bytes->size());
  return key;
}

std::string key_text(const KeyName& name, KeyId id, SignatureType type, std::span<const std::uint8_t> key) {
  std::vector<std::uint8_t> bytes = {static_cast<std::uint8_t>(type)};
  bytes.insert(bytes.end(), key.begin(), key.end());
  std::string text = fmt::format("{}+{:08x}+{}", name.text(), id.value, to_base64(bytes));
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return text;
}

constexpr std::string_view secret_start = "PRIVATE+KEY+";

}  // namespace

VerifierKey VerifierKey::make(KeyName name, SignatureType type, const PublicKey& key) {
  VerifierKey made;
  made.pkey_ = Pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()), EVP_PKEY_free);
  must(made.pkey_ != nullptr);
  made.id_ = id_of(name, type, key);
  made.name_ = std::move(name);
  made.type_ = type;
  made.public_ = key;
  return made;
}

Result<VerifierKey> VerifierKey::parse(std::string_view vkey) {
  KeyText text = CROSSROADS_TRY(parse_key_text(vkey));
  VerifierKey key = make(std::move(text.name), text.type, text.bytes);
  if (key.id() != text.id) {
    return failure(
        {.what = "a key with an id that is not its own", .value = std::string(vkey), .expected = fmt::format("{:08x}", key.id().value)});
  }
  return key;
}

bool VerifierKey::verifies(std::string_view message, std::span<const std::uint8_t> signature) const {
  if (signature.size() != Ed25519Signature().size()) return false;
  const Context context(EVP_MD_CTX_new());
  must(context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey_.get()) == 1);
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), raw(message), message.size()) == 1;
}

SigningKey SigningKey::from_seed(KeyName name, SignatureType type, const PrivateSeed& seed) {
  SigningKey key;
  key.pkey_ = Pkey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()), EVP_PKEY_free);
  must(key.pkey_ != nullptr);
  PublicKey public_key = {};
  std::size_t length = public_key.size();
  must(EVP_PKEY_get_raw_public_key(key.pkey_.get(), public_key.data(), &length) == 1 && length == public_key.size());
  key.verifier_ = VerifierKey::make(std::move(name), type, public_key);
  return key;
}

Result<SigningKey> SigningKey::parse(std::string_view skey) {
  if (!skey.starts_with(secret_start)) return failure({.what = "not a private key", .expected = "PRIVATE+KEY+<name>+<key id>+<base 64>"});
  KeyText text = CROSSROADS_TRY(parse_key_text(skey.substr(secret_start.size())));
  SigningKey key = from_seed(std::move(text.name), text.type, text.bytes);
  OPENSSL_cleanse(text.bytes.data(), text.bytes.size());
  if (key.verifier().id() != text.id) {
    return failure({.what = "a private key with an id that is not its own",
                    .value = key.verifier().name().text(),
                    .expected = fmt::format("{:08x}", key.verifier().id().value)});
  }
  return key;
}

Ed25519Signature SigningKey::sign(std::string_view message) const {
  const Context context(EVP_MD_CTX_new());
  Ed25519Signature signature = {};
  std::size_t length = signature.size();
  must(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, pkey_.get()) == 1 &&
       EVP_DigestSign(context.get(), signature.data(), &length, raw(message), message.size()) == 1 && length == signature.size());
  return signature;
}

std::string to_vkey(const VerifierKey& key) { return key_text(key.name(), key.id(), key.type(), key.public_key()); }

std::string to_skey(const SigningKey& key, const PrivateSeed& seed) {
  return std::string(secret_start) + key_text(key.verifier().name(), key.verifier().id(), key.verifier().type(), seed);
}

}  // namespace crossroads::ledger
