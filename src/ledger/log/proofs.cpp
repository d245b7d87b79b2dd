#include "ledger/log/proofs.hpp"

#include <algorithm>

#include "ledger/log/tree_nodes.hpp"

namespace crossroads::ledger {

namespace {

Result<ProofFile> under_note(LedgerStore& store, const LogName& log, const EntryId& id, TreeSize size, Note note) {
  if (id.sequence.value >= size.value) {
    return failure({.what = "the checkpoint is older than the entry",
                    .value = to_string(id),
                    .expected = "a checkpoint of more than " + std::to_string(id.sequence.value) + " entries"});
  }
  return ProofFile{.index = {id.sequence.value},
                   .inclusion = CROSSROADS_TRY(prove_inclusion({id.sequence.value}, size, tree_nodes(store, log, id.shard))),
                   .checkpoint = std::move(note)};
}

}  // namespace

Result<ProofFile> prove_entry(LedgerStore& store, const LogName& log, const EntryId& id) {
  const auto heads = CROSSROADS_TRY(store.shards(log));
  const auto head = std::ranges::find(heads, id.shard, &ShardHead::shard);
  if (head == heads.end() || id.sequence.value >= head->frontier.size().value)
    return failure({.what = "there is no such entry in the log", .value = to_string(id)});
  return under_note(store, log, id, head->frontier.size(), CROSSROADS_TRY(parse_note(head->checkpoint)));
}

Result<ProofFile> prove_entry(LedgerStore& store, const LogName& log, const EntryId& id, const KeptCheckpoint& under) {
  if (under.shard != id.shard) return failure({.what = "the checkpoint is of another shard than the entry", .value = to_string(id)});
  return under_note(store, log, id, under.size, CROSSROADS_TRY(note_of(under)));
}

Result<Proof> prove_growth(LedgerStore& store, const LogName& log, Shard shard, TreeSize from, TreeSize to) {
  return prove_consistency(from, to, tree_nodes(store, log, shard));
}

Result<Note> note_of(const KeptCheckpoint& checkpoint) {
  std::string text = checkpoint.note;
  for (const std::string& line : checkpoint.cosignatures) {
    text += line;
    if (!line.ends_with('\n')) text += '\n';
  }
  return parse_note(text);
}

}  // namespace crossroads::ledger
