// Keys as they are named on the command line and kept in the key store.
#pragma once

#include <string>
#include <vector>

#include "ledger/note/key.hpp"
#include "ledger/seal/key_store.hpp"

namespace crossroads::cli {

/// Each word a verifier key, or the name of a file with one a line.
[[nodiscard]] Result<std::vector<ledger::VerifierKey>> verifier_keys(const std::vector<std::string>& words);

/// Every key that was ever made in the key store under that name, the newest last.
[[nodiscard]] Result<std::vector<ledger::VerifierKey>> own_keys(ledger::KeyStore& keys, const std::string& name,
                                                                ledger::SignatureType type);

/// The newest one, made if there is none.
[[nodiscard]] Result<ledger::SigningKey> own_signing_key(ledger::KeyStore& keys, const std::string& name, ledger::SignatureType type);

}  // namespace crossroads::cli
