#include "exchange/push/desk.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "exchange/consultation/refusals.hpp"
#include "exchange/message_entry.hpp"
#include "exchange/push/problems.hpp"

namespace crossroads::exchange::push {

struct DeskPush::Arrived {
  const Relay* relay;
  transit::Received received;
};

namespace {

/// What stands once a correction has arrived: where it says the periods alone, all else as before.
run::Message merged(const Relay& relay, const transit::Received& replaced) {
  auto message = relay.message;
  if (!relay.periods_alone) return message;
  message.identity = replaced.message.identity;
  message.identity.niss = relay.message.identity.niss;
  message.months = replaced.message.months;
  message.quality = replaced.message.quality;
  return message;
}

/// What messages of each category rest on, each worked out once.
class Paragraphs {
 public:
  explicit Paragraphs(const std::vector<PushLaw>& laws) : laws_(laws) {}
  /// None where the law is not one of this installation.
  const law::Citations& of(const run::Message& message) {
    static const law::Citations none;
    const auto law = std::ranges::find(laws_, message.authorisation.name, [](const PushLaw& one) { return one.version.name; });
    if (law == laws_.end()) return none;
    const auto category = law->category_named(message.category);
    if (!category) return none;
    return bases_.try_emplace(&*law, law->plan).first->second.sent(*category, {}).paragraphs;
  }

 private:
  const std::vector<PushLaw>& laws_;
  std::map<const PushLaw*, run::Bases> bases_;
};

}  // namespace

service::Operation DeskPush::operation() {
  return {.id = "receiveMessages",
          .method = "POST",
          .path = "/messages",
          .has_body = true,
          .allowed = [this](domain::EnterpriseNumber caller) { return caller == parts_.hub; },
          .answer = [this](service::Call& call) { return answer(call); }};
}

service::Answer DeskPush::answer(service::Call& call) const {
  const auto now = call.waiting.now();
  auto root = call.body.root();
  std::vector<Relay> relays;
  std::set<domain::Ticket> tickets;
  for (auto& one : root.objects("items", 1, most_items)) {
    relays.push_back(read_relay(one, parts_.house.day(now)));
    if (one.has("ticket") && !tickets.insert(relays.back().ticket).second)
      one.wrong(service::IssueType::invalid_structure, "ticket", "another one than the items before have");
  }
  if (auto bad = call.bad_request()) return std::move(*bad);

  std::optional<std::vector<Arrived>> arrived;
  const auto read = parts_.with_record([&](transit::DeskRecord& record) -> Result<void> {
    arrived = CROSSROADS_TRY(arrive(record, relays, now));
    return {};
  });
  if (!read) return consultation::unlogged(read.error());
  if (!arrived) return service::Answer::refused({.type = &problems::replaced_unknown});

  std::vector<ledger::LogEntry> entries;
  std::vector<transit::Received> kept;
  Paragraphs paragraphs(laws_);
  for (auto& one : *arrived) {
    auto entry = this->entry(*one.relay, call.trace, paragraphs.of(one.relay->message));
    if (!entry) return service::Answer::refused({.type = &service::problems::internal_error}).because(std::move(entry.error()));
    entries.push_back(std::move(*entry));
    kept.push_back(std::move(one.received));
  }
  if (!entries.empty()) {
    // The record refuses what another request has brought meanwhile: then all of it comes again.
    const auto logged = parts_.log.append(
        std::move(entries), call.waiting,
        [this, kept = std::make_shared<const std::vector<transit::Received>>(std::move(kept))] { return parts_.record.add(*kept); });
    if (!logged) return consultation::unlogged(logged.error());
  }
  return service::Answer::about_nobody("application/json", "{\"accepted\":" + std::to_string(relays.size()) + "}");
}

Result<std::optional<std::vector<DeskPush::Arrived>>> DeskPush::arrive(transit::DeskRecord& record, std::span<const Relay> relays,
                                                                       Instant now) {
  std::vector<domain::Ticket> tickets;
  for (const auto& relay : relays) tickets.push_back(relay.ticket);
  const auto before = CROSSROADS_TRY(record.received(tickets));
  std::vector<Arrived> arrived;
  std::map<domain::Ticket, transit::Received> standing;  // of this batch, or replaced by it
  std::set<domain::Ticket> closed;
  for (std::size_t i = 0; i < relays.size(); ++i) {
    if (before[i]) continue;
    const auto& relay = relays[i];
    transit::Received received{
        .ticket = relay.ticket, .number = relay.number, .replaces = relay.replaces, .message = relay.message, .at = now};
    if (relay.replaces) {
      if (closed.contains(*relay.replaces)) return std::optional<std::vector<Arrived>>();
      if (!standing.contains(*relay.replaces)) {
        auto found = CROSSROADS_TRY(record.standing(*relay.replaces));
        if (!found) return std::optional<std::vector<Arrived>>();
        standing.emplace(*relay.replaces, std::move(*found));
      }
      received.message = merged(relay, standing.at(*relay.replaces));
      closed.insert(*relay.replaces);
    }
    if (relay.message.kind != run::MessageKind::withdrawal) standing.insert_or_assign(relay.ticket, received);
    arrived.push_back({&relay, std::move(received)});
  }
  return std::optional(std::move(arrived));
}

Result<ledger::LogEntry> DeskPush::entry(const Relay& relay, const service::Trace& trace, const law::Citations& paragraphs) const {
  const auto& message = relay.message;
  ledger::Entry entry{.event = ledger::Event::received,
                      .message = relay.number,
                      .ticket = relay.ticket,
                      .trace = CROSSROADS_TRY(ledger::TraceId::parse(trace.trace_id)),
                      .sender = parts_.hub,
                      .recipient = parts_.house.self,
                      .subject = message.identity.niss,
                      .role = ledger::SubjectRole::subject,
                      .authorisation = message.authorisation,
                      .category = CROSSROADS_TRY(ledger::Category::parse(message.category)),
                      .paragraphs = paragraphs,
                      .fields = disclosed_fields_of(message)};
  if (!message.purpose.empty()) entry.purpose = CROSSROADS_TRY(ledger::Purpose::parse(message.purpose));
  return ledger::LogEntry{.entry = std::move(entry), .disclosed_values = to_json(relay)};
}

}  // namespace crossroads::exchange::push
