// C2SP tlog-witness, add-checkpoint: a log asks for a cosignature, a witness decides. Texts in, texts out; what carries them stands elsewhere.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/note/checkpoint.hpp"
#include "ledger/tree/proof.hpp"

namespace crossroads::ledger {

/// The body of `POST <prefix>/add-checkpoint`.
struct AddCheckpoint {
  TreeSize old;       ///< of the checkpoint that the witness cosigned last, as far as the log knows
  Proof consistency;  ///< from there to the checkpoint
  Note checkpoint;
  bool operator==(const AddCheckpoint&) const = default;
};

[[nodiscard]] std::string to_text(const AddCheckpoint& request);
/// Takes exactly what `to_text` writes.
[[nodiscard]] Result<AddCheckpoint> parse_add_checkpoint(std::string_view text);

/// A log as its witness knows it.
struct WatchedLog {
  Origin origin;
  std::vector<VerifierKey> keys;  ///< that its checkpoints may be signed with
  Head latest = empty_head();     ///< of the checkpoint cosigned last; that of the empty tree if there was none
};

/// What goes back, and what has to be kept first.
struct WitnessAnswer {
  int status = 0;               ///< 200, 400, 403, 404, 409 or 422, as HTTP means them
  std::string content_type;     ///< of the body
  std::string body;             ///< cosignature lines; the stored size and a line feed (409); else a sentence of why not
  std::optional<Head> to_keep;  ///< with 200 alone: the log's new `latest`. It must be durable before the answer leaves.
};

/// Decides about a request. `log` is what is kept for the checkpoint's origin; null where the witness does not know it. From reading it to
/// keeping `to_keep` no other request may be decided for the same log, else one could take back the other.
/// `witness` is a key for cosignatures.
[[nodiscard]] WitnessAnswer decide(const AddCheckpoint& request, const WatchedLog* log, const SigningKey& witness, CosignedAt now);

/// The origin whose `WatchedLog` has to be looked up; fails where the checkpoint is none.
[[nodiscard]] Result<Origin> origin_of(const AddCheckpoint& request);

/// The same from the bytes of a request on: 400 for what is no request. `look_up` is called at most once, and may fail (nothing is decided then).
using LookUpLog = std::function<Result<std::optional<WatchedLog>>(const Origin&)>;
[[nodiscard]] Result<WitnessAnswer> decide(std::string_view body, const LookUpLog& look_up, const SigningKey& witness, CosignedAt now);

/// What the log does with the body of a 200: takes the cosignatures of the witness that hold into its checkpoint. Fails where there is none.
[[nodiscard]] Result<Note> with_cosignatures(Note checkpoint, std::string_view answer, const VerifierKey& witness);

/// The body of a 409: the size that the witness has.
[[nodiscard]] Result<TreeSize> parse_conflict(std::string_view body);

}  // namespace crossroads::ledger
