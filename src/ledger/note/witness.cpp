#include "ledger/note/witness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "ledger/note/hash_lines.hpp"

namespace crossroads::ledger {

namespace {

constexpr std::string_view old_start = "old ";
constexpr const char* plain_text = "text/plain; charset=utf-8";

WitnessAnswer refusal(int status, std::string_view why) {
  return {.status = status, .content_type = plain_text, .body = fmt::format("{}\n", why), .to_keep = {}};
}

}  // namespace

std::string to_text(const AddCheckpoint& request) {
  std::string text = fmt::format("{}{}\n", old_start, request.old.value);
  append_hash_lines(text, request.consistency);
  return text + to_text(request.checkpoint);
}

Result<AddCheckpoint> parse_add_checkpoint(std::string_view text) {
  if (text.size() > longest_note) return failure({.what = "the request is too long", .expected = "at most 1 MiB"});
  const std::string_view first = take_line(text).value_or("");
  const auto size = first.starts_with(old_start) ? parse_decimal(first.substr(old_start.size())) : std::nullopt;
  if (!size || TreeSize{*size} > largest_tree)
    return failure({.what = "not an old size", .value = std::string(first), .expected = "old, a space, and a decimal number below 2^63"});
  AddCheckpoint request;
  request.old.value = *size;
  request.consistency = CROSSROADS_TRY(take_hash_lines(text));
  request.checkpoint = CROSSROADS_TRY(parse_note(text));
  return request;
}

Result<Origin> origin_of(const AddCheckpoint& request) { return CROSSROADS_TRY(parse_checkpoint(request.checkpoint.text)).origin; }

WitnessAnswer decide(const AddCheckpoint& request, const WatchedLog* log, const SigningKey& witness, CosignedAt now) {
  const auto checkpoint = parse_checkpoint(request.checkpoint.text);
  if (!checkpoint) return refusal(400, one_line(checkpoint.error()));
  if (log == nullptr || log->origin != checkpoint->origin) return refusal(404, "this witness does not know the log");
  if (const auto signers = verify(request.checkpoint, log->keys); !signers) return refusal(403, one_line(signers.error()));

  const Head& newer = checkpoint->head;
  if (request.old > newer.size) return refusal(400, "the old size is larger than the checkpoint's");
  if (request.old != log->latest.size) {
    return {.status = 409, .content_type = "text/x.tlog.size", .body = fmt::format("{}\n", log->latest.size.value), .to_keep = {}};
  }
  if (newer.size.value == 0 && newer.root != empty_root()) return refusal(422, "a tree without leaves has another root");
  if (request.old.value == 0) {
    if (!request.consistency.empty()) return refusal(422, "from the tree without leaves there is nothing to prove");
  } else if (const auto consistent = verify_consistency(log->latest, newer, request.consistency); !consistent) {
    return refusal(422, one_line(consistent.error()));
  }
  const auto line = cosign(request.checkpoint.text, witness, now);
  if (!line) throw std::logic_error("a witness needs a key for cosignatures and a time after 1970");
  return {.status = 200, .content_type = plain_text, .body = to_text(std::span(&*line, 1)), .to_keep = newer};
}

Result<WitnessAnswer> decide(std::string_view body, const LookUpLog& look_up, const SigningKey& witness, CosignedAt now) {
  const auto request = parse_add_checkpoint(body);
  if (!request) return refusal(400, one_line(request.error()));
  const auto origin = origin_of(*request);
  if (!origin) return refusal(400, one_line(origin.error()));
  const auto log = CROSSROADS_TRY(look_up(*origin));
  return decide(*request, log ? &*log : nullptr, witness, now);
}

Result<Note> with_cosignatures(Note checkpoint, std::string_view answer, const VerifierKey& witness) {
  const Note answered{.text = checkpoint.text, .signatures = CROSSROADS_TRY(parse_signature_lines(answer))};
  // Also says no where one of the witness's lines does not hold.
  CROSSROADS_CHECK(verify(answered, std::span(&witness, 1)));
  for (const SignatureLine& line : answered.signatures) {
    const bool ours = line.name == witness.name() && line.id == witness.id();
    if (ours && std::ranges::find(checkpoint.signatures, line) == checkpoint.signatures.end()) checkpoint.signatures.push_back(line);
  }
  return checkpoint;
}

Result<TreeSize> parse_conflict(std::string_view body) {
  const auto line = take_line(body);
  const auto size = line && body.empty() ? parse_decimal(*line) : std::nullopt;
  if (!size || TreeSize{*size} > largest_tree)
    return failure({.what = "not the size of a tree", .expected = "a decimal number and a line feed"});
  return TreeSize{*size};
}

}  // namespace crossroads::ledger
