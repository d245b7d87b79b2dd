// Why a certificate is not believed: a reason that a machine can tell apart, and a problem that a person understands.
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>
#include <utility>

#include "base/problem.hpp"

namespace crossroads::trust {

enum class Reason : std::uint8_t {
  no_file,                ///< the file is not there or can't be read
  not_pem,                ///< the file holds no such thing as PEM, or something that can't be decoded
  no_key,                 ///< the file of the key holds no key, or one under a passphrase
  other_key,              ///< the key is not the certificate's
  wrong_key,              ///< the certificate's key is not one that is spoken here (ECDSA P-256)
  no_institution,         ///< the subject has no organizationIdentifier
  malformed_institution,  ///< it is not `NTRBE-` and an enterprise number
  several_institutions,   ///< it has more than one
  other_institution,      ///< another institution than the one that is expected
  other_host,             ///< none of its names is the host that was called
  wrong_use,              ///< not made for servers, or not for clients; or an authority that is none
  unknown_authority,      ///< not signed by an authority that is believed
  revoked,
  expired,             ///< it, or the authority that signed it
  not_yet_valid,       ///< the same
  list_missing,        ///< the authority's revocation list is not there or can't be read
  list_out_of_date,    ///< its next one should be there by now
  list_not_yet_valid,  ///< it is dated in the future
  list_not_signed,     ///< not signed by the authority that it names
  against_standard,    ///< it breaks a rule of RFC 5280 that TLS would refuse it for too
};

/// The reason in words joined by hyphens, such as `list-out-of-date`: for logs, metrics and JSON.
[[nodiscard]] std::string_view word(Reason reason);

struct Distrust {
  Reason reason;
  Problem problem;
  /// So that it passes through functions that return a Result.
  operator Problem() const { return problem; }  // NOLINT(google-explicit-constructor): a Distrust is a Problem with one more word
  bool operator==(const Distrust&) const = default;
};

/// A value, or why it is not believed.
template <class T>
using Checked = std::expected<T, Distrust>;

/// `return distrust(Reason::revoked, {...})` from a function that returns any Checked.
[[nodiscard]] inline std::unexpected<Distrust> distrust(Reason reason, Problem problem) {
  return std::unexpected(Distrust{reason, std::move(problem)});
}

}  // namespace crossroads::trust
