// crossroads hub: answers consultations, as a service.
#include "cli/institution.hpp"
#include "cli/serve.hpp"
#include "exchange/consultation/ask_register.hpp"
#include "exchange/consultation/calls.hpp"
#include "exchange/documents.hpp"
#include "net/secure_client.hpp"

namespace crossroads::cli {
namespace {

namespace consultation = exchange::consultation;

Result<Exit> start(const config::Hub& configuration, const Common& common, bool only_check) {
  const auto foundation = CROSSROADS_TRY(Foundation::lay("hub", configuration));
  const auto house = CROSSROADS_TRY(InstitutionHouse::open(configuration, "hub", common));
  foundation->health().add([&] { return house->store_health(); });
  if (only_check) return foundation->say_whether_it_could_start();

  net::ClientThreads threads;
  net::SecureClient to_source(threads, foundation->credentials(),
                              {"source", configuration.source.host, configuration.source.port, configuration.source_institution});
  net::SecureClient to_register(
      threads, foundation->credentials(),
      {"register", configuration.national_register.host, configuration.national_register.port, configuration.register_institution});
  national_register::RemoteRegister the_register(
      [&](net::Request request, Waiting& waiting) { return to_register.send(std::move(request), waiting); });
  consultation::HubConsultations consultations(
      house->house(), house->members(), house->log(), consultation::ask_register_by(the_register),
      consultation::ask_source_by([&](net::Request request, Waiting& waiting) { return to_source.send(std::move(request), waiting); }));
  const service::Api api(std::string(exchange::hub_prefix), exchange::hub_document, {consultations.operation()},
                         foundation->surroundings());
  CROSSROADS_CHECK(foundation->serve(api));
  return Exit::done;
}

}  // namespace

Exit perform(const HubService& action, const Common& common) {
  return with_configuration<config::Hub>(
      action.options, "crossroads hub: answers institutions about persons, where the law allows it", config::hub_table(),
      [&](const auto& configuration) { return start(configuration, common, action.options.act == ServiceOptions::Act::check); });
}

}  // namespace crossroads::cli
