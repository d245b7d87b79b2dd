// C2SP signed-note: a text and who signed it; tlog-cosignature: who says when he had seen it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/note/key.hpp"

namespace crossroads::ledger {

/// `— <name> <base 64 of id and signature>`. Whose it is and whether it holds only a key can say.
struct SignatureLine {
  KeyName name;
  KeyId id;
  std::vector<std::uint8_t> signature;  ///< not empty
  bool operator==(const SignatureLine&) const = default;
};

/// A note as it came. Its text must be ignored until `verify` said who signed it.
struct Note {
  std::string text;  ///< ends with a line feed
  std::vector<SignatureLine> signatures;
  bool operator==(const Note&) const = default;
};

inline constexpr std::size_t longest_note = std::size_t{1} << 20U;
/// signed-note asks for at least 16.
inline constexpr std::size_t most_signatures = 64;

/// Takes exactly the texts that `to_text` writes: UTF-8 without control characters, the last blank line before the signatures, at least one of
/// these.
[[nodiscard]] Result<Note> parse_note(std::string_view text);
[[nodiscard]] std::string to_text(const Note& note);
/// Signature lines alone, at least one, as a witness answers.
[[nodiscard]] Result<std::vector<SignatureLine>> parse_signature_lines(std::string_view text);
[[nodiscard]] std::string to_text(std::span<const SignatureLine> lines);

/// Signs the text itself; the key's type must be `note`, and the text must be one that `parse_note` takes.
[[nodiscard]] Result<SignatureLine> sign(std::string_view text, const SigningKey& key);
/// Signs time and text; the key's type must be `cosignature`.
[[nodiscard]] Result<SignatureLine> cosign(std::string_view text, const SigningKey& key, CosignedAt time);
/// The bytes that a cosignature signs: `cosignature/v1`, `time <seconds>`, and the text.
[[nodiscard]] std::string cosigned_message(std::string_view text, CosignedAt time);

/// A signature that holds.
struct Endorsement {
  VerifierKey key;
  std::optional<CosignedAt> time;  ///< of a cosignature
};

/// Who of the known keys signed the text, each key once (of several cosignatures of one key the latest counts). Signatures of unknown keys are passed over; one
/// signature of a known key that does not hold refuses the whole note, and so does a note that none of them signed.
[[nodiscard]] Result<std::vector<Endorsement>> verify(const Note& note, std::span<const VerifierKey> known);

}  // namespace crossroads::ledger
