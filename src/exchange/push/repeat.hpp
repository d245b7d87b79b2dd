// Words that the hub no longer has: it asks the source for messages that it handed over once, and still stands by.
#pragma once

#include "exchange/consultation/calls.hpp"
#include "exchange/push/hub.hpp"
#include "run/message_store.hpp"

namespace crossroads::exchange::push {

class SourceMessages {
 public:
  /// Does something with the records over a connection of its own.
  using WithRecords = std::function<Result<void>(const std::function<Result<void>(run::MessageStore&)>&)>;
  /// All outlive it. `hub`: the only institution that is answered.
  SourceMessages(const consultation::House& house, domain::EnterpriseNumber hub, ledger::AccessLog& log, WithRecords with_records,
                 const std::vector<PushLaw>& laws)
      : house_(house), hub_(hub), log_(log), with_records_(std::move(with_records)), laws_(laws) {}

  /// `POST /source/v1/messages/search`: each message as it was handed over, with an entry as when it was.
  [[nodiscard]] service::Operation operation();

 private:
  [[nodiscard]] service::Answer answer(service::Call& call) const;
  [[nodiscard]] Result<ledger::LogEntry> entry(const run::HandedOver& message, const service::Trace& trace) const;

  const consultation::House& house_;
  domain::EnterpriseNumber hub_;
  ledger::AccessLog& log_;
  WithRecords with_records_;
  const std::vector<PushLaw>& laws_;
};

/// Asks over the network, or whatever carries a request to an answer.
[[nodiscard]] AskAgain ask_again_by(consultation::Send send);

}  // namespace crossroads::exchange::push
