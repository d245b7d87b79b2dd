#include "ledger/seal/token_keeper.hpp"

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/sha256_stream.hpp"
#include "ledger/seal/cipher.hpp"

namespace crossroads::ledger {
namespace {

/// A generation's key is found by the name of its store (CKA_ID) and its number (CKA_LABEL).
constexpr std::string_view label_prefix = "crossroads generation ";

std::string label_of(Generation generation) { return fmt::format("{}{}", label_prefix, generation.value); }

std::optional<Generation> generation_of(std::string_view label) {
  if (!label.starts_with(label_prefix)) return std::nullopt;
  label.remove_prefix(label_prefix.size());
  Generation generation;
  const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), generation.value);
  if (error != std::errc() || end != label.data() + label.size() || label_of(generation) != std::string(label_prefix).append(label))
    return std::nullopt;
  return generation;
}

template <class T>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, T& value) {
  return {type, &value, sizeof value};
}
template <class Bytes>
CK_ATTRIBUTE bytes_attribute(CK_ATTRIBUTE_TYPE type, Bytes& bytes) {
  return {type, bytes.data(), bytes.size()};
}

/// Texts of fixed length end with blanks in PKCS#11.
std::string_view without_blanks(std::span<const CK_UTF8CHAR> text) {
  const std::string_view all(reinterpret_cast<const char*>(text.data()), text.size());
  const auto end = all.find_last_not_of(' ');
  return end == std::string_view::npos ? std::string_view() : all.substr(0, end + 1);
}

constexpr CK_ULONG gcm_tag_bits = 8 * gcm_tag_size;

}  // namespace

/// One login, and the calls that are made in it.
class TokenKeeper::Session {
 public:
  explicit Session(TokenAddress address) : address_(std::move(address)) {
    const auto digest = sha256_of("crossroads-key-store " + address_.store_name);
    std::copy_n(digest.bytes().begin(), id_.size(), id_.begin());
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  // The module stays loaded and initialised: another keeper of this process may be using it.
  ~Session() {
    if (handle_ != CK_INVALID_HANDLE) functions_->C_CloseSession(handle_);
  }

  Result<void> open(const SecretText& pin) {
    CROSSROADS_CHECK(load());
    const auto slot = CROSSROADS_TRY(find_slot());
    CROSSROADS_CHECK(
        said("open a session", functions_->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &handle_)));
    // The standard's header knows no text that is only read.
    std::string text(pin.text());
    const WipedAtEnd wiped(text);
    const auto answer = functions_->C_Login(handle_, CKU_USER, reinterpret_cast<CK_UTF8CHAR*>(text.data()), text.size());
    if (answer == CKR_USER_ALREADY_LOGGED_IN) return {};
    return said("log in", answer);
  }

  Result<std::vector<std::pair<Generation, CK_OBJECT_HANDLE>>> keys() {
    CK_OBJECT_CLASS secret_key = CKO_SECRET_KEY;
    std::array<CK_ATTRIBUTE, 2> wanted{attribute(CKA_CLASS, secret_key), bytes_attribute(CKA_ID, id_)};
    CROSSROADS_CHECK(said("look for keys", functions_->C_FindObjectsInit(handle_, wanted.data(), wanted.size())));
    std::vector<CK_OBJECT_HANDLE> found;
    CK_ULONG count = 1;
    CK_RV answer = CKR_OK;
    while (answer == CKR_OK && count > 0) {
      CK_OBJECT_HANDLE one = CK_INVALID_HANDLE;
      answer = functions_->C_FindObjects(handle_, &one, 1, &count);
      if (answer == CKR_OK && count > 0) found.push_back(one);
    }
    functions_->C_FindObjectsFinal(handle_);
    CROSSROADS_CHECK(said("look for keys", answer));
    std::vector<std::pair<Generation, CK_OBJECT_HANDLE>> keys;
    for (const auto object : found) {
      if (const auto generation = generation_of(CROSSROADS_TRY(label(object)))) keys.emplace_back(*generation, object);
    }
    std::ranges::sort(keys);
    return keys;
  }

  Result<CK_OBJECT_HANDLE> key_of(Generation generation) {
    for (const auto& [of, object] : CROSSROADS_TRY(keys())) {
      if (of == generation) return object;
    }
    return failure({.what = fmt::format("the token \"{}\" holds no key of generation {}", address_.token_label, generation.value)});
  }

  Result<void> make(Generation generation) {
    CK_MECHANISM mechanism{CKM_AES_KEY_GEN, nullptr, 0};
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    CK_ULONG length = Secret32::size;
    auto label = label_of(generation);
    std::array<CK_ATTRIBUTE, 9> key{attribute(CKA_TOKEN, yes),        attribute(CKA_PRIVATE, yes),       attribute(CKA_SENSITIVE, yes),
                                    attribute(CKA_EXTRACTABLE, no),   attribute(CKA_ENCRYPT, yes),       attribute(CKA_DECRYPT, yes),
                                    attribute(CKA_VALUE_LEN, length), bytes_attribute(CKA_LABEL, label), bytes_attribute(CKA_ID, id_)};
    CK_OBJECT_HANDLE made = CK_INVALID_HANDLE;
    return said("make a key", functions_->C_GenerateKey(handle_, &mechanism, key.data(), key.size(), &made));
  }

  Result<void> destroy(CK_OBJECT_HANDLE key) { return said("destroy a key", functions_->C_DestroyObject(handle_, key)); }

  Result<std::vector<std::uint8_t>> encrypt(CK_OBJECT_HANDLE key, std::span<const std::uint8_t> plain, std::string additional) {
    std::vector<std::uint8_t> wrapped(gcm_nonce_size + plain.size() + gcm_tag_size);
    fill_random(std::span(wrapped).first(gcm_nonce_size));
    Gcm gcm{std::span(wrapped).first(gcm_nonce_size), additional};
    CROSSROADS_CHECK(said("encrypt", functions_->C_EncryptInit(handle_, &gcm.mechanism, key)));
    std::vector<std::uint8_t> copy(plain.begin(), plain.end());
    const WipedAtEnd wiped(copy);
    CK_ULONG length = wrapped.size() - gcm_nonce_size;
    CROSSROADS_CHECK(said("encrypt", functions_->C_Encrypt(handle_, copy.data(), copy.size(), wrapped.data() + gcm_nonce_size, &length)));
    wrapped.resize(gcm_nonce_size + length);
    return wrapped;
  }

  Result<Secret32> decrypt(CK_OBJECT_HANDLE key, std::span<const std::uint8_t> wrapped, std::string additional) {
    std::vector<std::uint8_t> copy(wrapped.begin(), wrapped.end());
    Gcm gcm{std::span(copy).first(gcm_nonce_size), additional};
    CROSSROADS_CHECK(said("decrypt", functions_->C_DecryptInit(handle_, &gcm.mechanism, key)));
    // Some tokens want room for the tag too.
    std::array<std::uint8_t, Secret32::size + gcm_tag_size> plain = {};
    const WipedAtEnd wiped(plain);
    CK_ULONG length = plain.size();
    CROSSROADS_CHECK(
        said("decrypt", functions_->C_Decrypt(handle_, copy.data() + gcm_nonce_size, copy.size() - gcm_nonce_size, plain.data(), &length)));
    if (length != Secret32::size) return failure({.what = "the token decrypted something else than a key"});
    return Secret32(std::span(plain).first<Secret32::size>());
  }

 private:
  struct Gcm {
    Gcm(std::span<std::uint8_t> nonce, std::string& additional)
        : parameters{nonce.data(),      nonce.size(), 8 * nonce.size(), reinterpret_cast<CK_BYTE*>(additional.data()),
                     additional.size(), gcm_tag_bits},
          mechanism{CKM_AES_GCM, &parameters, sizeof parameters} {}
    CK_GCM_PARAMS parameters;
    CK_MECHANISM mechanism;
  };

  Result<void> said(std::string_view attempt, CK_RV answer) const {
    if (answer == CKR_OK) return {};
    std::string hint;
    if (answer == CKR_PIN_INCORRECT) hint = "the PIN is another one; a token locks itself after a few wrong ones";
    if (answer == CKR_PIN_LOCKED) hint = "the token locked itself after wrong PINs; its security officer can unlock it";
    return failure({.what = fmt::format("the token \"{}\" did not {}: PKCS#11 code 0x{:08x}", address_.token_label, attempt, answer),
                    .place = {.file = address_.module.string()},
                    .hint = std::move(hint)});
  }

  Result<void> load() {
    void* module = ::dlopen(address_.module.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) return failure({.what = fmt::format("cannot load the PKCS#11 module: {}", ::dlerror())});
    const auto list = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(module, "C_GetFunctionList"));
    if (list == nullptr || list(&functions_) != CKR_OK)
      return failure({.what = "this is no PKCS#11 module", .place = {.file = address_.module.string()}});
    CK_C_INITIALIZE_ARGS arguments = {};
    arguments.flags = CKF_OS_LOCKING_OK;
    const auto answer = functions_->C_Initialize(&arguments);
    if (answer == CKR_CRYPTOKI_ALREADY_INITIALIZED) return {};
    return said("begin", answer);
  }

  Result<CK_SLOT_ID> find_slot() {
    CK_ULONG count = 0;
    CROSSROADS_CHECK(said("list its slots", functions_->C_GetSlotList(CK_TRUE, nullptr, &count)));
    std::vector<CK_SLOT_ID> slots(count);
    CROSSROADS_CHECK(said("list its slots", functions_->C_GetSlotList(CK_TRUE, slots.data(), &count)));
    slots.resize(count);
    for (const auto slot : slots) {
      CK_TOKEN_INFO token = {};
      if (functions_->C_GetTokenInfo(slot, &token) == CKR_OK && without_blanks(token.label) == address_.token_label) return slot;
    }
    return failure({.what = fmt::format("there is no token \"{}\"", address_.token_label), .place = {.file = address_.module.string()}});
  }

  Result<std::string> label(CK_OBJECT_HANDLE object) {
    CK_ATTRIBUTE asked{CKA_LABEL, nullptr, 0};
    CROSSROADS_CHECK(said("name a key", functions_->C_GetAttributeValue(handle_, object, &asked, 1)));
    std::string text(asked.ulValueLen, '\0');
    asked.pValue = text.data();
    CROSSROADS_CHECK(said("name a key", functions_->C_GetAttributeValue(handle_, object, &asked, 1)));
    return text;
  }

  TokenAddress address_;
  std::array<std::uint8_t, 16> id_ = {};
  CK_FUNCTION_LIST_PTR functions_ = nullptr;
  CK_SESSION_HANDLE handle_ = CK_INVALID_HANDLE;
};

TokenKeeper::TokenKeeper(std::unique_ptr<Session> session) : session_(std::move(session)) {}
TokenKeeper::~TokenKeeper() = default;

Result<std::unique_ptr<TokenKeeper>> TokenKeeper::open(TokenAddress address, const SecretText& pin) {
  auto session = std::make_unique<Session>(std::move(address));
  CROSSROADS_CHECK(session->open(pin));
  return std::unique_ptr<TokenKeeper>(new TokenKeeper(std::move(session)));
}

Result<std::vector<Generation>> TokenKeeper::generations() {
  std::vector<Generation> found;
  for (const auto& [generation, key] : CROSSROADS_TRY(session_->keys())) found.push_back(generation);
  return found;
}

Result<void> TokenKeeper::make(Generation generation) {
  for (const auto& [of, key] : CROSSROADS_TRY(session_->keys())) {
    if (of == generation) return failure({.what = fmt::format("generation {} has a key already", generation.value)});
  }
  return session_->make(generation);
}

Result<void> TokenKeeper::destroy(Generation generation) {
  for (const auto& [of, key] : CROSSROADS_TRY(session_->keys())) {
    if (of == generation) CROSSROADS_CHECK(session_->destroy(key));
  }
  return {};
}

Result<std::vector<std::uint8_t>> TokenKeeper::wrap(Generation generation, const Secret32& key) {
  return session_->encrypt(CROSSROADS_TRY(session_->key_of(generation)), key.bytes(), label_of(generation));
}

Result<Secret32> TokenKeeper::unwrap(Generation generation, std::span<const std::uint8_t> wrapped) {
  if (wrapped.size() != gcm_nonce_size + Secret32::size + gcm_tag_size)
    return failure({.what = fmt::format("this is not wrapped under the key of generation {}", generation.value)});
  return session_->decrypt(CROSSROADS_TRY(session_->key_of(generation)), wrapped, label_of(generation));
}

}  // namespace crossroads::ledger
