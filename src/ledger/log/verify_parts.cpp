#include "ledger/log/verify_parts.hpp"

#include "base/sha256_stream.hpp"

namespace crossroads::ledger {

namespace {

/// Nothing where the part is the one of the leaf, or was erased.
std::optional<Problem> other_part(const std::optional<PartDigests>& named, const std::optional<SealedPart>& part, bool erased,
                                  Verification& found) {
  if (!part) {
    if (!named) return std::nullopt;
    if (!erased) return Problem{.what = "a sealed part is missing, and no entry of the log says that it was erased"};
    ++found.erased;
    return std::nullopt;
  }
  if (!named) return Problem{.what = "a sealed part stands beside a leaf that knows of none"};
  if (erased) return Problem{.what = "a sealed part is there that was erased"};
  if (sha256_of(part->body) != named->body) return Problem{.what = "a sealed part was changed: it is not the one that its leaf names"};
  ++found.parts;
  return std::nullopt;
}

std::optional<Problem> other_entry(Shard shard, std::span<const std::uint8_t> bytes, const StoredParts& parts, const ErasedSoFar& erased,
                                   Verification& found) {
  const auto leaf = Leaf::decode(bytes);
  if (!leaf) return leaf.error();
  if (mark_of(leaf_hash(bytes)) != parts.mark) return Problem{.what = "a leaf was changed, or the mark beside it"};
  const bool gone = erased.covers(shard, leaf->header);
  if (auto problem = other_part(leaf->entry, parts.entry, gone, found)) return problem;
  return other_part(leaf->agent, parts.agent, gone, found);
}

}  // namespace

ErasedSoFar ErasedSoFar::said_by(const std::vector<OpenEntry>& entries) {
  ErasedSoFar erased;
  for (const OpenEntry& one : entries) {
    for (const Statement& statement : statements_of(one.entry)) {
      if (const auto* day = std::get_if<ErasedDay>(&statement)) erased.days.insert(day->day);
      if (const auto* entry = std::get_if<ErasedEntry>(&statement)) erased.entries.insert(entry->entry);
    }
  }
  return erased;
}

VerifyStep verify_parts(LedgerStore& store, const LogName& log, const EntryId& first, std::span<const std::uint8_t> leaves,
                        const ErasedSoFar& erased, Verification& found) {
  VerifyStep fault;
  std::uint64_t next = first.sequence.value;
  const std::uint64_t end = next + leaves.size() / Leaf::size;
  const auto missing = [&](std::uint64_t sequence) {
    return VerifyFault::bad(EntryId{first.shard, {sequence}}, {.what = "an entry is missing"});
  };
  const auto read =
      store.parts(log, {first.shard, first.sequence, {end}}, [&](Sequence sequence, const StoredParts& parts) -> Result<void> {
        if (sequence.value != next) {
          fault = missing(next);
        } else if (auto problem = other_entry(first.shard, leaves.subspan((next - first.sequence.value) * Leaf::size, Leaf::size), parts,
                                              erased, found)) {
          fault = VerifyFault::bad(EntryId{first.shard, sequence}, std::move(*problem));
        }
        ++next;
        if (fault) return failure({.what = "found"});
        return {};
      });
  if (fault) return fault;
  if (!read) return VerifyFault::unreadable(read.error());
  if (next != end) return missing(next);
  return std::nullopt;
}

}  // namespace crossroads::ledger
