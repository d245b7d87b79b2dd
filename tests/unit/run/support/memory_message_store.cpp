#include "memory_message_store.hpp"

#include <algorithm>
#include <tuple>

namespace crossroads::run::test {
namespace {

MessageNumber number_of(const HandedOver& one) { return one.number; }
MessageNumber number_of(const Relayed& one) { return one.number.value_or(MessageNumber{}); }

/// Whether the message is in force: no withdrawal, and nothing after it replaces it.
template <class One>
bool stands(const std::vector<One>& record, std::size_t i) {
  if (record[i].message.kind == MessageKind::withdrawal) return false;
  return std::none_of(record.begin() + static_cast<std::ptrdiff_t>(i) + 1, record.end(),
                      [&](const One& later) { return later.message.replaces == number_of(record[i]); });
}

template <class One>
std::vector<const One*> standing(const std::vector<One>& record) {
  std::vector<const One*> all;
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (stands(record, i)) all.push_back(&record[i]);
  }
  return all;
}

/// Appends under the rules of the port, or says which is broken.
template <class One>
Result<void> append(std::vector<One>& record, One&& one) {
  const auto& message = one.message;
  if ((message.kind == MessageKind::first) == message.replaces.has_value())
    return failure({.what = "kind and replaced message don't go together"});
  const auto now = standing(record);
  if (message.replaces) {
    const auto replaced = std::ranges::find_if(now, [&](const One* other) { return number_of(*other) == *message.replaces; });
    if (replaced == now.end()) return failure({.what = "the message to replace does not stand"});
    const auto& old = (*replaced)->message;
    if (old.month != message.month || old.authorisation.name != message.authorisation.name)
      return failure({.what = "the message to replace is another"});
  }
  for (const auto* other : now) {
    const bool same = other->message.person == message.person && other->message.month == message.month &&
                      other->message.authorisation.name == message.authorisation.name;
    if (same && message.kind != MessageKind::withdrawal && message.replaces != number_of(*other))
      return failure({.what = "a message stands already"});
  }
  record.push_back(std::move(one));
  return {};
}

template <class One, class Visit>
Result<void> visit_standing(const std::vector<One>& record, std::string_view authorisation, domain::Month up_to, const Visit& visit) {
  auto now = standing(record);
  std::ranges::sort(now, {}, [](const One* one) { return std::tuple(one->message.person, one->message.month, number_of(*one)); });
  for (const auto* one : now) {
    if (one->message.authorisation.name != authorisation || up_to < one->message.month) continue;
    CROSSROADS_CHECK(visit(One(*one)));
  }
  return {};
}

template <class One, class Visit>
Result<void> visit_every(const std::vector<One>& record, std::optional<RunId> run, const Visit& visit) {
  for (const auto& one : record) {
    if (!run || one.run == *run) CROSSROADS_CHECK(visit(One(one)));
  }
  return {};
}

}  // namespace

template <class Change>
auto MemoryMessageStore::write(Change&& change) -> decltype(change()) {
  const bool breaks = break_off && break_off->after_writes == writes_;
  ++writes_;
  if (breaks && !break_off->written) return failure({.what = "broken off"});
  auto result = change();
  if (breaks) return failure({.what = "broken off"});
  return result;
}

Result<RunId> MemoryMessageStore::begin_run(const AuthorisationVersion& authorisation, domain::Month month, Instant started) {
  return write([&]() -> Result<RunId> {
    runs_.push_back({.id = RunId{runs_.size() + 1}, .authorisation = authorisation, .month = month, .started = started});
    return runs_.back().id;
  });
}

Result<void> MemoryMessageStore::finish_run(RunId run, Instant finished) {
  return write([&]() -> Result<void> {
    auto& record = runs_.at(static_cast<std::size_t>(run) - 1);
    if (record.finished) return failure({.what = "this run is finished"});
    record.finished = finished;
    return {};
  });
}

Result<std::vector<MessageNumber>> MemoryMessageStore::hand_over(RunId run, std::span<const Message> batch) {
  return write([&]() -> Result<std::vector<MessageNumber>> {
    auto record = handed_over_;
    std::vector<MessageNumber> numbers;
    for (const auto& message : batch) {
      numbers.push_back(MessageNumber{record.size() + 1});
      CROSSROADS_CHECK(append(record, HandedOver{numbers.back(), run, message}));
    }
    handed_over_ = std::move(record);
    return numbers;
  });
}

Result<void> MemoryMessageStore::relay(RunId run, std::span<const Relayed> batch) {
  return write([&]() -> Result<void> {
    auto record = relayed_;
    for (auto one : batch) {
      one.run = run;
      if (!one.number && one.message.kind != MessageKind::withdrawal) return failure({.what = "only a withdrawal has no number"});
      if (std::ranges::find(record, one.ticket, &Relayed::ticket) != record.end()) return failure({.what = "the ticket is taken"});
      CROSSROADS_CHECK(append(record, std::move(one)));
    }
    relayed_ = std::move(record);
    return {};
  });
}

Result<void> MemoryMessageStore::strike(RunId, std::span<const MessageNumber> numbers) {
  return write([&]() -> Result<void> {
    auto struck = struck_;
    for (const auto number : numbers) {
      if (static_cast<std::size_t>(number) > handed_over_.size()) return failure({.what = "there is no message with this number"});
      if (!struck.insert(number).second) return failure({.what = "this message is struck already"});
    }
    struck_ = std::move(struck);
    return {};
  });
}

Result<std::vector<MessageNumber>> MemoryMessageStore::struck(std::string_view authorisation) {
  std::vector<MessageNumber> numbers;
  for (const auto number : struck_) {
    if (handed_over_[static_cast<std::size_t>(number) - 1].message.authorisation.name == authorisation) numbers.push_back(number);
  }
  return numbers;
}

Result<void> MemoryMessageStore::standing_handed_over(std::string_view authorisation, domain::Month up_to, const VisitHandedOver& visit) {
  return visit_standing(handed_over_, authorisation, up_to, visit);
}

Result<void> MemoryMessageStore::standing_relayed(std::string_view authorisation, domain::Month up_to, const VisitRelayed& visit) {
  return visit_standing(relayed_, authorisation, up_to, visit);
}

Result<std::vector<HandedOver>> MemoryMessageStore::handed_over(std::span<const MessageNumber> numbers) {
  std::vector<HandedOver> messages;
  for (const auto number : numbers) {
    const auto place = static_cast<std::size_t>(number) - 1;
    if (place >= handed_over_.size()) return failure({.what = "there is no message with this number"});
    messages.push_back(handed_over_[place]);
  }
  return messages;
}

Result<void> MemoryMessageStore::every_handed_over(std::optional<RunId> run, const VisitHandedOver& visit) {
  return visit_every(handed_over_, run, visit);
}
Result<void> MemoryMessageStore::every_relayed(std::optional<RunId> run, const VisitRelayed& visit) {
  return visit_every(relayed_, run, visit);
}

}  // namespace crossroads::run::test
