#include "exchange/push/hub_step.hpp"

#include <algorithm>

#include "run/strike.hpp"

namespace crossroads::exchange::push {
namespace {

template <class Rows, class Key, class Member>
auto* found(Rows& rows, const Key& key, Member member) {
  const auto at = std::ranges::find(rows, key, member);
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace

HubStepComposer::HubStepComposer(const PushLaw& law, const ledger::TraceId& trace, domain::Month run_month, Instant now,
                                 const service::Randomness& randomness, transit::HubChange change)
    : law_(law),
      occasion_(law.occasion(trace)),
      batch_(batch_of(run_month)),
      now_(now),
      randomness_(randomness),
      bases_(law.plan),
      step_{.change = std::move(change), .outgoing = {}, .entries = {}} {}

Result<void> HubStepComposer::add(const HubCase& of, const Settlement& settlement) {
  for (const auto& one : settlement.strikes) CROSSROADS_CHECK(strike(of, one));
  for (const auto& one : settlement.sends) CROSSROADS_CHECK(send(of, one));
  return {};
}

Result<void> HubStepComposer::strike(const HubCase& of, const ToStrike& strike) {
  const run::Struck struck{.number = strike.number, .person = of.newest, .month = strike.month, .unknown = strike.unknown};
  step_.entries.push_back({.entry = CROSSROADS_TRY(entry_of(occasion_, batch_, struck, bases_.struck(strike.category, strike.rule)))});
  step_.change.struck.push_back(strike.number);
  spoken_of_.push_back(strike.number);
  return {};
}

Result<void> HubStepComposer::send(const HubCase& of, const ToSend& send) {
  const auto* held = send.number ? found(of.record.held, *send.number, &transit::Held::number) : nullptr;
  const auto* replaced = send.replaces ? found(of.record.standing, *send.replaces, &transit::Standing::ticket) : nullptr;
  const Relay relay{.ticket = new_ticket(),
                    .number = send.number,
                    .replaces = send.replaces,
                    .periods_alone = send.periods_alone,
                    .message = message(of, send, replaced)};

  auto entry = CROSSROADS_TRY(this->entry(send, relay.message, held));
  entry.subject = of.newest;
  entry.message = send.number;
  entry.ticket = relay.ticket;
  entry.sender = occasion_.parties.hub;
  entry.recipient = occasion_.parties.recipient;
  step_.entries.push_back({.entry = std::move(entry)});
  if (send.number) spoken_of_.push_back(*send.number);

  step_.outgoing.push_back({.name = to_string(relay.ticket.uuid), .line = of.newest, .text = to_json(relay)});
  auto& change = step_.change;
  if (send.replaces) change.closed.push_back(*send.replaces);
  if (send.kind == run::MessageKind::withdrawal) return {};
  change.relayed.push_back(*send.number);
  change.sent.push_back({.ticket = relay.ticket,
                         .number = *send.number,
                         .person = of.newest,
                         .month = send.month,
                         .category = relay.message.category,
                         .spell = send.spell,
                         .content = send.content});
  return {};
}

/// The source's words, struck of what the authorisation does not name; or the little that the hub has to say by itself.
run::Message HubStepComposer::message(const HubCase& of, const ToSend& send, const transit::Standing* replaced) const {
  run::Message message;
  const auto words = send.number && !send.periods_alone ? of.words.find(*send.number) : of.words.end();
  if (send.kind == run::MessageKind::withdrawal) message.category = replaced->category;
  else if (words != of.words.end()) message = words->second;
  // What may be said depends on the category: the one by which it is struck is the one that is named, should the register know better by now.
  if (send.kind != run::MessageKind::withdrawal) message.category = law_.law->categories[send.category].name.text;
  message.authorisation = law_.version;
  message.purpose = law_.purpose.text();
  message.kind = send.kind;
  message.replaces.reset();
  message.person = of.newest;
  message.month = send.month;
  if (send.kind == run::MessageKind::withdrawal) {
    const auto category = law_.category_named(message.category);
    if (category && law_.fields[*category].niss) message.identity.niss = replaced->person;
    return message;
  }
  message.periods.clear();
  if (send.spell) message.periods.push_back(*send.spell);
  if (send.periods_alone) message.identity.niss = of.newest;
  run::strike(message, law_.fields[send.category]);
  return message;
}

Result<ledger::Entry> HubStepComposer::entry(const ToSend& send, const run::Message& message, const transit::Held* held) {
  if (send.kind == run::MessageKind::withdrawal) return entry_of(occasion_, batch_, message, bases_.withdrawn(message.category));
  const auto rule = law_.rule_named(held->rule).value_or(law::RuleRef{});
  return entry_of(occasion_, batch_, message, bases_.sent(send.category, rule));
}

Result<HubStep> HubStepComposer::finish(std::span<const HandOver* const> taken_up) {
  std::ranges::sort(spoken_of_);
  for (const auto* one : taken_up) {
    if (std::ranges::binary_search(spoken_of_, one->number)) continue;
    auto entry = CROSSROADS_TRY(entry_of(occasion_, batch_, one->message, bases_.withdrawn(one->message.category)));
    entry.event = ledger::Event::received;
    entry.message = one->number;
    entry.sender = occasion_.parties.source;
    entry.recipient = occasion_.parties.hub;
    step_.entries.push_back({.entry = std::move(entry)});
  }
  return std::move(step_);
}

domain::Ticket HubStepComposer::new_ticket() const {
  std::array<std::uint8_t, Uuid::random_size> random = {};
  randomness_(random);
  return {Uuid::version_7(static_cast<std::uint64_t>(now_.time_since_epoch().count()), random)};
}

}  // namespace crossroads::exchange::push
