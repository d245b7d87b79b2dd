// Key stores to test with, under either keeper.
#pragma once

#include <memory>

#include "entries.hpp"
#include "ledger/seal/key_store.hpp"
#include "ledger/seal/passphrase_keeper.hpp"
#include "ledger/seal/token_keeper.hpp"
#include "temporary_folder.hpp"

namespace crossroads::ledger {

/// Cheap: the tests guess nothing.
inline constexpr ScryptCost cheap{.log2_n = 4, .r = 8, .p = 1};

inline std::unique_ptr<PassphraseKeeper> passphrase_keeper(const std::filesystem::path& folder,
                                                           std::string_view passphrase = "correct horse") {
  return std::make_unique<PassphraseKeeper>(folder / "vault", SecretText(std::string(passphrase)), cheap);
}

/// A SoftHSM token that the test makes for itself, one a process: PKCS#11 modules are initialised once.
class SoftToken {
 public:
  static const SoftToken& instance();
  [[nodiscard]] TokenAddress address(std::string store_name) const;
  [[nodiscard]] const SecretText& pin() const { return pin_; }

 private:
  SoftToken();
  TemporaryFolder folder_;
  std::filesystem::path module_;
  SecretText pin_{"1234"};
};

inline RetentionDay exchange_day(int later = 0) {
  return {.log = checked<LogName>("hub"), .retention = Retention::exchange, .day = day_of(moment()).plus_days(later)};
}
inline DayKeyId key_id(int later = 0, Part part = Part::entry) {
  const auto day = exchange_day(later);
  return {.key_class = {.log = day.log, .retention = day.retention, .part = part}, .day = day.day};
}

}  // namespace crossroads::ledger
