// Signs a text with a key of an access log, as an institution could that forges its own archive. Not shipped.
//
//     sign_note STORE ORIGIN < TEXT > NOTE
//
// STORE is a crossroads.db whose key store, vault and passphrase stand beside it, as the first run makes them.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "ledger/note/note.hpp"
#include "ledger/seal/key_store.hpp"
#include "ledger/seal/passphrase_keeper.hpp"

namespace {

using namespace crossroads::ledger;

std::string signed_by(std::filesystem::path beside, const std::string& origin, const std::string& text) {
  std::string passphrase;
  std::getline(std::ifstream(beside.replace_extension(".passphrase")), passphrase);
  auto keeper = std::make_unique<PassphraseKeeper>(beside.replace_extension(".vault"), SecretText(passphrase));
  const auto keys = KeyStore::open(beside.replace_extension(".keys"), std::move(keeper)).value();
  const auto seed = keys->signing_seed(SigningKeyName::parse(origin).value()).value();
  PrivateSeed bytes = {};
  std::ranges::copy(seed.bytes(), bytes.begin());
  const auto key = SigningKey::from_seed(KeyName::parse(origin).value(), SignatureType::note, bytes);
  return to_text(Note{.text = text, .signatures = {sign(text, key).value()}});
}

}  // namespace

int main(int count, char** words) {
  try {
    if (count != 3) throw std::runtime_error("usage: sign_note STORE ORIGIN < TEXT > NOTE");
    const std::string text((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
    std::cout << signed_by(words[1], words[2], text);
    return 0;
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
  }
}
