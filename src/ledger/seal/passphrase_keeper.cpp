#include "ledger/seal/passphrase_keeper.hpp"

#include <openssl/evp.h>

#include <algorithm>

#include <fmt/format.h>

#include "ledger/seal/atomic_file.hpp"
#include "ledger/seal/cipher.hpp"
#include "ledger/seal/secret_bytes.hpp"

namespace crossroads::ledger {
namespace {

constexpr std::string_view magic = "crossroads-vault-v1\n";
/// 1 GiB: a vault that asks for more was not written here.
constexpr std::uint64_t most_memory = std::uint64_t{1} << 30U;

std::string wrap_label(Generation generation) { return fmt::format("crossroads-generation-v1 {}", generation.value); }

std::span<const std::uint8_t> as_bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::uint64_t memory_of(ScryptCost cost) { return (std::uint64_t{128} << cost.log2_n) * cost.r; }

bool is_possible(ScryptCost cost) {
  return cost.log2_n >= 1 && cost.log2_n <= 24 && cost.r >= 1 && cost.p >= 1 && memory_of(cost) * cost.p <= most_memory;
}

}  // namespace

PassphraseKeeper::PassphraseKeeper(std::filesystem::path vault, SecretText passphrase, ScryptCost cost)
    : vault_(std::move(vault)), passphrase_(std::move(passphrase)), cost_(cost) {}

Result<Secret32> PassphraseKeeper::key_from_passphrase(const ScryptSalt& salt, ScryptCost cost) {
  const auto same = [&](const Derived& derived) {
    return derived.salt == salt && derived.cost.log2_n == cost.log2_n && derived.cost.r == cost.r && derived.cost.p == cost.p;
  };
  if (derived_ && same(*derived_)) return derived_->key;
  if (passphrase_.text().empty()) return failure({.what = "the passphrase is empty", .place = {.file = vault_.string()}});
  Derived derived{.salt = salt, .cost = cost, .key = {}};
  const auto text = passphrase_.text();
  const int done = EVP_PBE_scrypt(text.data(), text.size(), salt.data(), salt.size(), std::uint64_t{1} << cost.log2_n, cost.r, cost.p,
                                  2 * most_memory, derived.key.bytes().data(), Secret32::size);
  if (done != 1) return failure({.what = "no key could be made of the passphrase", .place = {.file = vault_.string()}});
  derived_ = derived;
  return derived.key;
}

Result<PassphraseKeeper::Keys> PassphraseKeeper::read() {
  const auto bytes = CROSSROADS_TRY(read_file(vault_));
  if (!bytes) return Keys();
  const auto refuse = [&](std::string_view what, std::string_view hint = {}) {
    return failure({.what = std::string(what), .place = {.file = vault_.string()}, .hint = std::string(hint)});
  };
  ByteReader reader(*bytes);
  if (!std::ranges::equal(reader.take(magic.size()), as_bytes(magic))) return refuse("this is no vault of generation keys");
  const ScryptCost cost{.log2_n = reader.number<std::uint8_t>(), .r = reader.number<std::uint8_t>(), .p = reader.number<std::uint8_t>()};
  ScryptSalt salt = {};
  const auto salt_bytes = reader.take(salt.size());
  const auto nonce = reader.take(gcm_nonce_size);
  if (!reader.good() || !is_possible(cost) || reader.rest().size() < gcm_tag_size)
    return refuse("this vault of generation keys is damaged");
  std::ranges::copy(salt_bytes, salt.begin());
  const auto key = CROSSROADS_TRY(key_from_passphrase(salt, cost));
  const auto header = std::span(*bytes).first(bytes->size() - reader.rest().size());
  SecretBytes clear(reader.rest().size() - gcm_tag_size);
  if (!gcm_decrypt(key, nonce.first<gcm_nonce_size>(), header, reader.rest(), clear)) {
    derived_.reset();
    return refuse("the vault of generation keys does not open", "the passphrase is another one, or the file is damaged");
  }
  Keys keys;
  ByteReader inside(clear);
  while (inside.good() && !inside.rest().empty()) {
    const Generation generation{inside.number<std::uint64_t>()};
    const auto of_generation = inside.secret();
    if (!keys.emplace(generation, of_generation).second) inside.refuse();
  }
  if (!inside.complete()) return refuse("this vault of generation keys is damaged");
  return keys;
}

Result<void> PassphraseKeeper::write(const Keys& keys) {
  ScryptSalt salt = {};
  if (derived_) salt = derived_->salt;
  else fill_random(salt);
  const auto cost = derived_ ? derived_->cost : cost_;
  const auto key = CROSSROADS_TRY(key_from_passphrase(salt, cost));
  std::array<std::uint8_t, gcm_nonce_size> nonce = {};
  fill_random(nonce);
  ByteWriter clear;
  for (const auto& [generation, of_generation] : keys) clear.number(generation.value).raw(of_generation.bytes());
  ByteWriter header;
  header.raw(magic).number(cost.log2_n).number(cost.r).number(cost.p).raw(salt).raw(nonce);
  std::vector<std::uint8_t> file(header.bytes().begin(), header.bytes().end());
  file.resize(header.bytes().size() + clear.bytes().size() + gcm_tag_size);
  gcm_encrypt(key, nonce, header.bytes(), clear.bytes(), std::span(file).subspan(header.bytes().size()));
  return replace_file(vault_, file, OldBytes::overwrite);
}

Result<std::vector<Generation>> PassphraseKeeper::generations() {
  std::vector<Generation> found;
  for (const auto& [generation, key] : CROSSROADS_TRY(read())) found.push_back(generation);
  return found;
}

Result<void> PassphraseKeeper::make(Generation generation) {
  auto keys = CROSSROADS_TRY(read());
  if (!keys.emplace(generation, random_secret()).second)
    return failure({.what = fmt::format("generation {} has a key already", generation.value), .place = {.file = vault_.string()}});
  return write(keys);
}

Result<void> PassphraseKeeper::destroy(Generation generation) {
  auto keys = CROSSROADS_TRY(read());
  if (keys.erase(generation) == 0) return {};
  return write(keys);
}

Result<Secret32> PassphraseKeeper::key_of(Generation generation) {
  const auto keys = CROSSROADS_TRY(read());
  const auto found = keys.find(generation);
  if (found == keys.end())
    return failure({.what = fmt::format("the vault holds no key of generation {}", generation.value), .place = {.file = vault_.string()}});
  return found->second;
}

Result<std::vector<std::uint8_t>> PassphraseKeeper::wrap(Generation generation, const Secret32& key) {
  const auto under = CROSSROADS_TRY(key_of(generation));
  std::vector<std::uint8_t> wrapped(gcm_nonce_size + Secret32::size + gcm_tag_size);
  const auto all = std::span(wrapped);
  fill_random(all.first<gcm_nonce_size>());
  gcm_encrypt(under, all.first<gcm_nonce_size>(), as_bytes(wrap_label(generation)), key.bytes(), all.subspan(gcm_nonce_size));
  return wrapped;
}

Result<Secret32> PassphraseKeeper::unwrap(Generation generation, std::span<const std::uint8_t> wrapped) {
  const auto under = CROSSROADS_TRY(key_of(generation));
  Secret32 key;
  const bool fits = wrapped.size() == gcm_nonce_size + Secret32::size + gcm_tag_size;
  if (!fits ||
      !gcm_decrypt(under, wrapped.first<gcm_nonce_size>(), as_bytes(wrap_label(generation)), wrapped.subspan(gcm_nonce_size), key.bytes()))
    return failure({.what = fmt::format("this is not wrapped under the key of generation {}", generation.value)});
  return key;
}

Result<void> PassphraseKeeper::change_passphrase(SecretText passphrase) {
  const auto keys = CROSSROADS_TRY(read());
  const auto old = std::exchange(passphrase_, std::move(passphrase));
  const auto old_derived = std::exchange(derived_, std::nullopt);
  auto written = write(keys);
  if (!written) {
    passphrase_ = old;
    derived_ = old_derived;
  }
  return written;
}

}  // namespace crossroads::ledger
