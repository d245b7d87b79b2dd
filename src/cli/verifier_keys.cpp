#include "cli/verifier_keys.hpp"

#include <algorithm>

#include "library/library.hpp"

namespace crossroads::cli {
namespace {

Result<ledger::SigningKey> key_of(const ledger::Secret32& seed, const std::string& name, ledger::SignatureType type) {
  ledger::PrivateSeed bytes = {};
  const ledger::WipedAtEnd wipe(bytes);
  std::ranges::copy(seed.bytes(), bytes.begin());
  return ledger::SigningKey::from_seed(CROSSROADS_TRY(ledger::KeyName::parse(name)), type, bytes);
}

}  // namespace

Result<std::vector<ledger::VerifierKey>> verifier_keys(const std::vector<std::string>& words) {
  std::vector<ledger::VerifierKey> keys;
  for (const auto& word : words) {
    if (const auto key = ledger::VerifierKey::parse(word)) {
      keys.push_back(*key);
      continue;
    }
    const auto text = CROSSROADS_TRY(library::read_text(word));
    for (std::string_view rest = text; !rest.empty();) {
      const auto line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (!line.empty()) keys.push_back(CROSSROADS_TRY(ledger::VerifierKey::parse(line)));
    }
  }
  return keys;
}

Result<std::vector<ledger::VerifierKey>> own_keys(ledger::KeyStore& keys, const std::string& name, ledger::SignatureType type) {
  const auto named = CROSSROADS_TRY(ledger::SigningKeyName::parse(name));
  const auto seeds = CROSSROADS_TRY(keys.signing_seeds(named));
  std::vector<ledger::VerifierKey> all;
  for (const auto& seed : seeds) all.push_back(CROSSROADS_TRY(key_of(seed, name, type)).verifier());
  return all;
}

Result<ledger::SigningKey> own_signing_key(ledger::KeyStore& keys, const std::string& name, ledger::SignatureType type) {
  const auto named = CROSSROADS_TRY(ledger::SigningKeyName::parse(name));
  return key_of(CROSSROADS_TRY(keys.signing_seed(named)), name, type);
}

}  // namespace crossroads::cli
