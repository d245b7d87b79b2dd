#include "ledger/note/note.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/base64.hpp"
#include "base/utf8.hpp"

namespace crossroads::ledger {

namespace {

constexpr std::string_view line_start = "\u2014 ";
constexpr std::size_t id_bytes = 4;
constexpr std::size_t time_bytes = 8;

std::unexpected<Problem> wrong(std::string what) { return failure({.what = std::move(what)}); }

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; }

/// What may stand in a note at all.
Result<void> check_characters(std::string_view text) {
  if (text.size() > longest_note) return wrong(fmt::format("the note is longer than {} bytes", longest_note));
  if (!is_utf8(text)) return wrong("the note is not UTF-8");
  if (std::ranges::any_of(text, is_control)) return wrong("a control character stands in the note");
  return {};
}

/// Without the line feed at its end.
Result<SignatureLine> parse_signature_line(std::string_view line) {
  const auto refused = [&] {
    return failure(
        {.what = "not a signature line", .value = std::string(line), .expected = "\u2014 <name> <base 64 of key id and signature>"});
  };
  if (!line.starts_with(line_start)) return refused();
  const std::string_view rest = line.substr(line_start.size());
  const auto space = rest.find(' ');
  if (space == std::string_view::npos) return refused();
  auto name = KeyName::parse(rest.substr(0, space));
  const auto bytes = from_base64(rest.substr(space + 1));
  if (!name || !bytes || bytes->size() <= id_bytes) return refused();
  SignatureLine parsed;
  parsed.name = *std::move(name);
  for (std::size_t i = 0; i < id_bytes; ++i) parsed.id.value = parsed.id.value << 8U | (*bytes)[i];
  parsed.signature.assign(bytes->begin() + id_bytes, bytes->end());
  return parsed;
}

SignatureLine line_of(const VerifierKey& key, std::span<const std::uint8_t> before, const Ed25519Signature& signature) {
  SignatureLine line{.name = key.name(), .id = key.id(), .signature = {before.begin(), before.end()}};
  line.signature.insert(line.signature.end(), signature.begin(), signature.end());
  return line;
}

Result<void> check_signable(std::string_view text, const SigningKey& key, SignatureType type) {
  if (key.verifier().type() != type) return wrong("this key is for signatures of another type");
  if (!text.ends_with('\n')) return wrong("the text of a note ends with a line feed");
  return check_characters(text);
}

/// The endorsement, if the signature holds.
std::optional<Endorsement> endorsed(const Note& note, const SignatureLine& line, const VerifierKey& key) {
  const std::span<const std::uint8_t> signature = line.signature;
  if (key.type() == SignatureType::note) {
    if (!key.verifies(note.text, signature)) return std::nullopt;
    return Endorsement{.key = key, .time = std::nullopt};
  }
  if (signature.size() <= time_bytes || signature.front() > 0x7f) return std::nullopt;
  std::int64_t seconds = 0;
  for (const std::uint8_t byte : signature.first(time_bytes)) seconds = seconds << 8 | byte;
  const CosignedAt time{std::chrono::seconds(seconds)};
  if (!key.verifies(cosigned_message(note.text, time), signature.subspan(time_bytes))) return std::nullopt;
  return Endorsement{.key = key, .time = time};
}

}  // namespace

Result<std::vector<SignatureLine>> parse_signature_lines(std::string_view text) {
  CROSSROADS_CHECK(check_characters(text));
  if (!text.ends_with('\n')) return wrong("the last signature line does not end");
  std::vector<SignatureLine> lines;
  while (!text.empty()) {
    if (lines.size() == most_signatures) return wrong(fmt::format("more than {} signatures", most_signatures));
    const auto end = text.find('\n');
    lines.push_back(CROSSROADS_TRY(parse_signature_line(text.substr(0, end))));
    text.remove_prefix(end + 1);
  }
  return lines;
}

Result<Note> parse_note(std::string_view text) {
  CROSSROADS_CHECK(check_characters(text));
  const auto blank = text.rfind("\n\n");
  if (blank == std::string_view::npos) return wrong("the note has no blank line before its signatures");
  return Note{.text = std::string(text.substr(0, blank + 1)), .signatures = CROSSROADS_TRY(parse_signature_lines(text.substr(blank + 2)))};
}

std::string to_text(std::span<const SignatureLine> lines) {
  std::string text;
  for (const SignatureLine& line : lines) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < id_bytes; ++i) bytes.push_back(static_cast<std::uint8_t>(line.id.value >> (24 - 8 * i)));
    bytes.insert(bytes.end(), line.signature.begin(), line.signature.end());
    text += fmt::format("{}{} {}\n", line_start, line.name.text(), to_base64(bytes));
  }
  return text;
}

std::string to_text(const Note& note) { return note.text + '\n' + to_text(note.signatures); }

Result<SignatureLine> sign(std::string_view text, const SigningKey& key) {
  CROSSROADS_CHECK(check_signable(text, key, SignatureType::note));
  return line_of(key.verifier(), {}, key.sign(text));
}

std::string cosigned_message(std::string_view text, CosignedAt time) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time.time_since_epoch().count(), text);
}

Result<SignatureLine> cosign(std::string_view text, const SigningKey& key, CosignedAt time) {
  CROSSROADS_CHECK(check_signable(text, key, SignatureType::cosignature));
  const std::int64_t seconds = time.time_since_epoch().count();
  if (seconds < 0) return wrong("a cosignature's time is not before 1970");
  std::array<std::uint8_t, time_bytes> bytes = {};
  for (std::size_t i = 0; i < time_bytes; ++i) bytes[i] = static_cast<std::uint8_t>(seconds >> (56 - 8 * i));
  return line_of(key.verifier(), bytes, key.sign(cosigned_message(text, time)));
}

Result<std::vector<Endorsement>> verify(const Note& note, std::span<const VerifierKey> known) {
  std::vector<Endorsement> found;
  for (const SignatureLine& line : note.signatures) {
    const auto matches = [&](const VerifierKey& key) { return key.id() == line.id && key.name() == line.name; };
    const auto key = std::ranges::find_if(known, matches);
    if (key == known.end()) continue;
    // Two keys of one name and id: configuring them is a mistake that must not be decided by their order.
    if (std::any_of(key + 1, known.end(), [&](const VerifierKey& other) { return matches(other) && other != *key; }))
      return failure({.what = "two known keys have the same name and id", .value = line.name.text()});
    auto endorsement = endorsed(note, line, *key);
    if (!endorsement) return failure({.what = "a signature does not hold", .value = line.name.text()});
    const auto before = std::ranges::find_if(found, [&](const Endorsement& one) { return one.key == *key; });
    if (before == found.end()) found.push_back(*std::move(endorsement));
    else if (endorsement->time > before->time) before->time = endorsement->time;
  }
  if (found.empty()) return wrong("no known key signed this note");
  return found;
}

}  // namespace crossroads::ledger
