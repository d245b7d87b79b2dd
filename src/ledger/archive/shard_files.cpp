#include "ledger/archive/shard_files.hpp"

#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/json_writer.hpp"
#include "ledger/log/proofs.hpp"
#include "ledger/log/publication.hpp"

namespace crossroads::ledger {
namespace {

/// RFC 8410: SubjectPublicKeyInfo of Ed25519.
std::string pem_of(const PublicKey& key) {
  Bytes der{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
  der.insert(der.end(), key.begin(), key.end());
  return "-----BEGIN PUBLIC KEY-----\n" + to_base64(der) + "\n-----END PUBLIC KEY-----\n";
}

Result<void> write_kept(const std::string& folder, const KeptCheckpoint& kept, ArchiveWriter& out) {
  const std::string own = fmt::format("{}/kept/{}", folder, kept.size.value);
  CROSSROADS_CHECK(out.file(own + "/checkpoint", kept.note));
  if (!kept.cosignatures.empty()) CROSSROADS_CHECK(out.file(own + "/cosigned", to_text(CROSSROADS_TRY(note_of(kept)))));
  for (std::size_t i = 0; i < kept.timestamps.size(); ++i) {
    CROSSROADS_CHECK(out.file(fmt::format("{}/{}.tsr", own, i + 1), kept.timestamps[i].token));
    CROSSROADS_CHECK(out.file(fmt::format("{}/{}.authority", own, i + 1), kept.timestamps[i].authority + "\n"));
  }
  return {};
}

Result<std::string> line_of(LedgerStore& store, const LogName& log, const EntryId& id, std::span<const std::uint8_t> leaf, const Salt& salt,
                            const std::string& text, const KeptCheckpoint& newest) {
  JsonWriter json;
  json.open_object().member("place", to_string(id)).member("leaf", to_base64(leaf));
  json.member("salt", to_base64(salt.bytes)).member("text", text);
  json.member("proof", to_text(CROSSROADS_TRY(prove_entry(store, log, id, newest))));
  return json.close_object().end_line().take();
}

Result<void> write_open(LedgerStore& store, const LogName& log, const std::string& folder, const KeptCheckpoint& newest,
                        std::span<const OpenEntry> open, ArchiveWriter& out) {
  std::string lines;
  for (const OpenEntry& one : open) {
    if (one.id.shard != newest.shard || one.id.sequence.value >= newest.size.value) continue;
    const auto stored = CROSSROADS_TRY(store.entry(log, one.id));
    if (!stored) return failure({.what = "an entry of the log is missing", .value = to_string(one.id), .hint = "verify the log"});
    lines += CROSSROADS_TRY(line_of(store, log, one.id, stored->leaf, one.salt, one.text, newest));
  }
  return out.file(folder + "/open.ndjson", lines);
}

Result<void> write_tiles(LedgerStore& store, const LogName& log, const std::string& folder, const ShardHead& head, ArchiveWriter& out) {
  const PublicationSink sink{.tile = [&](const Tile& tile, std::span<const Hash> hashes) -> Result<void> {
                               return out.file(folder + "/" + to_path(tile), tile_bytes(hashes));
                             },
                             .bundle = [&](const EntryBundle& bundle, std::span<const std::uint8_t> bytes) -> Result<void> {
                               return out.file(folder + "/" + to_path(bundle), bytes);
                             }};
  const Head made = CROSSROADS_TRY(publish(store, log, head.shard, TreeSize{0}, head.frontier.size(), sink));
  if (made == head.frontier.head()) return {};
  return failure({.what = "the entries of this year do not lead to the head that was signed",
                  .value = std::to_string(head.shard.year),
                  .hint = "verify the log"});
}

}  // namespace

Result<void> write_keys(std::string_view folder, std::string_view name, std::span<const VerifierKey> keys, ArchiveWriter& out) {
  const std::string prefix = folder.empty() ? std::string() : fmt::format("{}/", folder);
  std::string lines;
  for (const VerifierKey& key : keys) lines += to_vkey(key) + "\n";
  CROSSROADS_CHECK(out.file(fmt::format("{}{}.vkey", prefix, name), lines));
  for (std::size_t i = 0; i < keys.size(); ++i)
    CROSSROADS_CHECK(out.file(fmt::format("{}{}-{}.pem", prefix, name, i + 1), pem_of(keys[i].public_key())));
  return {};
}

Result<void> write_shard(LedgerStore& store, const LogName& log, const ShardToWrite& shard, std::span<const KeptCheckpoint> kept,
                         std::span<const OpenEntry> open, ArchiveWriter& out) {
  const std::string folder = fmt::format("shards/{:04}", shard.head.shard.year);
  KeptCheckpoint newest{
      .shard = shard.head.shard, .size = shard.head.frontier.size(), .note = shard.head.checkpoint, .cosignatures = {}, .timestamps = {}};
  CROSSROADS_CHECK(out.file(folder + "/origin", shard.origin.text() + "\n"));
  CROSSROADS_CHECK(write_keys(folder, "log", shard.keys, out));
  for (const KeptCheckpoint& one : kept) {
    if (one.shard != newest.shard || one.size.value > newest.size.value) continue;
    CROSSROADS_CHECK(write_kept(folder, one, out));
    if (one.size == newest.size) newest = one;
  }
  CROSSROADS_CHECK(out.file(folder + "/checkpoint", to_text(CROSSROADS_TRY(note_of(newest)))));
  CROSSROADS_CHECK(write_open(store, log, folder, newest, open, out));
  if (shard.exported != nullptr) {
    const auto& [id, leaf, entry, agent] = *shard.exported;
    CROSSROADS_CHECK(
        out.file(folder + "/exported.ndjson", CROSSROADS_TRY(line_of(store, log, id, leaf.encode(), entry->salt, entry->text, newest))));
  }
  if (!shard.with_tiles) return {};
  return write_tiles(store, log, folder, shard.head, out);
}

}  // namespace crossroads::ledger
