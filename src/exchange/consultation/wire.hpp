// A consultation on its way between institutions, as JSON (api/hub.yaml, api/source.yaml). There is no place in it for an agent, a dossier's reference or
// the words of a doubt.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "domain/communication.hpp"
#include "law/consult/attestation.hpp"
#include "law/consult/request.hpp"
#include "service/body.hpp"

namespace crossroads::exchange::consultation {

/// What the hub is asked.
[[nodiscard]] std::string to_json(const law::consult::Request& request);
/// What is wrong with it is among the body's issues. `caller`: by its certificate.
[[nodiscard]] law::consult::Request read_request(service::Object& from, domain::EnterpriseNumber caller, domain::Date today);

/// What the source is asked: the same, with the institution that asked the hub, and all numbers of the person as the register knows them.
struct SourceRequest {
  law::consult::Request request;      ///< its caller: the institution for which the hub asks
  std::vector<domain::Niss> numbers;  ///< the newest last; at least one
};
[[nodiscard]] std::string to_json(const SourceRequest& request);
[[nodiscard]] SourceRequest read_source_request(service::Object& from, domain::Date today);

/// What the source answers: grants of these numbers within the period, cut to it, without amounts.
[[nodiscard]] std::string to_json(std::span<const law::consult::GrantOnRecord> grants);
/// All of the person, by the newest number. A problem where the answer is not what api/source.yaml says.
[[nodiscard]] Result<std::vector<law::consult::GrantOnRecord>> read_grants(std::string_view json, domain::Niss newest);

/// What the hub answers: the ticket of the answer, and the attestations; none is an answer, too.
struct HubAnswer {
  domain::Ticket ticket;
  std::vector<law::consult::Attestation> attestations;
  bool operator==(const HubAnswer&) const = default;
};
[[nodiscard]] std::string to_json(const HubAnswer& answer);
[[nodiscard]] Result<HubAnswer> read_hub_answer(std::string_view json, domain::Date today);

}  // namespace crossroads::exchange::consultation
