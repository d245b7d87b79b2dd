#include "ledger/log/composer.hpp"

#include <algorithm>

namespace crossroads::ledger {

Composer::Composer(LedgerSetting setting)
    : setting_(std::move(setting)), sealer_(setting_.keys, setting_.log), opener_(setting_.keys, setting_.log) {}

Result<Composer::Composed> Composer::compose(std::optional<ShardHead> before, std::span<const LogEntry* const> entries) {
  Composed composed{.before = std::move(before), .group = {}, .first = {}};
  EntryGroup& group = composed.group;
  group.after.last = composed.before ? std::max(composed.before->last, setting_.now()) : setting_.now();
  group.day = day_of(group.after.last);
  group.after.shard = shard_of(group.day);
  group.entries.reserve(entries.size() + 1);
  if (composed.before && composed.before->shard == group.after.shard) {
    group.after.frontier = composed.before->frontier;
  } else if (composed.before) {
    LogEntry first{.entry = {.event = Event::admin}, .open_to_all = true};
    first.entry.detail = CROSSROADS_TRY(Detail::parse(composed.before->checkpoint));
    CROSSROADS_CHECK(add(first, group));
  }
  composed.first = {group.after.frontier.size().value};
  for (const LogEntry* entry : entries) CROSSROADS_CHECK(add(*entry, group));
  group.after.checkpoint = CROSSROADS_TRY(checkpoint(group.after));
  return composed;
}

Result<void> Composer::add(const LogEntry& entry, EntryGroup& group) {
  const Sequence sequence{group.after.frontier.size().value};
  const auto seal = [&](const Entry& said) { return sealer_.seal(sequence, group.after.last, said, entry.agent); };
  const auto with_digest = [&]() -> Result<Sealed> {
    Entry said = entry.entry;
    said.values = CROSSROADS_TRY(sealer_.values_digest(said.event, group.after.last, *entry.disclosed_values));
    return seal(said);
  };
  Sealed sealed = CROSSROADS_TRY(entry.disclosed_values ? with_digest() : seal(entry.entry));
  if (entry.open_to_all) {
    const auto opened = CROSSROADS_TRY(opener_.open_entry(sealed.leaf, sealed.entry));
    if (!opened) return failure({.what = "an entry could not be opened right after it was sealed: its day's keys are gone"});
    Bytes& clear = group.disclosed.emplace_back(sequence, Bytes()).second;
    clear.assign(opened->salt.bytes.begin(), opened->salt.bytes.end());
    clear.insert(clear.end(), opened->text.begin(), opened->text.end());
  }
  NewEntry& added = group.entries.emplace_back();
  added.leaf = sealed.leaf.encode();
  added.hash = leaf_hash(added.leaf);
  added.entry = std::move(sealed.entry);
  added.agent = std::move(sealed.agent);
  added.tags.reserve(sealed.tags.size());
  for (const SearchTag& tag : sealed.tags) {
    added.tags.emplace_back(TagClass{sealed.leaf.header.retention, tag.kind == TagKind::agent ? Part::agent : Part::entry}, tag.value);
  }
  group.after.frontier.append(added.hash, [&](NodePosition position, const Hash& hash) {
    if (is_stored(position)) group.nodes.push_back({position, hash});
  });
  return {};
}

Result<std::string> Composer::checkpoint(const ShardHead& head) {
  const Origin origin = origin_of(setting_.institution, setting_.log, head.shard);
  if (!signing_key_ || signing_key_->first != origin) signing_key_.emplace(origin, CROSSROADS_TRY(setting_.signing_key(origin)));
  return to_text(CROSSROADS_TRY(sign(Checkpoint{.origin = origin, .head = head.frontier.head()}, signing_key_->second)));
}

Result<Composer::Composed> append_made(LedgerStore& store, const LogName& log, Composer& composer,
                                       const std::function<Result<LogEntry>(const std::optional<ShardHead>&)>& make,
                                       const std::function<Result<void>(const Composer::Composed&)>& effect) {
  std::optional<Composer::Composed> composed;
  const auto compose = [&](const std::optional<ShardHead>& head) -> Result<const EntryGroup*> {
    const LogEntry entry = CROSSROADS_TRY(make(head));
    const LogEntry* const one[] = {&entry};
    composed = CROSSROADS_TRY(composer.compose(head, one));
    return &composed->group;
  };
  CROSSROADS_CHECK(store.append(log, compose, [&] { return effect(*composed); }));
  return std::move(*composed);
}

}  // namespace crossroads::ledger
