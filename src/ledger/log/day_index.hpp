// The index of one day as a tree of its own: with its root in the log, an answer "these entries, and no others" can be proved.
#pragma once

#include <span>
#include <vector>

#include "ledger/log/ledger_store.hpp"
#include "ledger/tree/proof.hpp"

namespace crossroads::ledger {

/// The hash of a tag's leaf: RFC 6962 over tag ‖ number of entries (u64) ‖ SHA-256(their sequences, u64 each), numbers big-endian.
[[nodiscard]] Hash index_leaf(const TagValue& tag, std::span<const Sequence> entries);

/// A leaf of the index and its place.
struct IndexedTag {
  TagValue tag = {};
  std::vector<Sequence> entries;  ///< ascending
  LeafIndex place;
  Proof path;
  friend bool operator==(const IndexedTag&, const IndexedTag&) = default;
};

/// That a day has these entries under a tag and no others: the tag's own leaf, or, where no entry has the tag, its neighbours, which stand
/// side by side: the leaf before, unless the tag would be the first, and the leaf behind, unless it would be the last.
struct CompletenessProof {
  std::vector<IndexedTag> leaves;
  friend bool operator==(const CompletenessProof&, const CompletenessProof&) = default;
};

/// All tags of a day and class, ascending: the leaves of the tree.
class DayIndex {
 public:
  /// `without`: entries to leave out, as if they had no tags; ascending.
  [[nodiscard]] static Result<DayIndex> read(LedgerStore& store, const LogName& log, domain::Date day, TagClass of,
                                             std::span<const Sequence> without = {});

  [[nodiscard]] Head head() const;
  [[nodiscard]] Result<CompletenessProof> prove(const TagValue& tag) const;

 private:
  struct Row {
    TagValue tag = {};
    std::vector<Sequence> entries;
  };
  [[nodiscard]] Result<IndexedTag> leaf(std::size_t place) const;

  std::vector<Row> rows_;
  std::vector<std::vector<Hash>> levels_;  // from the leaves up, full nodes only
};

/// The entries that the day has under the tag, if the proof shows that they are all. `committed`: number of tags and root, as the log says.
[[nodiscard]] Result<std::vector<Sequence>> verify_completeness(const Head& committed, const TagValue& tag, const CompletenessProof& proof);

}  // namespace crossroads::ledger
