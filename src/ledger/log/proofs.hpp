// Proofs about the tree of a shard. They say nothing of what entries are about, so that making one leaves no entry.
#pragma once

#include "ledger/log/ledger_store.hpp"
#include "ledger/note/proof_file.hpp"

namespace crossroads::ledger {

/// That the entry is in the log: under the newest checkpoint of its shard, or under a kept one that others have said something to.
[[nodiscard]] Result<ProofFile> prove_entry(LedgerStore& store, const LogName& log, const EntryId& id);
[[nodiscard]] Result<ProofFile> prove_entry(LedgerStore& store, const LogName& log, const EntryId& id, const KeptCheckpoint& under);

/// That the shard's tree of size `to` begins with that of size `from`: what a witness asks for.
[[nodiscard]] Result<Proof> prove_growth(LedgerStore& store, const LogName& log, Shard shard, TreeSize from, TreeSize to);

/// The checkpoint as a note with the cosignatures that are kept with it.
[[nodiscard]] Result<Note> note_of(const KeptCheckpoint& checkpoint);

}  // namespace crossroads::ledger
