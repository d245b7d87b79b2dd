// HMAC-SHA-256 (RFC 2104) under a key of 32 bytes, with the key's half of the work done once.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/sha256_stream.hpp"
#include "ledger/seal/secret.hpp"

namespace crossroads::ledger {

class HmacSha256 {
 public:
  explicit HmacSha256(const Secret32& key);
  HmacSha256(const HmacSha256&) = default;
  HmacSha256& operator=(const HmacSha256&) = default;
  ~HmacSha256();

  HmacSha256& add(std::span<const std::uint8_t> bytes) {
    inner_.add(bytes);
    return *this;
  }
  HmacSha256& add(std::string_view bytes) {
    inner_.add(bytes);
    return *this;
  }
  /// The code of all that was added. The object is spent afterwards: keep a copy for the next message.
  [[nodiscard]] Sha256 finish();
  /// The same as a key.
  [[nodiscard]] Secret32 finish_as_key();

 private:
  Sha256Stream inner_;
  Sha256Stream outer_;
};

}  // namespace crossroads::ledger
