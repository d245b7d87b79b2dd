// The port of messages in memory, with the rules that it states, and a switch that breaks it off at any of its writes.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "run/message_store.hpp"

namespace crossroads::run::test {

class MemoryMessageStore final : public MessageStore {
 public:
  /// Fails at the write after so many others: before it happens, or after it happened but before anybody was told.
  struct BreakOff {
    std::size_t after_writes;
    bool written;
  };
  std::optional<BreakOff> break_off = {};
  [[nodiscard]] std::size_t writes() const { return writes_; }

  [[nodiscard]] Result<RunId> begin_run(const AuthorisationVersion& authorisation, domain::Month month, Instant started) override;
  [[nodiscard]] Result<void> finish_run(RunId run, Instant finished) override;
  [[nodiscard]] Result<std::vector<RunRecord>> runs() override { return runs_; }
  [[nodiscard]] Result<std::vector<MessageNumber>> hand_over(RunId run, std::span<const Message> batch) override;
  [[nodiscard]] Result<void> relay(RunId run, std::span<const Relayed> batch) override;
  [[nodiscard]] Result<void> strike(RunId run, std::span<const MessageNumber> numbers) override;
  [[nodiscard]] Result<std::vector<MessageNumber>> struck(std::string_view authorisation) override;
  [[nodiscard]] Result<void> standing_handed_over(std::string_view authorisation, domain::Month up_to,
                                                  const VisitHandedOver& visit) override;
  [[nodiscard]] Result<void> standing_relayed(std::string_view authorisation, domain::Month up_to, const VisitRelayed& visit) override;
  [[nodiscard]] Result<std::vector<HandedOver>> handed_over(std::span<const MessageNumber> numbers) override;
  [[nodiscard]] Result<void> every_handed_over(std::optional<RunId> run, const VisitHandedOver& visit) override;
  [[nodiscard]] Result<void> every_relayed(std::optional<RunId> run, const VisitRelayed& visit) override;

 private:
  template <class Change>
  auto write(Change&& change) -> decltype(change());
  std::vector<RunRecord> runs_;
  std::vector<HandedOver> handed_over_;
  std::vector<Relayed> relayed_;
  std::set<MessageNumber> struck_;
  std::size_t writes_ = 0;
};

}  // namespace crossroads::run::test
