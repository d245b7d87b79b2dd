// A TLS 1.3 handshake in memory, with OpenSSL's own verification: the judge whose verdict `check` must share.
#pragma once

#include "trust/check.hpp"

namespace crossroads::trust::test {

/// What the side that verifies says of the other one's chain: X509_V_OK, or why the handshake failed.
[[nodiscard]] long handshake(const Chain& presented, const PrivateKey& key, const Authorities& authorities, Instant at, Use use);

}  // namespace crossroads::trust::test
