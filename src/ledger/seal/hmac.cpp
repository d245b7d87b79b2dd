#include "ledger/seal/hmac.hpp"

namespace crossroads::ledger {
namespace {

constexpr std::size_t block_size = 64;

}  // namespace

HmacSha256::HmacSha256(const Secret32& key) {
  std::array<std::uint8_t, block_size> pad = {};
  const WipedAtEnd wiped(pad);
  for (std::size_t i = 0; i < block_size; ++i) pad[i] = (i < Secret32::size ? key.bytes()[i] : 0U) ^ 0x36U;
  inner_.add(pad);
  for (auto& byte : pad) byte ^= 0x36U ^ 0x5cU;
  outer_.add(pad);
}

HmacSha256::~HmacSha256() {
  OPENSSL_cleanse(&inner_, sizeof inner_);
  OPENSSL_cleanse(&outer_, sizeof outer_);
}

Sha256 HmacSha256::finish() { return outer_.add(inner_.finish().bytes()).finish(); }

Secret32 HmacSha256::finish_as_key() {
  Sha256 code = finish();
  Secret32 key(code.bytes());
  OPENSSL_cleanse(&code, sizeof code);
  return key;
}

}  // namespace crossroads::ledger
