#include "ledger/log/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ledger/log/proofs.hpp"
#include "ledger/log/verify_index.hpp"
#include "ledger/log/verify_shard.hpp"

namespace crossroads::ledger {

namespace {

/// The heads of kept checkpoints, each signed by the log; they join those that are known from elsewhere.
VerifyStep kept_heads(LedgerStore& store, const LogName& log, const VerifyOptions& options, std::vector<KnownHead>& known) {
  const auto kept = store.checkpoints(log);
  if (!kept) return VerifyFault::unreadable(kept.error());
  for (const KeptCheckpoint& one : *kept) {
    const auto note = note_of(one);
    if (!note) return VerifyFault::bad(note.error());
    const auto head = signed_head(options, log, one.shard, *note);
    if (!head) return head.error();
    if (head->size != one.size) {
      return VerifyFault::bad({.what = "a kept checkpoint stands under another size than its own",
                               .field = fmt::format("shard {}", one.shard.year),
                               .value = std::to_string(one.size.value),
                               .expected = std::to_string(head->size.value)});
    }
    known.push_back({one.shard, *head, "a checkpoint that was handed out"});
  }
  return std::nullopt;
}

VerifyStep no_shard_missing(const std::vector<ShardHead>& heads, const std::vector<KnownHead>& known) {
  for (const KnownHead& one : known) {
    if (std::ranges::find(heads, one.shard, &ShardHead::shard) == heads.end()) {
      return VerifyFault::bad({.what = fmt::format("a shard is missing of which there is {}", one.from),
                               .field = "shard",
                               .value = std::to_string(one.shard.year)});
    }
  }
  return std::nullopt;
}

/// The first entry of a shard says where the shard before ended.
VerifyStep begins_where_the_last_ended(const ShardHead& head, const ShardHead* before, const std::vector<OpenEntry>& open) {
  const EntryId id{head.shard, {0}};
  const auto first = std::ranges::find(open, id, &OpenEntry::id);
  if (before == nullptr) {
    const bool continues =
        first != open.end() && first->entry.event == Event::admin && first->entry.detail && parse_note(first->entry.detail->text());
    if (!continues) return std::nullopt;
    return VerifyFault::bad(id, {.what = "the shard that the first one of the log follows is missing"});
  }
  if (first == open.end()) return VerifyFault::bad(id, {.what = "the entry that binds the shard to the one before is not open to all"});
  const auto& detail = first->entry.detail;
  if (first->entry.event == Event::admin && detail && detail->text() == before->checkpoint) return std::nullopt;
  return VerifyFault::bad(id, {.what = "the shard does not begin with the last checkpoint of the shard before",
                               .field = fmt::format("shard {}", head.shard.year)});
}

/// What anyone may read, of the whole log: which entry of a shard is bad is told when the shard is verified.
struct OpenToAll {
  std::vector<OpenEntry> entries;
  std::map<Shard, VerifyFault> bad;

  VerifyStep read(LedgerStore& store, const LogName& log, const std::vector<ShardHead>& heads) {
    for (const ShardHead& head : heads) {
      std::optional<BadOpenEntry> other;
      auto some = open_entries(store, log, {head.shard, {0}, {head.frontier.size().value}}, other);
      if (!some) return VerifyFault::unreadable(some.error());
      std::ranges::move(*some, std::back_inserter(entries));
      if (other) bad.emplace(head.shard, VerifyFault::bad(other->id, other->problem));
    }
    return std::nullopt;
  }
};

VerifyStep verify_all(LedgerStore& store, const LogName& log, const VerifyOptions& options, Verification& found) {
  auto heads = store.shards(log);
  if (!heads) return VerifyFault::unreadable(heads.error());
  found.heads = std::move(*heads);
  std::vector<KnownHead> known = options.known;
  if (auto fault = kept_heads(store, log, options, known)) return fault;
  if (auto fault = no_shard_missing(found.heads, known)) return fault;
  OpenToAll open;
  if (auto fault = open.read(store, log, found.heads)) return fault;
  const ErasedSoFar erased = ErasedSoFar::said_by(open.entries);
  const ShardHead* before = nullptr;
  for (const ShardHead& head : found.heads) {
    std::vector<KnownHead> of_shard;
    std::ranges::copy_if(known, std::back_inserter(of_shard), [&](const KnownHead& one) { return one.shard == head.shard; });
    auto fault = verify_shard({store, log, options, head, before, std::move(of_shard), erased}, found);
    if (const auto bad = open.bad.find(head.shard); bad != open.bad.end())
      fault = fault ? earlier(std::move(fault), bad->second) : bad->second;
    if (fault) return fault;
    if (auto loose = begins_where_the_last_ended(head, before, open.entries)) return loose;
    before = &head;
  }
  if (!options.everything) return std::nullopt;
  auto index = verify_index(store, log, open.entries, erased, found);
  if (options.day_keys == nullptr || (index && index->verdict == Verdict::cannot_tell)) return index;
  for (const ShardHead& head : found.heads) {
    // An index tells only of which day a tag is wrong; the opened entries tell of which of them.
    if (auto fault = verify_opened(store, log, *options.day_keys, open.entries, head, found))
      return index && fault->verdict == Verdict::cannot_tell ? index : fault;
  }
  return index;
}

}  // namespace

Verification verify(LedgerStore& store, const LogName& log, const VerifyOptions& options) {
  Verification found;
  if (const auto fault = verify_all(store, log, options, found)) {
    found.verdict = fault->verdict;
    found.entry = fault->entry;
    found.problem = fault->problem;
  }
  return found;
}

}  // namespace crossroads::ledger
