// RFC 3161: a stranger with a clock says that a head was there at a time.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/problem.hpp"

namespace crossroads::ledger {

inline constexpr std::string_view timestamp_query_type = "application/timestamp-query";
inline constexpr std::string_view timestamp_reply_type = "application/timestamp-reply";

/// A question to a time-stamper about a text: its SHA-256 and a number that the answer must repeat.
struct TimestampQuery {
  std::array<std::uint8_t, 32> digest;
  std::uint64_t nonce;
  /// As DER; asks for the time-stamper's certificate, so that the answer can be verified years later.
  [[nodiscard]] std::string der() const;
};

struct Timestamp {
  std::string reply;   ///< the whole answer as DER: what is kept, and what `openssl ts -verify` takes
  Instant at;          ///< by the time-stamper's clock
  std::string serial;  ///< hexadecimal, the time-stamper's own
};

/// Reads and verifies an answer: granted, signed by a time-stamper whom `authorities` (PEM) vouch for, on this digest, with this nonce.
[[nodiscard]] Result<Timestamp> verified_timestamp(const TimestampQuery& query, std::string reply,
                                                   const std::filesystem::path& authorities);
/// The same years later, when nobody remembers the nonce.
[[nodiscard]] Result<Timestamp> verified_timestamp(const std::array<std::uint8_t, 32>& digest, std::string reply,
                                                   const std::filesystem::path& authorities);

}  // namespace crossroads::ledger
