// The hub answers an A036 consultation (SPEC §9): it checks in the law's order, asks the register, then the source, strips, logs, and only then answers.
#pragma once

#include "exchange/consultation/setting.hpp"
#include "exchange/consultation/wire.hpp"

namespace crossroads::exchange::consultation {

/// Asks the source for what it has on record of a person. A problem: it did not answer. Demands a Permit, which the law alone makes.
using AskSource = std::function<Result<std::vector<law::consult::GrantOnRecord>>(const law::consult::Permit&, const SourceRequest&,
                                                                                 const service::Trace&, Waiting&)>;

class HubConsultations {
 public:
  /// All outlive this.
  HubConsultations(const House& house, const domain::UnionMembers& members, ledger::AccessLog& log, AskRegister ask_register,
                   AskSource ask_source)
      : house_(house), members_(members), log_(log), ask_register_(std::move(ask_register)), ask_source_(std::move(ask_source)) {}

  /// `POST /hub/v1/attestations/search`, for any institution: whom the law doesn't name gets the law's own refusal.
  [[nodiscard]] service::Operation operation();

 private:
  [[nodiscard]] service::Answer answer(service::Call& call) const;

  const House& house_;
  const domain::UnionMembers& members_;
  ledger::AccessLog& log_;
  AskRegister ask_register_;
  AskSource ask_source_;
};

}  // namespace crossroads::exchange::consultation
