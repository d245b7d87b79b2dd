// Both logs agree (SPEC §11): what one side says it sent the other says it received, on the same person, under the same authorisation and category.
#include <fmt/format.h>

#include <map>

#include "invariant.hpp"

namespace crossroads::simulation {
namespace {

using ledger::Event;

class LogsAgree final : public Invariant {
 public:
  using Invariant::Invariant;
  std::string_view name() const override { return "both-logs-agree"; }

  void at_rest(const Rest& /*rest*/) override {
    const auto source = entries(Place::source), hub = entries(Place::hub), desk = entries(Place::desk);
    std::set<domain::MessageNumber> handed_over, taken_up;
    for (const auto& entry : source) {
      if (entry.message) handed_over.insert(*entry.message);
    }
    for (const auto& entry : hub) {
      if (entry.message) taken_up.insert(*entry.message);
    }
    if (handed_over != taken_up)
      broken(fmt::format("the source handed over {} messages, the hub knows {}", handed_over.size(), taken_up.size()));
    compare(pushed(hub, {Event::sent, Event::corrected, Event::withdrawn}), pushed(desk, {Event::received}));
    compare_answers(hub, desk);
  }

 private:
  std::vector<ledger::Entry> entries(Place place) {
    std::size_t from = 0;
    return world_.node(place).entries_since(from);
  }
  using ByTicket = std::map<domain::Ticket, const ledger::Entry*>;
  ByTicket pushed(const std::vector<ledger::Entry>& log, const std::set<Event>& events) {
    ByTicket found;
    for (const auto& entry : log) {
      if (entry.ticket && events.contains(entry.event) && !found.emplace(*entry.ticket, &entry).second)
        broken(to_string(entry.ticket->uuid) + " has two entries in one log");
    }
    return found;
  }
  /// In what they differ; empty where they say the same.
  static std::string difference(const ledger::Entry& a, const ledger::Entry& b) {
    std::string text;
    if (a.subject != b.subject) text += " subject";
    if (a.authorisation != b.authorisation) text += " authorisation";
    if (a.category != b.category) text += fmt::format(" category ({}, {})", name(a.category), name(b.category));
    if (a.fields != b.fields) text += fmt::format(" fields ({}, {})", a.fields.size(), b.fields.size());
    if (a.message != b.message) text += " message";
    return text;
  }
  static std::string name(const std::optional<ledger::Category>& category) { return category ? category->text() : "none"; }
  void compare(const ByTicket& hub, const ByTicket& desk) {
    for (const auto& [ticket, entry] : hub) {
      const auto there = desk.find(ticket);
      if (there == desk.end()) broken(to_string(ticket.uuid) + " is in the hub's log alone");
      else if (const auto differs = differ(*entry, *there->second); !differs.empty())
        broken(to_string(ticket.uuid) + " is not the same in both logs:" + differs);
    }
    if (desk.size() > hub.size()) broken("the desk received what the hub never sent");
  }
  /// A withdrawal names the number under which the message was sent, which may have been replaced since.
  std::string differ(const ledger::Entry& hub, const ledger::Entry& desk) const {
    auto by_newest = hub, other = desk;
    if (by_newest.subject) by_newest.subject = world_.facts.newest(*by_newest.subject);
    if (other.subject) other.subject = world_.facts.newest(*other.subject);
    return difference(by_newest, other);
  }
  void compare_answers(const std::vector<ledger::Entry>& hub, const std::vector<ledger::Entry>& desk) {
    const auto asked = pushed(hub, {Event::answered, Event::no_data});
    for (const auto& [ticket, entry] : pushed(desk, {Event::answered, Event::no_data})) {
      const auto there = asked.find(ticket);
      if (there == asked.end() || there->second->event != entry->event || !differ(*there->second, *entry).empty())
        broken(to_string(ticket.uuid) + " was shown, and is not the same in the hub's log");
    }
  }
};

}  // namespace

std::unique_ptr<Invariant> both_logs_agree(World& world) { return std::make_unique<LogsAgree>(world); }

std::vector<std::unique_ptr<Invariant>> all_invariants(World& world) {
  std::vector<std::unique_ptr<Invariant>> all;
  for (const auto make : {no_field_beyond_the_authorisation, no_answer_without_its_entry, no_agent_at_the_hub, nothing_about_a_struck_month,
                          all_that_is_due_is_sent, tickets_are_unique, both_logs_agree}) {
    all.push_back(make(world));
  }
  return all;
}

}  // namespace crossroads::simulation
