// The source answers the hub about one person's grants (SPEC §9): what A036 attests, and no amounts.
#pragma once

#include "exchange/consultation/setting.hpp"
#include "exchange/consultation/wire.hpp"

namespace crossroads::exchange::consultation {

/// The grants recorded under one of these numbers, as known now, cancelled ones too, by their numbers. May be called by several threads.
using FindGrants = std::function<Result<std::vector<law::consult::GrantOnRecord>>(std::span<const domain::Niss>)>;

class SourceAttestations {
 public:
  /// All outlive this. `hub`: the only institution that is answered.
  SourceAttestations(const House& house, domain::EnterpriseNumber hub, ledger::AccessLog& log, FindGrants find)
      : house_(house), hub_(hub), log_(log), find_(std::move(find)) {}

  /// `POST /source/v1/grants/search`.
  [[nodiscard]] service::Operation operation();

 private:
  [[nodiscard]] service::Answer answer(service::Call& call) const;

  const House& house_;
  domain::EnterpriseNumber hub_;
  ledger::AccessLog& log_;
  FindGrants find_;
};

}  // namespace crossroads::exchange::consultation
