#include "ledger/note/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "ledger/note/text_lines.hpp"

namespace crossroads::ledger {

namespace {

bool is_one_line(std::string_view text) {
  return !text.empty() && is_utf8(text) && std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

}  // namespace

Result<Origin> Origin::parse(std::string_view text) {
  if (!is_one_line(text)) return failure({.what = "not the origin of a log", .value = std::string(text), .expected = "one line of UTF-8"});
  Origin origin;
  origin.text_ = text;
  return origin;
}

std::string to_text(const Checkpoint& checkpoint) {
  std::string text = fmt::format("{}\n{}\n{}\n", checkpoint.origin.text(), checkpoint.head.size.value, to_base64(checkpoint.head.root));
  for (const std::string& extension : checkpoint.extensions) text += extension + '\n';
  return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  const auto wrong = [](std::uint32_t line, const char* what, std::string_view value, const char* expected) {
    return failure({.what = what, .place = {.file = {}, .line = line}, .value = std::string(value), .expected = expected});
  };
  if (!text.ends_with('\n')) return wrong(0, "the checkpoint does not end with a line feed", {}, "");
  const auto origin = take_line(text);
  const auto size = take_line(text);
  const auto root = take_line(text);
  if (!origin || !size || !root) return wrong(0, "the checkpoint is cut short", {}, "origin, size and root, a line each");
  Checkpoint checkpoint;
  checkpoint.origin = CROSSROADS_TRY(Origin::parse(*origin));
  const auto leaves = parse_decimal(*size);
  if (!leaves || TreeSize{*leaves} > largest_tree) return wrong(2, "not the size of a tree", *size, "a decimal number below 2^63");
  checkpoint.head.size.value = *leaves;
  const auto hash = Hash::parse(*root);
  if (!hash) return wrong(3, "not the root of a tree", *root, "32 bytes in base 64");
  checkpoint.head.root = *hash;
  for (std::uint32_t line = 4; !text.empty(); ++line) {
    const std::string_view extension = *take_line(text);
    if (!is_one_line(extension)) return wrong(line, "not an extension line", extension, "one line of UTF-8 that is not empty");
    checkpoint.extensions.emplace_back(extension);
  }
  return checkpoint;
}

Result<Note> sign(const Checkpoint& checkpoint, const SigningKey& key) {
  Note note{.text = to_text(checkpoint), .signatures = {}};
  note.signatures.push_back(CROSSROADS_TRY(sign(note.text, key)));
  return note;
}

Result<OpenedCheckpoint> open_checkpoint(const Note& note, const Origin& origin, const VerifierKey& log_key,
                                         std::span<const VerifierKey> witnesses) {
  std::vector<VerifierKey> known = {log_key};
  known.insert(known.end(), witnesses.begin(), witnesses.end());
  auto endorsements = CROSSROADS_TRY(verify(note, known));
  const auto by_log = std::ranges::find_if(endorsements, [&](const Endorsement& one) { return one.key == log_key; });
  if (by_log == endorsements.end())
    return failure({.what = "the log's own key did not sign this checkpoint", .value = log_key.name().text()});
  endorsements.erase(by_log);
  OpenedCheckpoint opened{.checkpoint = CROSSROADS_TRY(parse_checkpoint(note.text)), .cosignatures = std::move(endorsements)};
  if (opened.checkpoint.origin != origin)
    return failure({.what = "a checkpoint of another log", .value = opened.checkpoint.origin.text(), .expected = origin.text()});
  return opened;
}

}  // namespace crossroads::ledger
