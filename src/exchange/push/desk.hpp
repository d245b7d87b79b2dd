// The desk's part of the push: it receives messages from the hub, logs each, keeps it, and only then says that it has it.
#pragma once

#include "exchange/consultation/setting.hpp"
#include "exchange/push/push_law.hpp"
#include "exchange/push/wire.hpp"
#include "run/basis.hpp"
#include "transit/desk_record.hpp"

namespace crossroads::exchange::push {

class DeskPush {
 public:
  /// All outlive it.
  struct Parts {
    const consultation::House& house;
    domain::EnterpriseNumber hub;  ///< the only institution that may bring messages
    ledger::AccessLog& log;
    transit::DeskRecord& record;  ///< of the log's own store: written in the log's transactions alone
    /// Does something with the record over a connection of its own, in the caller's thread.
    using WithRecord = std::function<Result<void>(const std::function<Result<void>(transit::DeskRecord&)>&)>;
    WithRecord with_record;
  };
  static constexpr std::size_t most_items = 1000;

  DeskPush(Parts parts, std::vector<PushLaw> laws) : parts_(std::move(parts)), laws_(std::move(laws)) {}

  /// `POST /desk/v1/messages`. A ticket that was received before changes nothing and is no fault: its answer was lost.
  [[nodiscard]] service::Operation operation();

 private:
  struct Arrived;

  [[nodiscard]] service::Answer answer(service::Call& call) const;
  /// What the record holds once these have arrived; nothing where one replaces what does not stand.
  [[nodiscard]] static Result<std::optional<std::vector<Arrived>>> arrive(transit::DeskRecord& record, std::span<const Relay> relays,
                                                                          Instant now);
  /// With the paragraphs of the category and of what is disclosed; never of the rule, which the desk does not know.
  [[nodiscard]] Result<ledger::LogEntry> entry(const Relay& relay, const service::Trace& trace, const law::Citations& paragraphs) const;

  Parts parts_;
  std::vector<PushLaw> laws_;
};

}  // namespace crossroads::exchange::push
