// crossroads hub: answers consultations, and passes on what the source pushes, as a service.
#include "cli/background.hpp"
#include "cli/digest_key.hpp"
#include "cli/institution.hpp"
#include "cli/serve.hpp"
#include "exchange/consultation/ask_register.hpp"
#include "exchange/consultation/calls.hpp"
#include "exchange/documents.hpp"
#include "exchange/push/courier.hpp"
#include "exchange/push/queue_operations.hpp"
#include "exchange/push/repeat.hpp"
#include "ledger/seal/secret.hpp"
#include "net/secure_client.hpp"
#include "store/sqlite/store_pool.hpp"

namespace crossroads::cli {
namespace {

namespace consultation = exchange::consultation;

namespace push = exchange::push;

/// A page of a review; says how long to rest before the next.
std::chrono::milliseconds review(push::HubPush& pushes, const service::TechnicalLog& log, Waiting& waiting) {
  const auto more = pushes.review(waiting);
  if (!more) {
    log.fault("review", more.error());
    return std::chrono::seconds(5);
  }
  return *more ? std::chrono::milliseconds(0) : std::chrono::seconds(1);
}

Result<Exit> start(const config::Hub& configuration, const Common& common, bool only_check) {
  const auto foundation = CROSSROADS_TRY(Foundation::lay("hub", configuration));
  const auto house = CROSSROADS_TRY(InstitutionHouse::open(configuration, "hub", common));
  foundation->health().add([&] { return house->store_health(); });
  const auto keyed =
      CROSSROADS_TRY(open_digest_key(configuration.digest_key.value_or(fs::path(configuration.store).replace_extension(".digest-key"))));
  if (only_check) return foundation->say_whether_it_could_start();

  store::sqlite::StorePool stores(configuration.store, store::sqlite::Access::read_write);
  net::ClientThreads threads;
  net::SecureClient to_source(threads, foundation->credentials(),
                              {"source", configuration.source.host, configuration.source.port, configuration.source_institution});
  net::SecureClient to_register(
      threads, foundation->credentials(),
      {"register", configuration.national_register.host, configuration.national_register.port, configuration.register_institution});
  const auto ask_source = [&](net::Request request, Waiting& waiting) { return to_source.send(std::move(request), waiting); };
  national_register::RemoteRegister the_register(
      [&](net::Request request, Waiting& waiting) { return to_register.send(std::move(request), waiting); });

  consultation::HubConsultations consultations(house->house(), house->members(), house->log(), consultation::ask_register_by(the_register),
                                               consultation::ask_source_by(ask_source));
  net::SecureClient to_desk(threads, foundation->credentials(),
                            {"desk", configuration.desk.host, configuration.desk.port, configuration.desk_institution});
  const auto couriers_store = CROSSROADS_TRY(store::sqlite::Store::open(configuration.store, {.cache = store::sqlite::Cache::mebibytes_8}));
  push::Courier courier({.queue = couriers_store->queue(),
                         .send = [&](net::Request request, Waiting& waiting) { return to_desk.send(std::move(request), waiting); },
                         .target = "/desk/v1/messages",
                         .randomness = ledger::fill_random});
  foundation->health().add([&] { return push::health_of(courier.report(), "desk"); });
  Background bringing([&](Waiting& waiting) { return courier.step(waiting); });
  push::HubPush pushes({.house = house->house(),
                        .members = house->members(),
                        .log = house->log(),
                        .record = house->store().hub_record(),
                        .queue = house->store().queue(),
                        .with_record = [&](const auto& act) -> Result<void> {
                          const auto store = CROSSROADS_TRY(stores.borrow());
                          return act(store->hub_record());
                        },
                        .the_register = the_register,
                        .ask_again = push::ask_again_by(ask_source),
                        .keyed = keyed,
                        .randomness = ledger::fill_random,
                        .added = [&] { bringing.wake(); }},
                       CROSSROADS_TRY(push::push_laws(house->house(), common.today)));
  Background reviewing([&](Waiting& waiting) { return review(pushes, foundation->log(), waiting); });
  push::QueueOperations queue({.house = house->house(),
                               .prefix = std::string(exchange::hub_prefix),
                               .with_queue = [&](const auto& act) -> Result<void> {
                                 const auto store = CROSSROADS_TRY(stores.borrow());
                                 return act(store->queue());
                               },
                               .released = [&] { bringing.wake(); }});
  auto operations = queue.operations();
  operations.push_back(consultations.operation());
  operations.push_back(pushes.operation());
  const service::Api api(std::string(exchange::hub_prefix), exchange::hub_document, std::move(operations), foundation->surroundings());
  CROSSROADS_CHECK(foundation->serve(api));
  // What is under way besides ends as soon as nobody answers any more.
  to_source.close();
  to_register.close();
  to_desk.close();
  return Exit::done;
}

}  // namespace

Exit perform(const HubService& action, const Common& common) {
  return with_configuration<config::Hub>(
      action.options, "crossroads hub: answers institutions about persons, where the law allows it", config::hub_table(),
      [&](const auto& configuration) { return start(configuration, common, action.options.act == ServiceOptions::Act::check); });
}

}  // namespace crossroads::cli
