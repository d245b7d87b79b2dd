// A ticket stands for one message or one answer for ever (SPEC §8, §9).
#include <boost/json.hpp>

#include <map>

#include "invariant.hpp"

namespace crossroads::simulation {
namespace {

namespace json = boost::json;

class TicketsUnique final : public Invariant {
 public:
  using Invariant::Invariant;
  std::string_view name() const override { return "tickets-are-unique"; }

  void see(const Passing& passing) override {
    if (passing.from != Place::hub || passing.to != Place::desk) return;
    if (!passing.answer && passing.request.target == "/desk/v1/messages") {
      const auto parsed = json::parse(passing.request.body);
      for (const auto& item : parsed.at("items").as_array()) note(item.as_object());
    }
    if (passing.answer && passing.response.status == 200 && passing.request.target == "/hub/v1/attestations/search")
      note(json::parse(passing.response.body).as_object());
  }

 private:
  void note(const json::object& said) {
    const std::string ticket(said.at("ticket").as_string());
    const auto text = json::serialize(said);
    const auto [at, is_new] = said_.emplace(ticket, text);
    if (!is_new && at->second != text) broken(ticket + " stands for two things");
  }
  std::map<std::string, std::string> said_;
};

}  // namespace

std::unique_ptr<Invariant> tickets_are_unique(World& world) { return std::make_unique<TicketsUnique>(world); }

}  // namespace crossroads::simulation
