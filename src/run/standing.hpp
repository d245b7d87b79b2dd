// The messages that stand in one record, as a run compares with them: of everybody, in memory, small.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "run/content.hpp"
#include "run/message_store.hpp"

namespace crossroads::run {

/// A category by the place of its name in `StandingMessages::categories`: the law that a message was sent under may have called
/// its categories otherwise than today's.
enum class SentCategory : std::uint16_t {};

struct StandingMessage {
  domain::Niss person;      ///< the newest number of the chain today
  domain::Niss sent_under;  ///< the newest when it was sent
  domain::Month month;
  SentCategory category{};
  MessageNumber number{};
  PackedContent content;
};

/// Today's newest number of a person, by any of the chain's.
using Newest = std::function<domain::Niss(domain::Niss)>;

/// What stands, ascending by person, month, number. More than one message of a person and month can stand where numbers of which
/// each had its own turned out to be one person.
class StandingMessages {
 public:
  /// Every message of the authorisation that stands in the record, up to a month.
  [[nodiscard]] static Result<StandingMessages> handed_over(MessageStore& store, std::string_view authorisation, domain::Month up_to,
                                                            const Newest& newest);
  [[nodiscard]] static Result<StandingMessages> relayed(MessageStore& store, std::string_view authorisation, domain::Month up_to,
                                                        const Newest& newest);

  [[nodiscard]] std::span<const StandingMessage> all() const { return messages_; }
  /// Those about one person.
  [[nodiscard]] std::span<const StandingMessage> of(domain::Niss person) const;
  [[nodiscard]] const std::string& category(SentCategory category) const { return categories_[static_cast<std::size_t>(category)]; }
  [[nodiscard]] SentCategory category_named(std::string_view name);

  /// Takes away the messages with these numbers, and adds others: what a run did to the record.
  void replace(std::vector<MessageNumber> gone, std::vector<StandingMessage> added);

 private:
  void add(const Newest& newest, MessageNumber number, const Message& message);
  void sort();
  std::vector<StandingMessage> messages_;
  std::vector<std::string> categories_;
};

}  // namespace crossroads::run
