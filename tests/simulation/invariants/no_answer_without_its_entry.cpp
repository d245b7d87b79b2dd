// No answer without its entry (SPEC §11): what leaves an institution is in its log by then.
#include <boost/json.hpp>

#include <map>

#include "invariant.hpp"

namespace crossroads::simulation {
namespace {

namespace json = boost::json;

/// What one institution's log speaks of, so far as it was looked at.
struct Spoken {
  std::size_t read = 0;
  std::set<std::string> tickets;
  std::set<std::uint64_t> numbers;
};

class NoAnswerWithoutEntry final : public Invariant {
 public:
  using Invariant::Invariant;
  std::string_view name() const override { return "no-answer-without-its-entry"; }

  void see(const Passing& passing) override {
    const auto& target = passing.request.target;
    const bool done = passing.answer && passing.response.status == 200;
    if (target == "/hub/v1/messages" && !passing.answer) check_numbers(Place::source, passing.request.body, "was handed over");
    if (target == "/hub/v1/messages" && done) check_numbers(Place::hub, passing.request.body, "was taken up");
    if (target == "/desk/v1/messages" && !passing.answer) check_tickets(Place::hub, passing.request.body, "was relayed");
    if (target == "/desk/v1/messages" && done) check_tickets(Place::desk, passing.request.body, "was received");
    if (target == "/hub/v1/attestations/search" && done)
      check_ticket(Place::hub, json::parse(passing.response.body).as_object(), "was answered");
    if (target == "/desk/v1/consultations" && done)
      check_ticket(Place::desk, json::parse(passing.response.body).at("answer").as_object(), "was shown");
  }

 private:
  Spoken& spoken(Place place) {
    auto& known = spoken_[place];
    for (const auto& entry : world_.node(place).entries_since(known.read)) {
      if (entry.ticket) known.tickets.insert(to_string(entry.ticket->uuid));
      if (entry.message) known.numbers.insert(static_cast<std::uint64_t>(*entry.message));
    }
    return known;
  }
  void check_numbers(Place place, std::string_view body, const std::string& what) {
    const auto parsed = json::parse(body);
    for (const auto& item : parsed.at("items").as_array()) {
      const auto& object = item.as_object();
      if (!object.contains("number")) continue;
      const auto number = object.at("number").to_number<std::uint64_t>();
      if (!spoken_[place].numbers.contains(number) && !spoken(place).numbers.contains(number))
        broken(std::to_string(number) + " " + what + " and " + std::string(place_names.at(static_cast<std::size_t>(place))) +
               " has no entry");
    }
  }
  void check_tickets(Place place, std::string_view body, const std::string& what) {
    const auto parsed = json::parse(body);
    for (const auto& item : parsed.at("items").as_array()) check_ticket(place, item.as_object(), what);
  }
  void check_ticket(Place place, const json::object& object, const std::string& what) {
    const std::string ticket(object.at("ticket").as_string());
    if (!spoken_[place].tickets.contains(ticket) && !spoken(place).tickets.contains(ticket))
      broken(ticket + " " + what + " and " + std::string(place_names.at(static_cast<std::size_t>(place))) + " has no entry");
  }
  std::map<Place, Spoken> spoken_;
};

}  // namespace

std::unique_ptr<Invariant> no_answer_without_its_entry(World& world) { return std::make_unique<NoAnswerWithoutEntry>(world); }

}  // namespace crossroads::simulation
