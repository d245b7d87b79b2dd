// What a key store holds, as a value, and as the bytes that its file encrypts.
#pragma once

#include <map>
#include <set>

#include "ledger/seal/day_key.hpp"
#include "ledger/seal/generation_keeper.hpp"
#include "ledger/seal/secret_bytes.hpp"

namespace crossroads::ledger {

namespace kinds {
struct SigningKey : Of<Letters::word, 200> {
  static constexpr std::string_view what = "name of a signing key";
};
}  // namespace kinds
/// What a signing key is for: the origin of a log, the name of a witness.
using SigningKeyName = CheckedText<kinds::SigningKey>;

/// A day of one class of a log, with both parts: what is erased at once.
struct RetentionDay {
  LogName log;
  Retention retention = Retention::exchange;
  domain::Date day;
  friend auto operator<=>(const RetentionDay&, const RetentionDay&) = default;
};
[[nodiscard]] inline RetentionDay day_of_id(const DayKeyId& id) {
  return {.log = id.key_class.log, .retention = id.key_class.retention, .day = id.day};
}

struct KeyContents {
  std::map<DayKeyId, DayKeyPtr> days;
  /// So that no new key is made for a day that is gone, and its entries read as erased instead of lost.
  std::set<RetentionDay> erased;
  /// Seeds of Ed25519 (RFC 8032 §5.1.5), the newest last.
  std::map<SigningKeyName, std::vector<Secret32>> signing;
};

[[nodiscard]] SecretBytes to_bytes(const KeyContents& contents);
/// Only what `to_bytes` can have written of a store: a day that was erased has no keys.
[[nodiscard]] Result<KeyContents> read_contents(std::span<const std::uint8_t> bytes);

/// The clear part of a key store's file.
struct KeyFileHeader {
  Generation generation;
  /// How often the contents changed: tells an older copy from a newer one.
  std::uint64_t revision = 0;
  friend bool operator==(const KeyFileHeader&, const KeyFileHeader&) = default;
};

/// A key store's file: header, a fresh key wrapped by the keeper, and the contents under that key, bound to all before them.
[[nodiscard]] Result<std::vector<std::uint8_t>> seal_key_file(const KeyFileHeader& header, const KeyContents& contents,
                                                              GenerationKeeper& keeper);
[[nodiscard]] Result<KeyFileHeader> read_key_file_header(std::span<const std::uint8_t> file);
[[nodiscard]] Result<KeyContents> open_key_file(std::span<const std::uint8_t> file, GenerationKeeper& keeper);

}  // namespace crossroads::ledger
