#include "run/standing.hpp"

#include <algorithm>
#include <tuple>

namespace crossroads::run {

Result<StandingMessages> StandingMessages::handed_over(MessageStore& store, std::string_view authorisation, domain::Month up_to,
                                                       const Newest& newest) {
  StandingMessages standing;
  CROSSROADS_CHECK(store.standing_handed_over(authorisation, up_to, [&](const HandedOver& sent) -> Result<void> {
    standing.add(newest, sent.number, sent.message);
    return {};
  }));
  standing.sort();
  return standing;
}

Result<StandingMessages> StandingMessages::relayed(MessageStore& store, std::string_view authorisation, domain::Month up_to,
                                                   const Newest& newest) {
  StandingMessages standing;
  CROSSROADS_CHECK(store.standing_relayed(authorisation, up_to, [&](const Relayed& sent) -> Result<void> {
    if (!sent.number)
      return failure({.what = "a message stands at the hub that relays none of the source",
                      .value = to_string(sent.ticket.uuid),
                      .hint = "the store was changed by something else than a run: bring back a backup"});
    standing.add(newest, *sent.number, sent.message);
    return {};
  }));
  standing.sort();
  return standing;
}

std::span<const StandingMessage> StandingMessages::of(domain::Niss person) const {
  const auto found = std::ranges::equal_range(messages_, person, {}, &StandingMessage::person);
  return {found.begin(), found.end()};
}

SentCategory StandingMessages::category_named(std::string_view name) {
  const auto found = std::ranges::find(categories_, name);
  if (found == categories_.end()) {
    categories_.emplace_back(name);
    return SentCategory{static_cast<std::uint16_t>(categories_.size() - 1)};
  }
  return SentCategory{static_cast<std::uint16_t>(found - categories_.begin())};
}

void StandingMessages::add(const Newest& newest, MessageNumber number, const Message& message) {
  messages_.push_back({.person = newest(message.person),
                       .sent_under = message.person,
                       .month = message.month,
                       .category = category_named(message.category),
                       .number = number,
                       .content = pack(content_of(message))});
}

void StandingMessages::replace(std::vector<MessageNumber> gone, std::vector<StandingMessage> added) {
  std::ranges::sort(gone);
  std::erase_if(messages_, [&](const StandingMessage& message) { return std::ranges::binary_search(gone, message.number); });
  messages_.insert(messages_.end(), std::move_iterator(added.begin()), std::move_iterator(added.end()));
  sort();
}

void StandingMessages::sort() {
  const auto order = [](const StandingMessage& m) { return std::tuple(m.person, m.month, m.number); };
  if (!std::ranges::is_sorted(messages_, {}, order)) std::ranges::sort(messages_, {}, order);
}

}  // namespace crossroads::run
