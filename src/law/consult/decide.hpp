// The law decides a consultation (SPEC §6, §9), in the order of its checks. The first step asks nothing about anybody: only a request that passes it may
// make the hub ask the National Register about a person.
#pragma once

#include <expected>
#include <optional>

#include "law/consult/permit.hpp"
#include "law/consult/refusal.hpp"
#include "law/consult/request.hpp"
#include "law/evaluate/view.hpp"

namespace crossroads::law::consult {

/// A request that failed none of the checks that need no register. Only `admit` makes one. Refers to the authorisation that answers.
class Admission {
 public:
  [[nodiscard]] const Request& request() const { return request_; }
  [[nodiscard]] const VersionedLaw& law() const { return law_; }

 private:
  friend class Mint;
  Admission(const Request& request, VersionedLaw law, const ConsultationAnswer& answer, CategoryIndex category, domain::Date today)
      : request_(request), law_(law), answer_(&answer), category_(category), today_(today) {}

  Request request_;
  VersionedLaw law_;
  const ConsultationAnswer* answer_;
  CategoryIndex category_;
  domain::Date today_;
};

/// The caller; the authorisation; category, role and ground; what the agent states.
[[nodiscard]] std::expected<Admission, Refusal> admit(const Request& request, const Setting& setting);

/// The person, as the register knows them on the day of the question (nothing: it does not know them); then the period.
[[nodiscard]] std::expected<Permit, Refusal> decide(const Admission& admission, const std::optional<Subject>& person);

/// Both steps, for who has the person's facts at hand anyway.
[[nodiscard]] std::expected<Permit, Refusal> decide(const Request& request, const Setting& setting, const std::optional<Subject>& person);

}  // namespace crossroads::law::consult
