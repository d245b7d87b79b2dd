// The messages of record, as the run sees them: a port. What stores them stands in src/store.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "run/message.hpp"

namespace crossroads::run {

/// Two records that never mix: what the source handed over, and what the hub relayed. One installation may play both parts and
/// then keeps both; otherwise one of them stays empty.
///
/// A message *stands* in its record until another one replaces it; a withdrawal replaces and never stands. So what the recipient
/// holds for a person, an authorisation and a month is the message that stands, and there is at most one for each number of a person:
/// the store itself refuses a second one. A person is every number of a chain of replacements, and the chains belong to the facts:
/// the record keeps the number that was the newest when the message was sent, and the caller maps it to today's.
///
/// Nothing is ever deleted here: a withdrawn message closes what the *recipient* holds (SPEC §8, §11), while source and hub keep
/// what they sent, to answer for it.
class MessageStore {
 public:
  MessageStore() = default;
  MessageStore(const MessageStore&) = delete;
  MessageStore& operator=(const MessageStore&) = delete;
  virtual ~MessageStore() = default;

  using VisitHandedOver = std::function<Result<void>(HandedOver&&)>;
  using VisitRelayed = std::function<Result<void>(Relayed&&)>;

  /// Opens a run, durably, and gives it its number. A run that was cut short stays unfinished; its repetition is a run of its own.
  [[nodiscard]] virtual Result<RunId> begin_run(const AuthorisationVersion& authorisation, domain::Month month, Instant started) = 0;
  /// Closes a run. Fails for a run that is not open.
  [[nodiscard]] virtual Result<void> finish_run(RunId run, Instant finished) = 0;
  /// Every run, in the order of their numbers.
  [[nodiscard]] virtual Result<std::vector<RunRecord>> runs() = 0;

  /// Appends to the source's record in one transaction, durable when this returns, and gives the numbers in the order of the batch.
  /// All or nothing: one message that can't be taken refuses the batch, and no number is spent. The batch is taken in its order.
  /// Refused are a first message that names one to replace, a message (but for a withdrawal) where one stands already for the same
  /// authorisation, number of the person and month, and a correction or withdrawal that names none, or one that doesn't stand, or one
  /// of another authorisation or month. (Of another number of the person is right: it may have been replaced since.)
  [[nodiscard]] virtual Result<std::vector<MessageNumber>> hand_over(RunId run, std::span<const Message> batch) = 0;
  /// Appends to the hub's record, under the same rules. `run` of each is ignored in favour of the argument. Refused too are a ticket
  /// that is taken already and a message without a number that is no withdrawal.
  [[nodiscard]] virtual Result<void> relay(RunId run, std::span<const Relayed> batch) = 0;

  /// Notes in the hub's record that it lets nothing pass of these messages of the source: once each, as long as there is a record. In one
  /// transaction; refuses a number that was never given, and one that is noted already.
  [[nodiscard]] virtual Result<void> strike(RunId run, std::span<const MessageNumber> numbers) = 0;
  /// The numbers noted so of an authorisation, ascending.
  [[nodiscard]] virtual Result<std::vector<MessageNumber>> struck(std::string_view authorisation) = 0;

  /// What stands in the source's record for an authorisation (whatever version of its text), up to and including a month, ascending by
  /// stored number of the person, then month, then number. The visitor must not write to the store; its failure ends the reading.
  [[nodiscard]] virtual Result<void> standing_handed_over(std::string_view authorisation, domain::Month up_to,
                                                          const VisitHandedOver& visit) = 0;
  /// The same of the hub's record.
  [[nodiscard]] virtual Result<void> standing_relayed(std::string_view authorisation, domain::Month up_to, const VisitRelayed& visit) = 0;

  /// The messages of the source's record with these numbers, standing or not, in the order of the numbers given. Fails for a number
  /// that was never given.
  [[nodiscard]] virtual Result<std::vector<HandedOver>> handed_over(std::span<const MessageNumber> numbers) = 0;

  /// Everything that one run wrote to the source's record, or all runs did, standing or not, in the order in which it was written.
  [[nodiscard]] virtual Result<void> every_handed_over(std::optional<RunId> run, const VisitHandedOver& visit) = 0;
  /// The same of the hub's record.
  [[nodiscard]] virtual Result<void> every_relayed(std::optional<RunId> run, const VisitRelayed& visit) = 0;
};

}  // namespace crossroads::run
