// crossroads log checkpoint: the signed head, published, cosigned by a witness, time-stamped. Who is down raises an alarm and stops nothing.
#include <fmt/format.h>
#include <openssl/evp.h>  // SHA-256

#include "cli/house.hpp"
#include "cli/log_words.hpp"
#include "cli/output.hpp"
#include "cli/verifier_keys.hpp"
#include "ledger/anchor/timestamp.hpp"
#include "ledger/log/proofs.hpp"
#include "ledger/log/publication.hpp"
#include "ledger/note/witness.hpp"
#include "library/library.hpp"
#include "net/http.hpp"

namespace crossroads::cli {
namespace {

using ledger::KeptCheckpoint;
using ledger::TreeSize;

Result<void> write_bytes(const fs::path& file, std::span<const std::uint8_t> bytes) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  return to_file(file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

/// Files of tlog-tiles; the checkpoint last, so that who reads it finds all that it promises.
Result<void> publish(OpenedLog& log, const KeptCheckpoint& checkpoint, const fs::path& folder) {
  const ledger::PublicationSink sink{
      .tile = [&](const ledger::Tile& tile,
                  std::span<const ledger::Hash> hashes) { return write_bytes(folder / to_path(tile), ledger::tile_bytes(hashes)); },
      .bundle = [&](const ledger::EntryBundle& bundle,
                    std::span<const std::uint8_t> bytes) { return write_bytes(folder / to_path(bundle), bytes); }};
  // What stands there already of the same log is not written again.
  TreeSize from;
  if (fs::exists(folder / "checkpoint")) {
    const auto text = CROSSROADS_TRY(library::read_text(folder / "checkpoint"));
    const auto note = CROSSROADS_TRY(ledger::parse_note(text));
    const auto before = CROSSROADS_TRY(ledger::parse_checkpoint(note.text));
    if (before.origin != origin_of(log.setting.institution, log.setting.log, checkpoint.shard)) {
      return failure({.what = "this folder holds another log",
                      .place = {.file = folder.string()},
                      .value = before.origin.text(),
                      .kept = "nothing was published"});
    }
    from = before.head.size;
  }
  static_cast<void>(CROSSROADS_TRY(ledger::publish(log.entries(), log.setting.log, checkpoint.shard, from, checkpoint.size, sink)));
  const auto note = CROSSROADS_TRY(ledger::note_of(checkpoint));
  return to_file(folder / "checkpoint", to_text(note));
}

/// The checkpoint of that size with whatever was added to it.
Result<KeptCheckpoint> kept(OpenedLog& log, const KeptCheckpoint& of) {
  for (auto& one : CROSSROADS_TRY(log.entries().checkpoints(log.setting.log))) {
    if (one.shard == of.shard && one.size == of.size) return one;
  }
  return of;
}

/// The size that the witness cosigned last, as far as this log knows.
Result<TreeSize> cosigned_before(OpenedLog& log, const KeptCheckpoint& now, const ledger::VerifierKey& witness) {
  TreeSize size;
  for (const auto& one : CROSSROADS_TRY(log.entries().checkpoints(log.setting.log))) {
    const auto by_witness = [&](const std::string& line) { return line.starts_with(fmt::format("— {} ", witness.name().text())); };
    if (one.shard == now.shard && one.size < now.size && std::ranges::any_of(one.cosignatures, by_witness)) size = std::max(size, one.size);
  }
  return size;
}

Result<void> ask_witness(OpenedLog& log, const KeptCheckpoint& checkpoint, const std::string& address, const ledger::VerifierKey& witness) {
  auto url = CROSSROADS_TRY(net::Url::parse(address));
  url.path += url.path.ends_with('/') ? "add-checkpoint" : "/add-checkpoint";
  auto note = CROSSROADS_TRY(ledger::parse_note(checkpoint.note));
  auto old = CROSSROADS_TRY(cosigned_before(log, checkpoint, witness));
  for (int attempt = 0;; ++attempt) {
    ledger::AddCheckpoint request{.old = old, .consistency = {}, .checkpoint = note};
    if (old.value != 0)
      request.consistency = CROSSROADS_TRY(ledger::prove_growth(log.entries(), log.setting.log, checkpoint.shard, old, checkpoint.size));
    const auto answer = CROSSROADS_TRY(net::post(url, "text/plain", to_text(request)));
    if (answer.status == 409 && attempt == 0) {
      old = CROSSROADS_TRY(ledger::parse_conflict(answer.body));  // it has seen a head of which this log does not know that it did
      if (old > checkpoint.size)
        return failure({.what = "the witness has a larger head than this log", .value = std::to_string(old.value)});
      continue;
    }
    if (answer.status != 200) {
      return failure({.what = fmt::format("the witness answers {}", answer.status),
                      .value = answer.body.substr(0, 200),
                      .hint = "it has to know the log's key"});
    }
    const auto cosigned = CROSSROADS_TRY(ledger::with_cosignatures(note, answer.body, witness));
    for (std::size_t i = note.signatures.size(); i < cosigned.signatures.size(); ++i) {
      auto line = ledger::to_text(std::span(&cosigned.signatures[i], 1));
      line.erase(line.find_last_not_of('\n') + 1);
      CROSSROADS_CHECK(log.entries().add_cosignature(log.setting.log, checkpoint.shard, checkpoint.size, line));
    }
    return {};
  }
}

Result<void> ask_time_stamper(OpenedLog& log, const KeptCheckpoint& checkpoint, const LogCheckpoint& action) {
  ledger::TimestampQuery query{};
  EVP_Digest(checkpoint.note.data(), checkpoint.note.size(), query.digest.data(), nullptr, EVP_sha256(), nullptr);
  ledger::fill_random(std::span(reinterpret_cast<std::uint8_t*>(&query.nonce), sizeof query.nonce));
  query.nonce >>= 1U;  // a positive number in DER
  const auto url = CROSSROADS_TRY(net::Url::parse(action.timestamp));
  const auto answer = CROSSROADS_TRY(net::post(url, ledger::timestamp_query_type, query.der()));
  if (answer.status != 200) return failure({.what = fmt::format("the time-stamper answers {}", answer.status), .value = action.timestamp});
  const auto stamped = CROSSROADS_TRY(ledger::verified_timestamp(query, answer.body, action.authorities));
  return log.entries().add_timestamp(log.setting.log, checkpoint.shard, checkpoint.size,
                                     {.authority = action.timestamp, .token = ledger::Bytes(stamped.reply.begin(), stamped.reply.end())});
}

Result<bool> alarm(const Result<void>& asked, std::string_view who) {
  if (asked) return false;
  static_cast<void>(refuse(asked.error()));
  fmt::print(stderr, "ALARM: the {} did not answer for this checkpoint; the log goes on, ask again soon\n", who);
  return true;
}

std::string as_json(const KeptCheckpoint& kept, const std::string& log, const std::string& note) {
  JsonWriter json;
  json.open_object().member("log", log).member("year", std::int64_t{kept.shard.year});
  json.member("size", static_cast<std::int64_t>(kept.size.value)).member("note", note);
  json.member("cosignatures", static_cast<std::int64_t>(kept.cosignatures.size())).name("timestamps").open_array();
  for (const auto& stamp : kept.timestamps)
    json.open_object().member("authority", stamp.authority).member("token", to_base64(stamp.token)).close_object();
  json.close_array().close_object().end_line();
  return json.take();
}

Result<Exit> checkpoint(const LogCheckpoint& action) {
  auto log = CROSSROADS_TRY(open_log(action.at));
  ledger::Ledger ledger(log.entries(), log.setting);
  static_cast<void>(CROSSROADS_TRY(ledger.commit_ended_days()));
  const auto handed_out = CROSSROADS_TRY(ledger.hand_out_checkpoint());
  if (!handed_out) return failure({.what = "this log has no entries", .value = action.at.log});
  bool alarmed = false;
  if (!action.witness.empty()) {
    const auto keys = CROSSROADS_TRY(verifier_keys({action.witness_key}));
    if (keys.size() != 1) return failure({.what = "one key of the witness is needed", .value = action.witness_key});
    alarmed |= CROSSROADS_TRY(alarm(ask_witness(log, *handed_out, action.witness, keys.front()), "witness"));
  }
  if (!action.timestamp.empty()) alarmed |= CROSSROADS_TRY(alarm(ask_time_stamper(log, *handed_out, action), "time-stamper"));
  const auto now = CROSSROADS_TRY(kept(log, *handed_out));
  if (action.publish) CROSSROADS_CHECK(publish(log, now, *action.publish));
  const auto note = to_text(CROSSROADS_TRY(ledger::note_of(now)));
  CROSSROADS_CHECK(to_standard_output(action.at.format == Format::json ? as_json(now, action.at.log, note) : note));
  return alarmed ? Exit::failed : Exit::done;
}

}  // namespace

Exit perform(const LogCheckpoint& action, const Common&) {
  const auto done = checkpoint(action);
  return done ? *done : refuse(done.error());
}

}  // namespace crossroads::cli
