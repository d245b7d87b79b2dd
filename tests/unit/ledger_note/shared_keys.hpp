// Keys for tests, made from names: the seed is the SHA-256 of the name.
#pragma once

#include <string>

#include "base/sha256_stream.hpp"
#include "ledger/note/key.hpp"

namespace crossroads::ledger {

inline SigningKey test_key(const std::string& name, SignatureType type = SignatureType::note) {
  return SigningKey::from_seed(KeyName::parse(name).value(), type, sha256_of(name).bytes());
}

}  // namespace crossroads::ledger
