#include "ledger/seal/cipher.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace crossroads::ledger {
namespace {

/// Only a library without its own ciphers, or without memory, fails here.
void require(bool holds) {
  if (!holds) throw std::runtime_error("OpenSSL cannot do what it must");
}

/// A cipher is looked up once, and each thread keeps a context: both cost more than the work on a short text.
struct Context {
  explicit Context(const EVP_CIPHER* of_cipher) : cipher(of_cipher), state(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free) {
    require(state != nullptr);
    EVP_CIPHER_CTX_set_flags(state.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  }
  const EVP_CIPHER* cipher;
  std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> state;
};

const EVP_CIPHER* fetched(const char* name) {
  const EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, name, nullptr);
  require(cipher != nullptr);
  return cipher;
}

Context& gcm_context() {
  static const EVP_CIPHER* const cipher = fetched("AES-256-GCM");
  thread_local Context context(cipher);
  return context;
}

Context& wrap_context() {
  static const EVP_CIPHER* const cipher = fetched("AES-256-WRAP");
  thread_local Context context(cipher);
  return context;
}

int length_of(std::span<const std::uint8_t> bytes) {
  require(bytes.size() <= (std::size_t{1} << 30U));
  return static_cast<int>(bytes.size());
}

/// A context must not remember the key of an entry that may be erased next.
class KeyForgotten {
 public:
  explicit KeyForgotten(Context& context) : context_(context) {}
  KeyForgotten(const KeyForgotten&) = delete;
  KeyForgotten& operator=(const KeyForgotten&) = delete;
  ~KeyForgotten() {
    const std::array<std::uint8_t, Secret32::size> zeros = {};
    EVP_CipherInit_ex2(context_.state.get(), nullptr, zeros.data(), nullptr, -1, nullptr);
  }

 private:
  Context& context_;
};

}  // namespace

void fill_random(std::span<std::uint8_t> bytes) {
  if (RAND_bytes(bytes.data(), length_of(bytes)) != 1) std::abort();
}

void gcm_encrypt(const Secret32& key, GcmNonce nonce, std::span<const std::uint8_t> additional, std::span<const std::uint8_t> plaintext,
                 std::span<std::uint8_t> to) {
  require(to.size() == plaintext.size() + gcm_tag_size);
  auto& context = gcm_context();
  auto* state = context.state.get();
  const KeyForgotten forgotten(context);
  int length = 0;
  require(EVP_EncryptInit_ex2(state, context.cipher, key.bytes().data(), nonce.data(), nullptr) == 1);
  require(EVP_EncryptUpdate(state, nullptr, &length, additional.data(), length_of(additional)) == 1);
  require(EVP_EncryptUpdate(state, to.data(), &length, plaintext.data(), length_of(plaintext)) == 1);
  require(EVP_EncryptFinal_ex(state, to.data() + plaintext.size(), &length) == 1);
  require(EVP_CIPHER_CTX_ctrl(state, EVP_CTRL_AEAD_GET_TAG, gcm_tag_size, to.data() + plaintext.size()) == 1);
}

bool gcm_decrypt(const Secret32& key, GcmNonce nonce, std::span<const std::uint8_t> additional,
                 std::span<const std::uint8_t> ciphertext_and_tag, std::span<std::uint8_t> to) {
  if (ciphertext_and_tag.size() < gcm_tag_size) return false;
  const auto ciphertext = ciphertext_and_tag.first(ciphertext_and_tag.size() - gcm_tag_size);
  std::array<std::uint8_t, gcm_tag_size> tag = {};
  std::ranges::copy(ciphertext_and_tag.last(gcm_tag_size), tag.begin());
  require(to.size() == ciphertext.size());
  auto& context = gcm_context();
  auto* state = context.state.get();
  const KeyForgotten forgotten(context);
  int length = 0;
  std::array<std::uint8_t, 16> nothing = {};  // GCM has no last block, but wants a place for it
  require(EVP_DecryptInit_ex2(state, context.cipher, key.bytes().data(), nonce.data(), nullptr) == 1);
  require(EVP_DecryptUpdate(state, nullptr, &length, additional.data(), length_of(additional)) == 1);
  require(EVP_DecryptUpdate(state, to.data(), &length, ciphertext.data(), length_of(ciphertext)) == 1);
  require(EVP_CIPHER_CTX_ctrl(state, EVP_CTRL_AEAD_SET_TAG, gcm_tag_size, tag.data()) == 1);
  return EVP_DecryptFinal_ex(state, nothing.data(), &length) == 1;
}

WrappedKey wrap_key(const Secret32& wrapping, const Secret32& key) {
  auto& context = wrap_context();
  auto* state = context.state.get();
  const KeyForgotten forgotten(context);
  WrappedKey wrapped = {};
  int length = 0;
  require(EVP_EncryptInit_ex2(state, context.cipher, wrapping.bytes().data(), nullptr, nullptr) == 1);
  require(EVP_EncryptUpdate(state, wrapped.data(), &length, key.bytes().data(), Secret32::size) == 1);
  require(length == static_cast<int>(wrapped.size()));
  return wrapped;
}

std::optional<Secret32> unwrap_key(const Secret32& wrapping, const WrappedKey& wrapped) {
  auto& context = wrap_context();
  auto* state = context.state.get();
  const KeyForgotten forgotten(context);
  WrappedKey plain = {};  // OpenSSL writes no more than 32 bytes, but asks for room of the whole
  const WipedAtEnd wiped(plain);
  int length = 0;
  require(EVP_DecryptInit_ex2(state, context.cipher, wrapping.bytes().data(), nullptr, nullptr) == 1);
  if (EVP_DecryptUpdate(state, plain.data(), &length, wrapped.data(), static_cast<int>(wrapped.size())) != 1) return std::nullopt;
  if (length != static_cast<int>(Secret32::size)) return std::nullopt;
  return Secret32(std::span(plain).first<Secret32::size>());
}

}  // namespace crossroads::ledger
