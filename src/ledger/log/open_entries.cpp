#include "ledger/log/open_entries.hpp"

#include <algorithm>
#include <map>

#include "ledger/seal/entry_text.hpp"

namespace crossroads::ledger {

namespace {

struct Disclosed {
  Sequence sequence;
  Bytes bytes;
};

Result<OpenEntry> opened(LedgerStore& store, const LogName& log, const EntryId& id, const Bytes& bytes, bool& of_the_store) {
  of_the_store = true;
  const auto stored = CROSSROADS_TRY(store.entry(log, id));
  of_the_store = false;
  OpenEntry one{.id = id, .entry = {}, .text = {}, .salt = {}};
  if (!stored || bytes.size() < one.salt.bytes.size())
    return failure({.what = "what this entry says in clear is cut off, or the entry is missing"});
  const auto leaf = CROSSROADS_TRY(Leaf::decode(stored->leaf));
  const auto text_at = bytes.begin() + static_cast<std::ptrdiff_t>(one.salt.bytes.size());
  std::copy(bytes.begin(), text_at, one.salt.bytes.begin());
  one.text.assign(text_at, bytes.end());
  if (commitment(one.salt, one.text) != leaf.entry.commitment)
    return failure({.what = "what this entry says in clear is not what its leaf is committed to"});
  one.entry = CROSSROADS_TRY(parse_entry(one.text));
  return one;
}

}  // namespace

Result<std::vector<OpenEntry>> open_entries(LedgerStore& store, const LogName& log, const EntryRange& range,
                                            std::optional<BadOpenEntry>& bad) {
  std::vector<Disclosed> disclosed;
  CROSSROADS_CHECK(store.disclosed(log, range, [&](Sequence sequence, std::span<const std::uint8_t> bytes) -> Result<void> {
    disclosed.push_back({sequence, Bytes(bytes.begin(), bytes.end())});
    return {};
  }));
  std::vector<OpenEntry> entries;
  for (const Disclosed& one : disclosed) {
    bool of_the_store = false;
    auto entry = opened(store, log, {range.shard, one.sequence}, one.bytes, of_the_store);
    if (!entry && of_the_store) return std::unexpected(std::move(entry).error());
    if (!entry) {
      bad = BadOpenEntry{{range.shard, one.sequence}, std::move(entry).error()};
      break;
    }
    entries.push_back(std::move(*entry));
  }
  return entries;
}

Result<std::vector<OpenEntry>> open_entries(LedgerStore& store, const LogName& log, Shard from) {
  std::vector<OpenEntry> all;
  for (const ShardHead& head : CROSSROADS_TRY(store.shards(log))) {
    if (head.shard < from) continue;
    std::optional<BadOpenEntry> bad;
    auto some = CROSSROADS_TRY(open_entries(store, log, {head.shard, {0}, {head.frontier.size().value}}, bad));
    if (bad) {
      bad->problem.value = to_string(bad->id);
      bad->problem.hint = "verify the log";
      return failure(std::move(bad->problem));
    }
    std::ranges::move(some, std::back_inserter(all));
  }
  return all;
}

std::vector<CommittedIndex> committed_indexes(const std::vector<OpenEntry>& entries, domain::Date first, domain::Date last) {
  std::map<std::pair<domain::Date, TagClass>, CommittedIndex> newest;
  for (const OpenEntry& one : entries) {
    for (const Statement& statement : statements_of(one.entry)) {
      const auto* commitment = std::get_if<IndexCommitment>(&statement);
      if (commitment == nullptr || commitment->day < first || commitment->day > last) continue;
      newest.insert_or_assign({commitment->day, commitment->tag_class}, CommittedIndex{*commitment, one.id});
    }
  }
  std::vector<CommittedIndex> all;
  for (const auto& [key, one] : newest) all.push_back(one);
  return all;
}

}  // namespace crossroads::ledger
