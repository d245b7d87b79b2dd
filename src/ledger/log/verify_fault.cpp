#include "ledger/log/verify_fault.hpp"

#include <algorithm>

namespace crossroads::ledger {

VerifyStep earlier(VerifyStep coarser, VerifyStep finer) {
  if (!coarser || coarser->verdict == Verdict::cannot_tell) return coarser ? coarser : finer;
  if (!finer || !finer->entry || finer->verdict == Verdict::cannot_tell) return coarser;
  if (!coarser->entry) return finer;
  if (*finer->entry < *coarser->entry) return finer;
  const bool within =
      finer->entry->shard == coarser->entry->shard && finer->entry->sequence.value - coarser->entry->sequence.value < coarser->span;
  return within && coarser->span > 1 ? finer : coarser;
}

bool has_grown(LedgerStore& store, const LogName& log, const ShardHead& head) {
  const auto heads = store.shards(log);
  if (!heads) return true;
  const auto now = std::ranges::find(*heads, head.shard, &ShardHead::shard);
  return now == heads->end() || now->frontier.size() > head.frontier.size();
}

std::expected<Head, VerifyFault> signed_head(const VerifyOptions& options, const LogName& log, Shard shard, const Note& note) {
  const Origin origin = origin_of(options.institution, log, shard);
  const auto keys = options.keys(origin);
  if (!keys) return std::unexpected(VerifyFault::unreadable(keys.error()));
  if (keys->empty())
    return std::unexpected(VerifyFault::unreadable({.what = "no key is known for a shard of the log", .value = origin.text()}));
  std::optional<Problem> refused;
  for (const VerifierKey& key : *keys) {
    auto opened = open_checkpoint(note, origin, key, options.witnesses);
    if (opened) return opened->checkpoint.head;
    refused = std::move(opened).error();
  }
  return std::unexpected(VerifyFault::bad(std::move(*refused)));
}

}  // namespace crossroads::ledger
