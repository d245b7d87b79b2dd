// An agent of the desk asks about one person (SPEC §9): the desk logs the agent and the reason, asks the hub as the institution, logs what came, and only
// then shows it.
#pragma once

#include "exchange/consultation/setting.hpp"
#include "exchange/consultation/wire.hpp"

namespace crossroads::exchange::consultation {

/// Who an agent is, by the desk's own authentication.
struct AgentAtDesk {
  ledger::Agent agent;
  std::optional<ledger::Unit> unit = {};
};
/// By the token of `Authorization: Bearer …`; nothing for a token that nobody has.
using KnowAgent = std::function<std::optional<AgentAtDesk>(std::string_view token, Instant now)>;

/// What came back from the hub.
struct FromHub {
  unsigned status = 0;
  std::string body;  ///< an answer, or a problem document
};
/// Asks the hub as the institution; nothing of the agent, the dossier or the words is in what it is given.
using AskHub = std::function<Result<FromHub>(const law::consult::Request&, law::Language, const service::Trace&, Waiting&)>;

class DeskConsultations {
 public:
  /// All outlive this.
  DeskConsultations(const House& house, ledger::AccessLog& log, KnowAgent know_agent, AskHub ask_hub)
      : house_(house), log_(log), know_agent_(std::move(know_agent)), ask_hub_(std::move(ask_hub)) {}

  /// `POST /desk/v1/consultations`, for callers of the institution itself.
  [[nodiscard]] service::Operation operation();

 private:
  [[nodiscard]] service::Answer answer(service::Call& call) const;

  const House& house_;
  ledger::AccessLog& log_;
  KnowAgent know_agent_;
  AskHub ask_hub_;
};

/// That the data alone decide nothing (11/031 §10, §11; 18/055 §8, §32): beside everything that is shown.
[[nodiscard]] std::string_view clue_notice(law::Language language);

}  // namespace crossroads::exchange::consultation
