// The leaf of the access log's tree: what of an entry is public. No personal data and no pseudonym, so that it can stay for ever.
//
//   byte  length
//      0     1    version: 1
//      1     1    retention class
//      2     4    the UTC day of its keys, in days since 1970-01-01; always the day of the time
//      6     8    sequence in the shard
//     14     8    time in milliseconds since 1970-01-01 UTC
//     22    32    SHA-256 of the entry's body
//     54    32    commitment to the entry
//     86    32    SHA-256 of the agent part's body; zeros where there is none
//    118    32    commitment to the agent part; zeros where there is none
//
// Numbers are big-endian. A commitment is SHA-256("crossroads-log-commitment-v1" ‖ salt ‖ canonical text), with 32 random bytes of salt
// that are sealed with the text and die with its key.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/instant.hpp"
#include "base/problem.hpp"
#include "base/sha256.hpp"
#include "domain/date.hpp"
#include "ledger/seal/entry.hpp"

namespace crossroads::ledger {

/// The place of an entry in its shard, counted from 0; the index of its leaf.
struct Sequence {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(const Sequence&, const Sequence&) = default;
};
/// As many entries fit into a shard as leaves under a day's key tree.
inline constexpr unsigned sequence_bits = 40;
inline constexpr Sequence last_sequence{(std::uint64_t{1} << sequence_bits) - 1};

/// The moments that a leaf can name: up to the end of the year 9999, later than every day that has a name.
inline constexpr Instant earliest_time{};
inline constexpr Instant latest_time{std::chrono::milliseconds(253'402'300'799'999)};

struct Salt {
  std::array<std::uint8_t, 32> bytes = {};
  friend constexpr auto operator<=>(const Salt&, const Salt&) = default;
};
[[nodiscard]] Sha256 commitment(const Salt& salt, std::string_view canonical_text);

/// What the leaf says of one sealed part.
struct PartDigests {
  Sha256 body;
  Sha256 commitment;
  friend constexpr auto operator<=>(const PartDigests&, const PartDigests&) = default;
};

/// What the parts are bound to when they are sealed: the first bytes of the leaf.
struct LeafHeader {
  Retention retention = Retention::exchange;
  Sequence sequence;
  Instant time;

  static constexpr std::size_t size = 22;
  [[nodiscard]] domain::Date day() const;
  [[nodiscard]] std::array<std::uint8_t, size> encode() const;
  friend constexpr auto operator<=>(const LeafHeader&, const LeafHeader&) = default;
};
/// The UTC day of a moment: the day of its keys.
[[nodiscard]] domain::Date day_of(Instant time);

struct Leaf {
  LeafHeader header;
  PartDigests entry;
  std::optional<PartDigests> agent = {};

  static constexpr std::size_t size = 150;
  using Bytes = std::array<std::uint8_t, size>;
  [[nodiscard]] Bytes encode() const;
  /// Only what `encode` can have written.
  [[nodiscard]] static Result<Leaf> decode(std::span<const std::uint8_t> bytes);
  friend constexpr auto operator<=>(const Leaf&, const Leaf&) = default;
};

}  // namespace crossroads::ledger
