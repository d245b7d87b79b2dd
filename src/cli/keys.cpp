#include "cli/keys.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "base/base64.hpp"
#include "cli/verifier_keys.hpp"
#include "ledger/log/ledger_store.hpp"
#include "ledger/seal/atomic_file.hpp"
#include "ledger/seal/passphrase_keeper.hpp"
#include "ledger/seal/token_keeper.hpp"
#include "library/library.hpp"

namespace crossroads::cli {
namespace {

using ledger::GenerationKeeper;
using ledger::SecretText;

constexpr const char* passphrase_variable = "CROSSROADS_PASSPHRASE";
constexpr const char* pin_variable = "CROSSROADS_PIN";

std::optional<SecretText> of_environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return SecretText(value);
}

/// The first line of a file that only its owner should read.
Result<SecretText> first_line(const fs::path& file) {
  auto text = CROSSROADS_TRY(library::read_text(file));
  text.resize(std::min(text.find('\n'), text.size()));
  return SecretText(std::move(text));
}

/// 256 bits by chance, in a file of their own.
Result<void> make_passphrase(const fs::path& file) {
  std::array<std::uint8_t, 32> bytes = {};
  const ledger::WipedAtEnd wipe(bytes);
  ledger::fill_random(bytes);
  auto text = to_base64(bytes) + "\n";
  const ledger::WipedAtEnd wipe_text(text);
  return ledger::replace_file(file, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

/// Nobody guesses 256 bits, so no guess need be made expensive.
Result<std::unique_ptr<GenerationKeeper>> keeper_by_chance(const fs::path& vault, const fs::path& passphrase) {
  constexpr ledger::ScryptCost least{.log2_n = 10, .r = 8, .p = 1};
  return std::make_unique<ledger::PassphraseKeeper>(vault, CROSSROADS_TRY(first_line(passphrase)), least);
}

fs::path beside(const fs::path& store, const char* extension) { return fs::path(store).replace_extension(extension); }

Result<std::unique_ptr<GenerationKeeper>> open_token(const KeyOptions& options, const fs::path& keys) {
  const auto pin = of_environment(pin_variable);
  if (!pin) return failure({.what = "the token asks for a PIN", .expected = fmt::format("it in the environment's {}", pin_variable)});
  auto keeper = CROSSROADS_TRY(
      ledger::TokenKeeper::open({.module = *options.module, .token_label = options.token, .store_name = keys.stem().string()}, *pin));
  return keeper;
}

}  // namespace

fs::path keys_file(const KeyOptions& options, const fs::path& store) { return options.keys.value_or(beside(store, ".keys")); }

Result<std::unique_ptr<GenerationKeeper>> open_keeper(const KeyOptions& options, const fs::path& store) {
  const fs::path keys = keys_file(options, store);
  if (options.module) return open_token(options, keys);
  const fs::path file = options.passphrase_file.value_or(beside(keys, ".passphrase"));
  auto passphrase = options.passphrase_file ? std::nullopt : of_environment(passphrase_variable);
  if (!passphrase && fs::exists(file)) passphrase = CROSSROADS_TRY(first_line(file));
  if (!passphrase) {
    return failure(
        {.what = "the passphrase of the access log's keys is not known",
         .place = {.file = file.string()},
         .expected = fmt::format("it in this file, in the file of --passphrase-file, or in the environment's {}", passphrase_variable)});
  }
  return std::make_unique<ledger::PassphraseKeeper>(options.vault.value_or(beside(keys, ".vault")), std::move(*passphrase));
}

Result<std::unique_ptr<ledger::KeyStore>> open_keys(const KeyOptions& options, const fs::path& store, WithoutKeys otherwise) {
  const fs::path keys = keys_file(options, store);
  if (fs::exists(keys)) {
    auto keeper = CROSSROADS_TRY(open_keeper(options, store));
    return ledger::KeyStore::open(keys, std::move(keeper));
  }
  if (otherwise == WithoutKeys::refuse) {
    return failure({.what = "the keys of the access log are not there",
                    .place = {.file = keys.string()},
                    .expected = "the key store that the logs were written with",
                    .hint = "name it with --keys, or restore a backup: crossroads log keys restore"});
  }
  const fs::path passphrase = beside(keys, ".passphrase");
  const bool by_chance = !options.module && !options.passphrase_file && !of_environment(passphrase_variable) && !fs::exists(passphrase);
  if (by_chance) CROSSROADS_CHECK(make_passphrase(passphrase));
  auto keeper = by_chance ? CROSSROADS_TRY(keeper_by_chance(options.vault.value_or(beside(keys, ".vault")), passphrase))
                          : CROSSROADS_TRY(open_keeper(options, store));
  auto made = CROSSROADS_TRY(ledger::KeyStore::create(keys, std::move(keeper)));
  fmt::print(stderr,
             "The key store of the access log was made: {}{}.\nWithout it nobody can read the log again: docs/access-log.md says how to "
             "keep it.\n",
             keys.string(), by_chance ? fmt::format(", with a passphrase by chance in {}", passphrase.string()) : "");
  return made;
}

ledger::LedgerSetting log_setting(domain::EnterpriseNumber institution, ledger::LogName log, ledger::KeyStore& keys) {
  return {.institution = institution,
          .log = std::move(log),
          .keys = keys,
          .signing_key = [&keys](const ledger::Origin& origin) -> Result<ledger::SigningKey> {
            return own_signing_key(keys, origin.text(), ledger::SignatureType::note);
          },
          .now = [] { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }};
}

Result<domain::EnterpriseNumber> institution_of(ledger::LedgerStore& store, const ledger::LogName& log) {
  const auto head = CROSSROADS_TRY(store.head(log));
  if (!head) return failure({.what = "this log has no entries", .field = "log", .value = log.text()});
  // `crossroads.invalid/<institution>/<log>/<year>`
  const std::string_view checkpoint = head->checkpoint;
  const auto begin = checkpoint.find('/') + 1;
  return domain::EnterpriseNumber::parse(checkpoint.substr(begin, checkpoint.find('/', begin) - begin));
}

}  // namespace crossroads::cli
