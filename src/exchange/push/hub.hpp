// The hub's part of the push (SPEC §1, §7, §8): it takes messages up, consults the register, applies its exclusions, strikes what is not named, logs, and
// puts what passes into the queue to the recipient.
#pragma once

#include <functional>
#include <map>

#include "exchange/push/hub_step.hpp"
#include "register/client.hpp"
#include "service/api.hpp"

namespace crossroads::exchange::push {

/// What the source is asked for again: the words of messages that passed once, were withdrawn by the hub, and may pass again.
using AskAgain = std::function<Result<std::vector<HandOver>>(std::span<const domain::MessageNumber>, const service::Trace&, Waiting&)>;

class HubPush {
 public:
  /// All outlive it.
  struct Parts {
    const consultation::House& house;
    const domain::UnionMembers& members;
    ledger::AccessLog& log;
    /// Of the log's own store: written in the log's transactions alone.
    transit::HubRecord& record;
    transit::Queue& queue;
    /// Does something with the record over a connection of its own, in the caller's thread.
    using WithRecord = std::function<Result<void>(const std::function<Result<void>(transit::HubRecord&)>&)>;
    WithRecord with_record;
    national_register::Register& the_register;
    AskAgain ask_again;
    Keyed keyed;
    service::Randomness randomness;
    std::function<void()> added = {};  ///< called when something was put into the queue
  };
  /// How many items one request may bring, and how many persons a page of a review has.
  static constexpr std::size_t most_items = 1000, page = 500;

  HubPush(Parts parts, std::vector<PushLaw> laws) : parts_(std::move(parts)), laws_(std::move(laws)) {}

  /// `POST /hub/v1/messages`, for the sources that the laws name.
  [[nodiscard]] service::Operation operation();

  /// One page of the reviews that are under way. True where there was something to do: then it is to be called again. Fails where somebody who
  /// must be asked does not answer, or the log can't be written: then later.
  [[nodiscard]] Result<bool> review(Waiting& waiting);

 private:
  /// Why items are not taken up: what is answered.
  using Refused = service::Answer;
  struct Group;
  struct Prepared;
  struct Cases;

  [[nodiscard]] service::Answer answer(service::Call& call) const;
  [[nodiscard]] std::optional<Refused> take_up(const Group& group, const service::Trace& trace, Waiting& waiting) const;
  [[nodiscard]] std::expected<Prepared, Refused> prepare(const Group& group, const service::Trace& trace, Waiting& waiting) const;
  /// The persons as the register knows them now, each with what the record has about any of their numbers.
  [[nodiscard]] Result<void> look_up(Cases& cases, const PushLaw& law, domain::EnterpriseNumber source, domain::Month up_to,
                                     std::span<const domain::Niss> persons, const service::Trace& trace, Waiting& waiting) const;
  /// Decides on every case, asking the source again where words are wanted, and composes.
  [[nodiscard]] Result<void> decide(Cases& cases, const PushLaw& law, domain::EnterpriseNumber source, domain::Month run_month,
                                    HubStepComposer& composer, const service::Trace& trace, Waiting& waiting) const;
  [[nodiscard]] Result<void> read_words(Cases& cases, std::span<const DecidedCase> decided, const PushLaw& law,
                                        domain::EnterpriseNumber source, Waiting& waiting) const;

  enum class Written : std::uint8_t { done, moved_on };
  [[nodiscard]] Result<Written> write(HubStep step, Waiting& waiting) const;
  [[nodiscard]] Result<void> review(const transit::Review& review, const PushLaw& law, Waiting& waiting) const;
  [[nodiscard]] const PushLaw* law_named(std::string_view name, domain::EnterpriseNumber source) const;

  Parts parts_;
  std::vector<PushLaw> laws_;
};

}  // namespace crossroads::exchange::push
