// C2SP tlog-checkpoint: the head of a log as a signed note.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/note/note.hpp"
#include "ledger/tree/hash.hpp"

namespace crossroads::ledger {

/// Which log: the first line of all its checkpoints. Not empty, one line of UTF-8.
class Origin {
 public:
  [[nodiscard]] static Result<Origin> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
  friend auto operator<=>(const Origin&, const Origin&) = default;

 private:
  std::string text_;
};

struct Checkpoint {
  Origin origin;
  Head head;
  std::vector<std::string> extensions = {};  ///< lines that are opaque; our own logs write none
  bool operator==(const Checkpoint&) const = default;
};

/// The text of a note: origin, size, root, extensions, a line each.
[[nodiscard]] std::string to_text(const Checkpoint& checkpoint);
/// Takes exactly what `to_text` writes. The size is at most `largest_tree`.
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view text);

/// The checkpoint as a note with one signature.
[[nodiscard]] Result<Note> sign(const Checkpoint& checkpoint, const SigningKey& key);

/// A checkpoint that its log signed.
struct OpenedCheckpoint {
  Checkpoint checkpoint;
  std::vector<Endorsement> cosignatures;  ///< of the witnesses known to whoever opened it
};

/// Reads a note that must carry the signature of the log's key, and be of this origin. Signatures of `witnesses` are verified with it; how many are enough is
/// the policy's matter (policy.hpp).
[[nodiscard]] Result<OpenedCheckpoint> open_checkpoint(const Note& note, const Origin& origin, const VerifierKey& log_key,
                                                       std::span<const VerifierKey> witnesses = {});

}  // namespace crossroads::ledger
