#include "ledger/note/proof_file.hpp"

#include <fmt/format.h>

#include "base/base64.hpp"
#include "ledger/note/hash_lines.hpp"
#include "ledger/note/text_lines.hpp"

namespace crossroads::ledger {

namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_start = "extra ";
constexpr std::string_view index_start = "index ";

}  // namespace

std::string to_text(const ProofFile& proof) {
  std::string text = fmt::format("{}\n", first_line);
  if (proof.extra) text += fmt::format("{}{}\n", extra_start, to_base64(*proof.extra));
  text += fmt::format("{}{}\n", index_start, proof.index.value);
  append_hash_lines(text, proof.inclusion);
  return text + to_text(proof.checkpoint);
}

Result<ProofFile> parse_proof_file(std::string_view text) {
  const auto wrong = [](const char* what, std::string_view value, const char* expected) {
    return failure({.what = what, .value = std::string(value), .expected = expected});
  };
  if (text.size() > longest_note) return wrong("the proof is too long", {}, "at most 1 MiB");
  const auto header = take_line(text);
  if (header != first_line) return wrong("not a proof", header.value_or(text).substr(0, 100), "c2sp.org/tlog-proof@v1 in the first line");
  ProofFile proof;
  auto line = take_line(text).value_or("");
  if (line.starts_with(extra_start)) {
    proof.extra = from_base64(line.substr(extra_start.size()));
    if (!proof.extra || proof.extra->empty()) return wrong("not extra data", line, "extra, a space, and bytes in base 64");
    line = take_line(text).value_or("");
  }
  const auto index = line.starts_with(index_start) ? parse_decimal(line.substr(index_start.size())) : std::nullopt;
  if (!index || *index >= largest_tree.value) return wrong("not the index of a leaf", line, "index, a space, and a decimal number");
  proof.index.value = *index;
  proof.inclusion = CROSSROADS_TRY(take_hash_lines(text));
  proof.checkpoint = CROSSROADS_TRY(parse_note(text));
  return proof;
}

Result<void> verify_inclusion(const ProofFile& proof, const Hash& leaf, const Checkpoint& accepted) {
  if (to_text(accepted) != proof.checkpoint.text) return failure({.what = "the proof is for another checkpoint than the accepted one"});
  return verify_inclusion(proof.index, leaf, proof.inclusion, accepted.head);
}

}  // namespace crossroads::ledger
