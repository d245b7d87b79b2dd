// How the parts of the access log stand in rows (the tables are in ledger_schema.hpp).
#pragma once

#include "ledger/log/stored.hpp"
#include "store/sqlite/database.hpp"

namespace crossroads::store::sqlite {

inline constexpr unsigned place_bits = ledger::sequence_bits;
/// Leaves of a row of `ledger_leaves`; a batch falls into as many rows as it needs.
inline constexpr std::size_t leaves_a_row = 256;

[[nodiscard]] constexpr std::int64_t position_of(std::int64_t shard, std::uint64_t place) {
  return (shard << place_bits) + static_cast<std::int64_t>(place);  // the place behind the last one is the beginning of the next shard
}
[[nodiscard]] constexpr std::uint64_t place_of(std::int64_t position) {
  return static_cast<std::uint64_t>(position) & ((std::uint64_t{1} << place_bits) - 1);
}
/// A class of tags is one number: retention · 16 + part.
[[nodiscard]] constexpr std::int64_t to_column(ledger::TagClass of) {
  return static_cast<std::int64_t>(of.retention) * 16 + static_cast<std::int64_t>(of.part);
}
[[nodiscard]] inline ledger::Bytes copied(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace crossroads::store::sqlite
