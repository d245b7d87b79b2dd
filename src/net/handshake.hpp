// What one side learns of the other while they shake hands. Private to this folder.
#pragma once

#include <memory>
#include <optional>

#include "net/credentials.hpp"

struct ssl_st;  // OpenSSL's SSL

namespace crossroads::net {

/// Stays where it is as long as the connection shakes hands.
struct Handshake {
  const Credentials& credentials;
  std::shared_ptr<const LoadedCredentials> loaded;
  trust::Expected expected;
  // Found out on the way:
  std::optional<trust::Chain> chain = {};
  domain::EnterpriseNumber institution = {};
  std::optional<trust::Distrust> distrust = {};
};

/// From now on the connection hands the other side's certificate to this handshake.
void attend(ssl_st* connection, Handshake& handshake);

/// Until when a chain that was believed just now may be believed again unasked: until a date of it, of an authority or of a list comes, and not for long.
[[nodiscard]] Instant good_until(const trust::Chain& chain, const trust::Authorities& authorities, Instant now);

/// Why a handshake failed, in a word: for metrics and technical logs. `error`: OpenSSL's packed code, or 0.
[[nodiscard]] std::string_view refusal_word(const Handshake& handshake, unsigned long error);

}  // namespace crossroads::net
