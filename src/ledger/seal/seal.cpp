#include "ledger/seal/seal.hpp"

#include <fmt/format.h>

#include "base/sha256_stream.hpp"
#include "ledger/seal/big_endian.hpp"
#include "ledger/seal/entry_text.hpp"
#include "ledger/seal/hmac.hpp"

namespace crossroads::ledger {
namespace {

constexpr std::size_t salt_size = sizeof(Salt::bytes);
constexpr std::size_t text_at = salt_size + 4;
constexpr std::size_t padded_to = 256;

constexpr std::string_view label_of(Part part) { return part == Part::entry ? "crossroads-log-entry-v1" : "crossroads-log-agent-v1"; }

/// The additional data of a part: both names are of one length.
constexpr std::size_t label_size = label_of(Part::entry).size();
static_assert(label_of(Part::agent).size() == label_size);
using Additional = std::array<std::uint8_t, label_size + LeafHeader::size>;

Additional additional_data(Part part, const LeafHeader& header) {
  Additional bytes = {};
  std::ranges::copy(label_of(part), bytes.begin());
  std::ranges::copy(header.encode(), bytes.begin() + label_size);
  return bytes;
}

Problem fault(const Leaf& leaf, Part part, std::string_view what) {
  return {.what = fmt::format("the {} of entry {} {}", part == Part::entry ? "body" : "agent part", leaf.header.sequence.value, what)};
}

struct Clear {
  std::string text;
  Salt salt;
};

/// What is in a body, checked against everything that the leaf says of it.
Result<Clear> open_body(const Secret32& key, const Leaf& leaf, Part part, std::span<const std::uint8_t> body) {
  const auto digests = part == Part::entry ? std::optional(leaf.entry) : leaf.agent;
  if (!digests) return failure(fault(leaf, part, "is none: its leaf knows of none"));
  if (sha256_of(body) != digests->body) return failure(fault(leaf, part, "is not the one that its leaf names"));
  constexpr std::size_t overhead = gcm_nonce_size + gcm_tag_size;
  if (body.size() < overhead + padded_to || (body.size() - overhead) % padded_to != 0)
    return failure(fault(leaf, part, "has a length that no sealing gives"));
  std::vector<std::uint8_t> clear(body.size() - overhead);
  const WipedAtEnd wiped(clear);
  if (!gcm_decrypt(key, body.first<gcm_nonce_size>(), additional_data(part, leaf.header), body.subspan(gcm_nonce_size), clear))
    return failure(fault(leaf, part, "does not open with its key"));
  const std::span<const std::uint8_t> all(clear);
  const std::size_t length = read_big_endian<std::uint32_t>(all.subspan<salt_size, 4>());
  const bool fits = length <= all.size() - text_at && all.size() - text_at - length < padded_to;
  if (!fits || std::ranges::any_of(all.subspan(text_at + length), [](std::uint8_t byte) { return byte != 0; }))
    return failure(fault(leaf, part, "is filled up in another way than sealing does"));
  Clear result;
  std::ranges::copy(all.first(salt_size), result.salt.bytes.begin());
  result.text.assign(all.begin() + text_at, all.begin() + static_cast<std::ptrdiff_t>(text_at + length));
  if (commitment(result.salt, result.text) != digests->commitment)
    return failure(fault(leaf, part, "says something else than its leaf is committed to"));
  return result;
}

template <class T>
Result<Opened<T>> open_as(const Secret32& key, const Leaf& leaf, Part part, std::span<const std::uint8_t> body,
                          Result<T> (*parse)(std::string_view)) {
  auto clear = CROSSROADS_TRY(open_body(key, leaf, part, body));
  auto value = CROSSROADS_TRY(parse(clear.text));
  return Opened<T>{.value = std::move(value), .text = std::move(clear.text), .salt = clear.salt, .key = key};
}

}  // namespace

Result<Sealer::Lane*> Sealer::lane(Retention retention, Part part, domain::Date day) {
  // Asked for each time: another process may have erased something since, and this one must not go on with what it knew.
  auto keys = CROSSROADS_TRY(keys_.for_sealing({.key_class = {.log = log_, .retention = retention, .part = part}, .day = day}));
  Lane& lane = lanes_[{retention, part}];
  if (lane.keys != keys || lane.day != day) {
    lane.day = day;
    lane.keys = std::move(keys);
    lane.path.forget();
  }
  return &lane;
}

Result<PartDigests> Sealer::seal_part(const LeafHeader& header, Part part, std::string_view text, SealedPart& sealed, Lane*& used) {
  used = CROSSROADS_TRY(lane(header.retention, part, header.day()));
  const auto wrapping = used->path.key_of(used->keys->wrapping, header.sequence);
  if (!wrapping) return failure({.what = fmt::format("entry {} was erased, and cannot be sealed again", header.sequence.value)});

  std::array<std::uint8_t, Secret32::size + salt_size + gcm_nonce_size> chance = {};
  const WipedAtEnd chance_wiped(chance);
  fill_random(chance);
  const std::span<const std::uint8_t> random(chance);
  const Secret32 key(random.first<Secret32::size>());
  Salt salt;
  std::ranges::copy(random.subspan<Secret32::size, salt_size>(), salt.bytes.begin());
  const auto nonce = random.last<gcm_nonce_size>();

  std::vector<std::uint8_t> clear((text_at + text.size() + padded_to - 1) / padded_to * padded_to);
  const WipedAtEnd clear_wiped(clear);
  std::ranges::copy(salt.bytes, clear.begin());
  write_big_endian(std::span(clear).subspan<salt_size, 4>(), static_cast<std::uint32_t>(text.size()));
  std::ranges::copy(text, clear.begin() + text_at);

  sealed.body.resize(gcm_nonce_size + clear.size() + gcm_tag_size);
  std::ranges::copy(nonce, sealed.body.begin());
  gcm_encrypt(key, nonce, additional_data(part, header), clear, std::span(sealed.body).subspan(gcm_nonce_size));
  sealed.key = wrap_key(*wrapping, key);
  return PartDigests{.body = sha256_of(sealed.body), .commitment = commitment(salt, text)};
}

Result<Sealed> Sealer::seal(Sequence sequence, Instant time, const Entry& entry, const std::optional<AgentPart>& agent) {
  if (sequence > last_sequence) return failure({.what = "the shard is full", .value = fmt::format("{}", sequence.value)});
  if (time < earliest_time || time > latest_time)
    return failure({.what = "the log knows no such time", .expected = "a moment of 1970 to 9999"});
  CROSSROADS_CHECK(can_be_read_back(entry));
  Sealed sealed;
  sealed.leaf.header = {.retention = retention_of(entry.event), .sequence = sequence, .time = time};
  Lane* lane = nullptr;
  sealed.leaf.entry = CROSSROADS_TRY(seal_part(sealed.leaf.header, Part::entry, to_text(entry), sealed.entry, lane));
  for (const auto& term : search_terms(entry)) sealed.tags.push_back(search_tag(*lane->keys, term));
  if (agent) {
    sealed.leaf.agent = CROSSROADS_TRY(seal_part(sealed.leaf.header, Part::agent, to_text(*agent), sealed.agent.emplace(), lane));
    sealed.tags.push_back(search_tag(*lane->keys, SearchTerm::agent(agent->agent)));
  }
  return sealed;
}

Result<ValuesDigest> Sealer::values_digest(Event event, Instant time, std::string_view values) {
  const Lane* of_day = CROSSROADS_TRY(lane(retention_of(event), Part::entry, day_of(time)));
  return ValuesDigest{HmacSha256(of_day->keys->values).add(values).finish()};
}

Result<std::optional<Secret32>> Opener::key_of(const Leaf& leaf, Part part, const SealedPart& sealed) {
  const auto& header = leaf.header;
  auto keys =
      CROSSROADS_TRY(keys_.for_opening({.key_class = {.log = log_, .retention = header.retention, .part = part}, .day = header.day()}));
  if (keys == nullptr) return std::optional<Secret32>();
  auto& [of_path, path] = paths_[{header.retention, part}];
  if (of_path != keys) path.forget();
  of_path = keys;
  const auto wrapping = path.key_of(keys->wrapping, header.sequence);
  if (!wrapping) return std::optional<Secret32>();
  auto key = unwrap_key(*wrapping, sealed.key);
  if (!key) return failure(fault(leaf, part, "has a key that its day's keys did not wrap"));
  return key;
}

Result<std::optional<Opened<Entry>>> Opener::open_entry(const Leaf& leaf, const SealedPart& part) {
  const auto key = CROSSROADS_TRY(key_of(leaf, Part::entry, part));
  if (!key) return std::optional<Opened<Entry>>();
  return CROSSROADS_TRY(open_entry_with(*key, leaf, part.body));
}

Result<std::optional<Opened<AgentPart>>> Opener::open_agent(const Leaf& leaf, const SealedPart& part) {
  const auto key = CROSSROADS_TRY(key_of(leaf, Part::agent, part));
  if (!key) return std::optional<Opened<AgentPart>>();
  return CROSSROADS_TRY(open_agent_with(*key, leaf, part.body));
}

Result<Opened<Entry>> open_entry_with(const Secret32& key, const Leaf& leaf, std::span<const std::uint8_t> body) {
  return open_as(key, leaf, Part::entry, body, &parse_entry);
}

Result<Opened<AgentPart>> open_agent_with(const Secret32& key, const Leaf& leaf, std::span<const std::uint8_t> body) {
  return open_as(key, leaf, Part::agent, body, &parse_agent_part);
}

}  // namespace crossroads::ledger
