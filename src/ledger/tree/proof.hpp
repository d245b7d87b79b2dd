// Inclusion and consistency proofs of RFC 6962 §2.1.1 and §2.1.2: made from stored nodes, and checked as RFC 9162 §2.1.3.2 and §2.1.4.2 say.
#pragma once

#include <span>
#include <vector>

#include "ledger/tree/hash.hpp"

namespace crossroads::ledger {

/// The hashes of a proof in the order of RFC 6962: from the leaf's side up.
using Proof = std::vector<Hash>;

/// The root of a tree of this size; reads one node for each bit of the size.
[[nodiscard]] Result<Hash> root_of(TreeSize size, const NodeReader& nodes);

/// That the leaf is in the tree of this size. Fails for a leaf that is not, and where a node can't be read.
[[nodiscard]] Result<Proof> prove_inclusion(LeafIndex leaf, TreeSize size, const NodeReader& nodes);

/// That the tree of size `to` begins with the tree of size `from`. Fails for `from` = 0, of which there is nothing to prove, and for
/// `from` > `to`.
[[nodiscard]] Result<Proof> prove_consistency(TreeSize from, TreeSize to, const NodeReader& nodes);

/// Whether the proof shows that `leaf` stands at this place of the tree. The proof must have exactly the length that the place asks for.
[[nodiscard]] Result<void> verify_inclusion(LeafIndex index, const Hash& leaf, std::span<const Hash> proof, const Head& head);

/// Whether the proof shows that the newer tree begins with the older one. An older tree without leaves is refused: any tree begins with it,
/// so such a proof says nothing; whoever allows it must say so himself.
[[nodiscard]] Result<void> verify_consistency(const Head& older, const Head& newer, std::span<const Hash> proof);

}  // namespace crossroads::ledger
