// The generations' keys in a file of their own, the vault, encrypted under a passphrase: scrypt (RFC 7914) and AES-256-GCM.
//
// What this keeper can promise: once a generation is destroyed, its key is in no file that this program keeps. What it cannot: a copy of the
// vault that someone else made (a backup of files, a snapshot of the volume, a worn-out block of an SSD) still opens with the passphrase. So
// the vault must stay out of backups of files, on a medium of its own; where that cannot be had, the token is the keeper to choose.
#pragma once

#include <filesystem>
#include <map>
#include <optional>

#include "ledger/seal/generation_keeper.hpp"

namespace crossroads::ledger {

/// The work of one guess at the passphrase: 2^log2_n × r × 128 bytes of memory, p times. By default 128 MiB.
struct ScryptCost {
  std::uint8_t log2_n = 17;
  std::uint8_t r = 8;
  std::uint8_t p = 1;
};

class PassphraseKeeper final : public GenerationKeeper {
 public:
  /// `vault`: made at the first key. The cost is that of a new vault or passphrase; an old vault says its own. An empty passphrase is
  /// refused as soon as it is used.
  PassphraseKeeper(std::filesystem::path vault, SecretText passphrase, ScryptCost cost = {});

  [[nodiscard]] Result<std::vector<Generation>> generations() override;
  [[nodiscard]] Result<void> make(Generation generation) override;
  [[nodiscard]] Result<void> destroy(Generation generation) override;
  [[nodiscard]] Result<std::vector<std::uint8_t>> wrap(Generation generation, const Secret32& key) override;
  [[nodiscard]] Result<Secret32> unwrap(Generation generation, std::span<const std::uint8_t> wrapped) override;

  /// The same keys under another passphrase. Under the key store's lock only: see KeyStore::with_lock.
  [[nodiscard]] Result<void> change_passphrase(SecretText passphrase);

 private:
  using Keys = std::map<Generation, Secret32>;
  using ScryptSalt = std::array<std::uint8_t, 16>;
  Result<Keys> read();
  Result<void> write(const Keys& keys);
  Result<Secret32> key_from_passphrase(const ScryptSalt& salt, ScryptCost cost);
  Result<Secret32> key_of(Generation generation);

  std::filesystem::path vault_;
  SecretText passphrase_;
  ScryptCost cost_;
  /// What the passphrase gave under the vault's salt: scrypt is slow on purpose.
  struct Derived {
    ScryptSalt salt = {};
    ScryptCost cost;
    Secret32 key;
  };
  std::optional<Derived> derived_;
};

}  // namespace crossroads::ledger
