// C2SP tlog-proof: that a leaf is in a log, in one file that needs no connection.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/note/checkpoint.hpp"
#include "ledger/tree/proof.hpp"

namespace crossroads::ledger {

/// The content of a `.tlog-proof`.
struct ProofFile {
  std::optional<std::vector<std::uint8_t>> extra = {};  ///< nobody vouches for it; not empty where it is there
  LeafIndex index;
  Proof inclusion;
  Note checkpoint;
  bool operator==(const ProofFile&) const = default;
};

[[nodiscard]] std::string to_text(const ProofFile& proof);
/// Takes exactly what `to_text` writes.
[[nodiscard]] Result<ProofFile> parse_proof_file(std::string_view text);

/// That the leaf stands at the proof's index in the tree of the proof's checkpoint. Who signed the checkpoint must have been asked before: `open_checkpoint` or
/// `Policy::accept`.
[[nodiscard]] Result<void> verify_inclusion(const ProofFile& proof, const Hash& leaf, const Checkpoint& accepted);

}  // namespace crossroads::ledger
