// Questions to the other institutions' services: over the network, or whatever carries a request to an answer.
#pragma once

#include "exchange/consultation/desk.hpp"
#include "exchange/consultation/hub.hpp"

namespace crossroads::exchange::consultation {

/// Carries one request to one institution's service.
using Send = std::function<Result<net::Response>(net::Request, Waiting&)>;

/// `searchAttestations` of api/hub.yaml.
[[nodiscard]] AskHub ask_hub_by(Send send);
/// `searchGrants` of api/source.yaml.
[[nodiscard]] AskSource ask_source_by(Send send);

}  // namespace crossroads::exchange::consultation
