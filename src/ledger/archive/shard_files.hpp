// What proves the entries of an archive, a folder for each shard: `shards/<year>/`
//
//     origin                       the first line of its checkpoints
//     log.vkey, log-<n>.pem        the keys that may have signed them: all in one file a line each, and one by one for openssl
//     checkpoint                   the newest one, with the cosignatures that were given to it
//     kept/<size>/checkpoint       each one that was handed out, as the log signed it: what cosigners and time-stampers were shown
//     kept/<size>/cosigned         the same with the cosignatures given to it, where there are some
//     kept/<size>/<n>.tsr          RFC 3161 replies about kept/<size>/checkpoint; <n>.authority names the time-stamper
//     open.ndjson                  entries that anyone may open: links between the shards, commitments to the daily index, erasures, keys
//     exported.ndjson              the entry that tells of this export, in the shard that has it
//     tile/…                       tlog-tiles with entry bundles, of the tree of `checkpoint`; only where the period has days of the year
//
// A line of the last two .ndjson: {"place":…,"leaf":…,"salt":…,"text":…,"proof":"<tlog-proof>"}.
#pragma once

#include <span>
#include <vector>

#include "ledger/archive/archive_writer.hpp"
#include "ledger/log/open_entries.hpp"
#include "ledger/log/search.hpp"

namespace crossroads::ledger {

struct ShardToWrite {
  ShardHead head;
  Origin origin;
  std::vector<VerifierKey> keys;
  const Found* exported = nullptr;  ///< the entry that tells of this export, if it is of this shard; not erased
  bool with_tiles = false;
};

/// `log-1.pem`, `witness-1.pem` and so on beside `<name>.vkey`.
[[nodiscard]] Result<void> write_keys(std::string_view folder, std::string_view name, std::span<const VerifierKey> keys,
                                      ArchiveWriter& out);

/// `kept` and `open` may be of other shards too. Refuses a shard whose tree is not the one that its head names.
[[nodiscard]] Result<void> write_shard(LedgerStore& store, const LogName& log, const ShardToWrite& shard,
                                       std::span<const KeptCheckpoint> kept, std::span<const OpenEntry> open, ArchiveWriter& out);

}  // namespace crossroads::ledger
