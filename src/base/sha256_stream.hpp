// Computes SHA-256 over bytes as they come.
#pragma once

// The state is kept by value: a tree of hashes takes millions of short ones, and each would else cost an allocation.
#include <openssl/sha.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "base/sha256.hpp"

namespace crossroads {

/// FIPS 180-4 over parts put one after another.
class Sha256Stream {
 public:
  Sha256Stream();
  Sha256Stream& add(std::span<const std::uint8_t> bytes);
  Sha256Stream& add(std::string_view bytes);
  /// The digest of all that was added. The stream is spent afterwards.
  [[nodiscard]] Sha256 finish();

 private:
  SHA256_CTX state_;
};

/// FIPS 180-4 over the bytes.
[[nodiscard]] Sha256 sha256_of(std::span<const std::uint8_t> bytes);
[[nodiscard]] Sha256 sha256_of(std::string_view bytes);

}  // namespace crossroads
