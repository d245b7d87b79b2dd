// Is this certificate to be believed, at this moment, by these authorities?
#pragma once

#include <optional>
#include <string>

#include "trust/authorities.hpp"
#include "trust/identity.hpp"

namespace crossroads::trust {

/// What is expected of a certificate besides being valid.
struct Expected {
  Use use = Use::client;                                     ///< what its owner is in the connection
  std::optional<domain::EnterpriseNumber> institution = {};  ///< that it must be
  std::string host = {};                                     ///< name or address that was called; empty: any
};

/// The institution that the chain's leaf stands for. Everything that TLS would refuse is refused, and no more than what `Reason` names: path,
/// RFC 5280 to the letter, 112 bits of security, use, time, the revocation list of the leaf's issuer, and of our own accord the key's type,
/// institution and host. Where several things are wrong the one that a person must see to first is given. The same arguments give the same answer.
[[nodiscard]] Checked<domain::EnterpriseNumber> check(const Chain& chain, const Authorities& authorities, Instant at,
                                                      const Expected& expected);

}  // namespace crossroads::trust
