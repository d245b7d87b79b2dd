#include "cli/digest_key.hpp"

#include "ledger/seal/atomic_file.hpp"
#include "ledger/seal/hmac.hpp"

namespace crossroads::cli {

Result<exchange::push::Keyed> open_digest_key(const fs::path& file) {
  auto bytes = CROSSROADS_TRY(ledger::read_file(file));
  if (!bytes) {
    const auto made = ledger::random_secret();
    CROSSROADS_CHECK(ledger::replace_file(file, made.bytes()));
    bytes.emplace(made.bytes().begin(), made.bytes().end());
  }
  const ledger::WipedAtEnd wiped(*bytes);
  if (bytes->size() != ledger::Secret32::size) {
    return failure({.what = "this is no digest key",
                    .place = {.file = file.string()},
                    .value = std::to_string(bytes->size()) + " bytes",
                    .expected = "32 bytes",
                    .hint = "bring back a backup: without its key the hub no longer knows which messages it took up"});
  }
  const ledger::Secret32 key{std::span<const std::uint8_t, ledger::Secret32::size>(*bytes)};
  return [keyed = ledger::HmacSha256(key)](std::string_view text) {
    auto code = keyed;
    return transit::KeyedDigest{code.add(text).finish()};
  };
}

}  // namespace crossroads::cli
