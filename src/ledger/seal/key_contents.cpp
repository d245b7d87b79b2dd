#include "ledger/seal/key_contents.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "ledger/seal/cipher.hpp"

namespace crossroads::ledger {
namespace {

constexpr std::string_view magic = "crossroads-keys-v1\n";

std::unexpected<Problem> damaged() { return failure({.what = "this is no file of a key store, or a damaged one"}); }

void write_day(ByteWriter& to, const DayKeyId& id, const DayKey& keys) {
  to.text(id.key_class.log.text());
  to.number(static_cast<std::uint8_t>(id.key_class.retention)).number(static_cast<std::uint8_t>(id.key_class.part));
  to.number(static_cast<std::uint32_t>(id.day.days())).raw(keys.tags.bytes()).raw(keys.values.bytes());
  to.number(static_cast<std::uint32_t>(keys.wrapping.nodes().size()));
  for (const auto& node : keys.wrapping.nodes()) to.number(static_cast<std::uint8_t>(node.depth)).number(node.prefix).raw(node.key.bytes());
}

std::optional<Retention> read_retention(ByteReader& from) {
  const auto retention = static_cast<Retention>(from.number<std::uint8_t>());
  if (retention == Retention::exchange || retention == Retention::administration) return retention;
  from.refuse();
  return std::nullopt;
}

/// Days that have a name: 0000-01-01 would be none, and 9999-12-31 is the last.
std::optional<domain::Date> read_day_number(ByteReader& from) {
  const auto days = from.number<std::uint32_t>();
  if (days <= static_cast<std::uint32_t>(domain::Date(9999, 12, 31).days()))
    return domain::Date::from_days(static_cast<std::int32_t>(days));
  from.refuse();
  return std::nullopt;
}

std::optional<RetentionDay> read_retention_day(ByteReader& from, std::optional<Part>* part) {
  auto log = LogName::parse(from.text());
  const auto retention = read_retention(from);
  if (part != nullptr) {
    *part = static_cast<Part>(from.number<std::uint8_t>());
    if (**part != Part::entry && **part != Part::agent) from.refuse();
  }
  const auto day = read_day_number(from);
  if (!log) from.refuse();
  if (!from.good()) return std::nullopt;
  return RetentionDay{.log = std::move(*log), .retention = *retention, .day = *day};
}

void read_day_key(ByteReader& from, KeyContents& contents) {
  std::optional<Part> part;
  auto of = read_retention_day(from, &part);
  const auto tags = from.secret();
  const auto values = from.secret();
  std::vector<KeyNode> nodes;
  for (auto left = from.number<std::uint32_t>(); left > 0 && from.good(); --left) {
    const unsigned depth = from.number<std::uint8_t>();
    const auto prefix = from.number<std::uint64_t>();
    nodes.push_back({.depth = depth, .prefix = prefix, .key = from.secret()});
  }
  auto tree = KeyTree::from_nodes(std::move(nodes));
  if (!tree) from.refuse();
  if (!from.good()) return;
  DayKeyId id{.key_class = {.log = std::move(of->log), .retention = of->retention, .part = *part}, .day = of->day};
  // In order, so that equal contents have equal bytes.
  if (!contents.days.empty() && !(contents.days.rbegin()->first < id)) return from.refuse();
  contents.days.emplace_hint(contents.days.end(), std::move(id),
                             std::make_shared<DayKey>(DayKey{.wrapping = std::move(*tree), .tags = tags, .values = values}));
}

void read_erased(ByteReader& from, KeyContents& contents) {
  auto of = read_retention_day(from, nullptr);
  if (!from.good()) return;
  if (!contents.erased.empty() && !(*contents.erased.rbegin() < *of)) return from.refuse();
  contents.erased.insert(std::move(*of));
}

void read_signing(ByteReader& from, KeyContents& contents) {
  auto name = SigningKeyName::parse(from.text());
  std::vector<Secret32> seeds;
  for (auto left = from.number<std::uint32_t>(); left > 0 && from.good(); --left) seeds.push_back(from.secret());
  if (!name || seeds.empty()) from.refuse();
  if (!from.good()) return;
  if (!contents.signing.empty() && !(contents.signing.rbegin()->first < *name)) return from.refuse();
  contents.signing.emplace(std::move(*name), std::move(seeds));
}

struct KeyFileParts {
  KeyFileHeader header;
  std::span<const std::uint8_t> wrapped;
  std::span<const std::uint8_t> nonce;
  std::span<const std::uint8_t> before;  ///< everything before the ciphertext
  std::span<const std::uint8_t> ciphertext;
};

Result<KeyFileParts> parts_of(std::span<const std::uint8_t> file) {
  ByteReader reader(file);
  const auto found = reader.take(magic.size());
  KeyFileParts parts;
  parts.header.generation.value = reader.number<std::uint64_t>();
  parts.header.revision = reader.number<std::uint64_t>();
  parts.wrapped = reader.take(reader.number<std::uint16_t>());
  parts.nonce = reader.take(gcm_nonce_size);
  parts.ciphertext = reader.rest();
  if (!reader.good() || parts.ciphertext.size() < gcm_tag_size) return damaged();
  if (!std::ranges::equal(found, magic, {}, {}, [](char c) { return static_cast<std::uint8_t>(c); })) return damaged();
  parts.before = file.first(file.size() - parts.ciphertext.size());
  return parts;
}

}  // namespace

SecretBytes to_bytes(const KeyContents& contents) {
  ByteWriter to;
  to.number(static_cast<std::uint32_t>(contents.days.size()));
  for (const auto& [id, keys] : contents.days) write_day(to, id, *keys);
  to.number(static_cast<std::uint32_t>(contents.erased.size()));
  for (const auto& [log, retention, day] : contents.erased)
    to.text(log.text()).number(static_cast<std::uint8_t>(retention)).number(static_cast<std::uint32_t>(day.days()));
  to.number(static_cast<std::uint32_t>(contents.signing.size()));
  for (const auto& [name, seeds] : contents.signing) {
    to.text(name.text()).number(static_cast<std::uint32_t>(seeds.size()));
    for (const auto& seed : seeds) to.raw(seed.bytes());
  }
  return to.take();
}

Result<KeyContents> read_contents(std::span<const std::uint8_t> bytes) {
  ByteReader from(bytes);
  KeyContents contents;
  for (auto left = from.number<std::uint32_t>(); left > 0 && from.good(); --left) read_day_key(from, contents);
  for (auto left = from.number<std::uint32_t>(); left > 0 && from.good(); --left) read_erased(from, contents);
  for (auto left = from.number<std::uint32_t>(); left > 0 && from.good(); --left) read_signing(from, contents);
  const bool erased_has_keys =
      std::ranges::any_of(contents.days, [&](const auto& day) { return contents.erased.contains(day_of_id(day.first)); });
  if (!from.complete() || erased_has_keys) return damaged();
  return contents;
}

Result<std::vector<std::uint8_t>> seal_key_file(const KeyFileHeader& header, const KeyContents& contents, GenerationKeeper& keeper) {
  const auto key = random_secret();
  const auto wrapped = CROSSROADS_TRY(keeper.wrap(header.generation, key));
  std::array<std::uint8_t, gcm_nonce_size> nonce = {};
  fill_random(nonce);
  ByteWriter before;
  before.raw(magic).number(header.generation.value).number(header.revision);
  before.number(static_cast<std::uint16_t>(wrapped.size())).raw(wrapped).raw(nonce);
  const auto clear = to_bytes(contents);
  std::vector<std::uint8_t> file(before.bytes().begin(), before.bytes().end());
  file.resize(before.bytes().size() + clear.size() + gcm_tag_size);
  gcm_encrypt(key, nonce, before.bytes(), clear, std::span(file).subspan(before.bytes().size()));
  return file;
}

Result<KeyFileHeader> read_key_file_header(std::span<const std::uint8_t> file) { return CROSSROADS_TRY(parts_of(file)).header; }

Result<KeyContents> open_key_file(std::span<const std::uint8_t> file, GenerationKeeper& keeper) {
  const auto parts = CROSSROADS_TRY(parts_of(file));
  const auto key = CROSSROADS_TRY(keeper.unwrap(parts.header.generation, parts.wrapped));
  SecretBytes clear(parts.ciphertext.size() - gcm_tag_size);
  if (!gcm_decrypt(key, parts.nonce.first<gcm_nonce_size>(), parts.before, parts.ciphertext, clear)) return damaged();
  return read_contents(clear);
}

}  // namespace crossroads::ledger
