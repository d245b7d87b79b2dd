// What a test authority remembers of itself: a text that a person can read. Each line ends with a line feed:
//
//     crossroads test authority 1
//     list 3
//     issued 0A1B… 0308356862 2026-05-04T09:30:00Z 2026-08-02T09:30:00Z Immigration Office
//     revoked 0A1B… 2026-06-01T00:00:00Z keyCompromise
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trust/certificate.hpp"

namespace crossroads::trust {

/// A certificate that the authority signed.
struct IssuedLine {
  std::string serial;
  domain::EnterpriseNumber institution;
  Instant not_before = {}, not_after = {};
  std::string common_name;
  bool operator==(const IssuedLine&) const = default;
};

struct AuthorityIndex {
  std::uint64_t lists = 0;               ///< how many were published: the number of the newest
  std::vector<IssuedLine> issued = {};   ///< in the order of time; no serial twice
  std::vector<Revocation> revoked = {};  ///< each of one that was issued, and none twice
  bool operator==(const AuthorityIndex&) const = default;
};

/// Takes exactly what `to_text` writes; the problem names the line.
[[nodiscard]] Result<AuthorityIndex> parse_authority_index(std::string_view text);
[[nodiscard]] std::string to_text(const AuthorityIndex& index);

/// Why a certificate can be revoked: the words of RFC 5280 §5.3.1 that fit one of an institution.
[[nodiscard]] std::span<const std::string_view> revocation_reasons();
/// 1 to 64 letters of UTF-8 without control characters, no blank at either end: what a subject's common name may be (X.520).
[[nodiscard]] bool is_common_name(std::string_view text);

}  // namespace crossroads::trust
