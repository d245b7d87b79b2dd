#include "ledger/seal/leaf.hpp"

#include <fmt/format.h>

#include "base/sha256_stream.hpp"
#include "ledger/seal/big_endian.hpp"

namespace crossroads::ledger {
namespace {

constexpr std::uint8_t version = 1;
constexpr std::size_t retention_at = 1, day_at = 2, sequence_at = 6, time_at = 14;
constexpr std::size_t entry_at = LeafHeader::size, agent_at = entry_at + 2 * Sha256::size;
static_assert(agent_at + 2 * Sha256::size == Leaf::size);

Sha256 digest_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  Sha256::Bytes digest;
  std::ranges::copy(bytes.subspan(at, Sha256::size), digest.begin());
  return Sha256(digest);
}

void write_part(Leaf::Bytes& bytes, std::size_t at, const PartDigests& part) {
  std::ranges::copy(part.body.bytes(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
  std::ranges::copy(part.commitment.bytes(), bytes.begin() + static_cast<std::ptrdiff_t>(at + Sha256::size));
}

std::unexpected<Problem> refuse(std::string_view field, std::string value, std::string expected) {
  return failure({.what = "these bytes are no leaf of an access log",
                  .field = std::string(field),
                  .value = std::move(value),
                  .expected = std::move(expected)});
}

}  // namespace

Sha256 commitment(const Salt& salt, std::string_view canonical_text) {
  return Sha256Stream().add("crossroads-log-commitment-v1").add(salt.bytes).add(canonical_text).finish();
}

domain::Date day_of(Instant time) { return domain::Date(std::chrono::floor<std::chrono::days>(time)); }
domain::Date LeafHeader::day() const { return day_of(time); }

std::array<std::uint8_t, LeafHeader::size> LeafHeader::encode() const {
  std::array<std::uint8_t, size> bytes = {};
  const std::span all(bytes);
  bytes[0] = version;
  bytes[retention_at] = static_cast<std::uint8_t>(retention);
  write_big_endian(all.subspan<day_at, 4>(), static_cast<std::uint32_t>(day().days()));
  write_big_endian(all.subspan<sequence_at, 8>(), sequence.value);
  write_big_endian(all.subspan<time_at, 8>(), static_cast<std::uint64_t>(time.time_since_epoch().count()));
  return bytes;
}

Leaf::Bytes Leaf::encode() const {
  Bytes bytes = {};
  std::ranges::copy(header.encode(), bytes.begin());
  write_part(bytes, entry_at, entry);
  if (agent) write_part(bytes, agent_at, *agent);
  return bytes;
}

Result<Leaf> Leaf::decode(std::span<const std::uint8_t> bytes) {
  if (bytes.size() != size) return refuse("", fmt::format("{} bytes", bytes.size()), fmt::format("{} bytes", size));
  if (bytes[0] != version) return refuse("version", fmt::format("{}", bytes[0]), fmt::format("{}", version));
  const auto retention = static_cast<Retention>(bytes[retention_at]);
  if (retention != Retention::exchange && retention != Retention::administration)
    return refuse("retention class", fmt::format("{}", bytes[retention_at]), "1 or 2");
  const Sequence sequence{read_big_endian<std::uint64_t>(bytes.subspan<sequence_at, 8>())};
  if (sequence > last_sequence) return refuse("sequence", fmt::format("{}", sequence.value), "at most 40 bits");
  const auto ms = read_big_endian<std::uint64_t>(bytes.subspan<time_at, 8>());
  if (ms > static_cast<std::uint64_t>(latest_time.time_since_epoch().count()))
    return refuse("time", fmt::format("{}", ms), "milliseconds up to the year 9999");
  Leaf leaf{.header = {.retention = retention, .sequence = sequence, .time = Instant(std::chrono::milliseconds(ms))}, .entry = {}};
  const auto days = read_big_endian<std::uint32_t>(bytes.subspan<day_at, 4>());
  if (days != static_cast<std::uint32_t>(leaf.header.day().days()))
    return refuse("day", fmt::format("{}", days), fmt::format("{}, the day of the time", leaf.header.day().days()));
  leaf.entry = {.body = digest_at(bytes, entry_at), .commitment = digest_at(bytes, entry_at + Sha256::size)};
  const PartDigests agent{.body = digest_at(bytes, agent_at), .commitment = digest_at(bytes, agent_at + Sha256::size)};
  if ((agent.body == Sha256()) != (agent.commitment == Sha256()))
    return refuse("agent part", "half of it", "both digests, or zeros for both");
  if (agent.body != Sha256()) leaf.agent = agent;
  return leaf;
}

}  // namespace crossroads::ledger
