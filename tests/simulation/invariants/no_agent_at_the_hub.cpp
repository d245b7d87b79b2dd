// The hub never learns which agent reads (11/031 §26), nor the dossier or the words of a doubt (SPEC §9).
#include "invariant.hpp"

namespace crossroads::simulation {
namespace {

class NoAgentAtTheHub final : public Invariant {
 public:
  using Invariant::Invariant;
  std::string_view name() const override { return "no-agent-at-the-hub"; }

  void see(const Passing& passing) override {
    if (passing.to != Place::hub) return;
    std::string all = passing.answer ? passing.response.body : passing.request.target + passing.request.body;
    for (const auto& [header, value] : passing.answer ? passing.response.headers : passing.request.headers)
      all += "\n" + header + ": " + value;
    for (const auto& secret : {world_.agents_token, world_.agents_name, world_.dossier, world_.words}) {
      if (all.find(secret) != std::string::npos) broken("the hub hears `" + secret + "`");
    }
  }
  void at_rest(const Rest& /*rest*/) override {
    std::size_t from = 0;
    for (const auto& entry : world_.node(Place::hub).entries_since(from)) {
      if (entry.doubt || entry.dossier) broken("the hub's log knows a dossier or the words of a doubt");
    }
  }
};

}  // namespace

std::unique_ptr<Invariant> no_agent_at_the_hub(World& world) { return std::make_unique<NoAgentAtTheHub>(world); }

}  // namespace crossroads::simulation
