// Where a command finds the keys of the access logs, and the logs themselves.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/actions.hpp"
#include "ledger/log/composer.hpp"
#include "ledger/seal/key_store.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::cli {

enum class WithoutKeys : std::uint8_t { refuse, make };

/// The key store that belongs to a store: by default `crossroads.keys` beside `crossroads.db`, its vault `crossroads.vault`, the passphrase from
/// CROSSROADS_PASSPHRASE or else the file `crossroads.passphrase`; or a PKCS#11 token, its PIN from CROSSROADS_PIN.
///
/// `make`: where there is no key store yet one is made, with a passphrase by chance if none was given, and standard error says where it stands.
[[nodiscard]] Result<std::unique_ptr<ledger::KeyStore>> open_keys(const KeyOptions& options, const fs::path& store, WithoutKeys otherwise);

/// The file that `open_keys` opens.
[[nodiscard]] fs::path keys_file(const KeyOptions& options, const fs::path& store);
/// Who keeps its own key.
[[nodiscard]] Result<std::unique_ptr<ledger::GenerationKeeper>> open_keeper(const KeyOptions& options, const fs::path& store);

/// What works on that log of that institution: today's clock, and signing keys from the key store, named after the origin.
[[nodiscard]] ledger::LedgerSetting log_setting(domain::EnterpriseNumber institution, ledger::LogName log, ledger::KeyStore& keys);

/// Whose log it is, as its newest checkpoint says. A problem for a log without entries.
[[nodiscard]] Result<domain::EnterpriseNumber> institution_of(ledger::LedgerStore& store, const ledger::LogName& log);

}  // namespace crossroads::cli
