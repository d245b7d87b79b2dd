// crossroads desk: asks the hub for its agents and receives what is pushed, as a service; and the agents' tokens.
#include <fmt/format.h>

#include <fstream>

#include "cli/institution.hpp"
#include "cli/serve.hpp"
#include "exchange/consultation/agents.hpp"
#include "exchange/consultation/calls.hpp"
#include "exchange/documents.hpp"
#include "exchange/push/desk.hpp"
#include "ledger/seal/secret.hpp"
#include "net/secure_client.hpp"
#include "store/sqlite/store_pool.hpp"

namespace crossroads::cli {
namespace {

namespace consultation = exchange::consultation;
namespace push = exchange::push;

Result<Exit> start(const config::Desk& configuration, const Common& common, bool only_check) {
  const auto foundation = CROSSROADS_TRY(Foundation::lay("desk", configuration));
  const auto house = CROSSROADS_TRY(InstitutionHouse::open(configuration, "desk", common));
  foundation->health().add([&] { return house->store_health(); });
  const auto agents = CROSSROADS_TRY(consultation::Agents::open(configuration.agents));
  if (only_check) return foundation->say_whether_it_could_start();

  net::ClientThreads threads;
  net::SecureClient to_hub(threads, foundation->credentials(),
                           {"hub", configuration.hub.host, configuration.hub.port, configuration.hub_institution});
  consultation::DeskConsultations consultations(
      house->house(), house->log(), [&](std::string_view token, Instant now) { return agents->know(token, house->house().day(now)); },
      consultation::ask_hub_by([&](net::Request request, Waiting& waiting) { return to_hub.send(std::move(request), waiting); }));
  store::sqlite::StorePool stores(configuration.store);
  push::DeskPush pushes({.house = house->house(),
                         .hub = configuration.hub_institution,
                         .log = house->log(),
                         .record = house->store().desk_record(),
                         .with_record = [&](const auto& act) -> Result<void> {
                           const auto store = CROSSROADS_TRY(stores.borrow());
                           return act(store->desk_record());
                         }},
                        CROSSROADS_TRY(push::push_laws(house->house(), common.today)));
  const service::Api api(std::string(exchange::desk_prefix), exchange::desk_document, {consultations.operation(), pushes.operation()},
                         foundation->surroundings());
  CROSSROADS_CHECK(foundation->serve(api));
  return Exit::done;
}

/// Makes a token, and appends the agent's line to the file. The token itself is printed and kept nowhere.
Result<void> add_agent(const DeskAgent& action, domain::Date today) {
  const auto made = consultation::make_token([](std::span<std::uint8_t> bytes) { ledger::fill_random(bytes); });
  consultation::AgentLine line{
      .token = made.digest, .until = today.plus_days(action.days), .agent = {.agent = CROSSROADS_TRY(ledger::Agent::parse(action.agent))}};
  if (!action.unit.empty()) line.agent.unit = CROSSROADS_TRY(ledger::Unit::parse(action.unit));
  std::ofstream out(action.agents, std::ios::app | std::ios::binary);
  out << consultation::to_line(line) << std::flush;
  if (!out) {
    return failure({.what = "the file of the agents can't be written",
                    .place = {.file = action.agents.string()},
                    .expected = "a file that may be written, in a folder that is there",
                    .kept = "no token was given out"});
  }
  return to_standard_output(made.token + "\n");
}

}  // namespace

Exit perform(const DeskService& action, const Common& common) {
  return with_configuration<config::Desk>(
      action.options, "crossroads desk: asks the hub about persons for its agents", config::desk_table(),
      [&](const auto& configuration) { return start(configuration, common, action.options.act == ServiceOptions::Act::check); });
}

Exit perform(const DeskAgent& action, const Common& common) {
  const auto added = add_agent(action, common.today);
  return added ? Exit::done : refuse(added.error());
}

}  // namespace crossroads::cli
