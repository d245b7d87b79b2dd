// OpenSSL 3 declares its direct functions deprecated in favour of EVP. They stay here because EVP costs a look-up and an allocation for
// each digest, which is several times the work of hashing a node of 65 bytes. The compression itself is the same code.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "base/sha256_stream.hpp"

namespace crossroads {

// They return 1 always: there is nothing in them that can fail.
Sha256Stream::Sha256Stream() { SHA256_Init(&state_); }

Sha256Stream& Sha256Stream::add(std::span<const std::uint8_t> bytes) {
  SHA256_Update(&state_, bytes.data(), bytes.size());
  return *this;
}

Sha256Stream& Sha256Stream::add(std::string_view bytes) {
  SHA256_Update(&state_, bytes.data(), bytes.size());
  return *this;
}

Sha256 Sha256Stream::finish() {
  Sha256::Bytes digest = {};
  SHA256_Final(digest.data(), &state_);
  return Sha256(digest);
}

Sha256 sha256_of(std::span<const std::uint8_t> bytes) { return Sha256Stream().add(bytes).finish(); }
Sha256 sha256_of(std::string_view bytes) { return Sha256Stream().add(bytes).finish(); }

}  // namespace crossroads
