// crossroads source: answers the hub about grants, performs runs and hands their messages over, as a service.
#include "exchange/consultation/source.hpp"

#include "cli/background.hpp"
#include "cli/institution.hpp"
#include "cli/serve.hpp"
#include "exchange/consultation/grants.hpp"
#include "exchange/documents.hpp"
#include "exchange/push/courier.hpp"
#include "exchange/push/queue_operations.hpp"
#include "exchange/push/repeat.hpp"
#include "exchange/push/source_run.hpp"
#include "exchange/push/source_runs.hpp"
#include "ledger/seal/secret.hpp"
#include "net/secure_client.hpp"
#include "store/sqlite/store_pool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace crossroads::cli {
namespace {

namespace consultation = exchange::consultation;

namespace push = exchange::push;

/// A run over a connection to the database of its own: it writes for long, and others must read and log meanwhile.
class Runs {
 public:
  Runs(const config::Source& configuration, const Common& common, InstitutionHouse& house, national_register::Register& the_register)
      : file_(configuration.store), threads_(common.threads), house_(house), register_(the_register) {}

  Result<run::RunReport> perform(const push::PushLaw& law, domain::Month month, run::RunId run, Waiting& waiting) const {
    const auto store = CROSSROADS_TRY(store::sqlite::Store::open(file_));
    ledger::Ledger log(store->ledger(), CROSSROADS_TRY(house_.log_setting()));
    const push::SourceRun source_run({.facts = store->facts(),
                                      .records = store->messages(),
                                      .log = log,
                                      .queue = store->queue(),
                                      .the_register = register_,
                                      .members = house_.members(),
                                      .randomness = ledger::fill_random,
                                      .threads = threads_});
    return source_run.perform(law, month, run, waiting);
  }

 private:
  fs::path file_;
  unsigned threads_;
  InstitutionHouse& house_;
  national_register::Register& register_;
};

/// The run that was asked for first; says how long to rest before the next.
std::chrono::milliseconds perform_next(push::SourceRuns& runs, const service::TechnicalLog& log, Waiting& waiting) {
  const auto report = runs.perform_next(waiting);
  if (!report) {
    log.fault("run", report.error());
    return std::chrono::seconds(10);
  }
  if (!*report) return std::chrono::hours(1);
  std::uint64_t messages = 0;
  for (const auto& count : (*report)->messages) messages += count.n;
  log.event(service::Level::info, "run",
            fmt::format("{} of {}: {} messages", (*report)->authorisation.name, to_string((*report)->month), messages));
  return std::chrono::milliseconds(0);
}

Result<Exit> start(const config::Source& configuration, const Common& common, bool only_check) {
  const auto foundation = CROSSROADS_TRY(Foundation::lay("source", configuration));
  const auto house = CROSSROADS_TRY(InstitutionHouse::open(configuration, "source", common));
  foundation->health().add([&] { return house->store_health(); });
  if (only_check) return foundation->say_whether_it_could_start();

  store::sqlite::StorePool stores(configuration.store, store::sqlite::Access::read_write);
  consultation::SourceAttestations attestations(
      house->house(), configuration.hub_institution, house->log(),
      [&](std::span<const domain::Niss> numbers) -> Result<std::vector<law::consult::GrantOnRecord>> {
        const auto store = CROSSROADS_TRY(stores.borrow());
        return consultation::grants_on_record(store->facts(), numbers);
      });

  net::ClientThreads threads;
  net::SecureClient to_register(
      threads, foundation->credentials(),
      {"register", configuration.national_register.host, configuration.national_register.port, configuration.register_institution});
  national_register::RemoteRegister the_register(
      [&](net::Request request, Waiting& waiting) { return to_register.send(std::move(request), waiting); });
  net::SecureClient to_hub(threads, foundation->credentials(),
                           {"hub", configuration.hub.host, configuration.hub.port, configuration.hub_institution});
  const auto couriers_store = CROSSROADS_TRY(store::sqlite::Store::open(configuration.store, {.cache = store::sqlite::Cache::mebibytes_8}));
  push::Courier courier({.queue = couriers_store->queue(),
                         .send = [&](net::Request request, Waiting& waiting) { return to_hub.send(std::move(request), waiting); },
                         .target = "/hub/v1/messages",
                         .randomness = ledger::fill_random});
  foundation->health().add([&] { return push::health_of(courier.report(), "hub"); });
  Background bringing([&](Waiting& waiting) { return courier.step(waiting); });

  const auto laws = CROSSROADS_TRY(push::push_laws(house->house(), common.today));
  const auto with_records = [&](const auto& act) -> Result<void> {
    const auto store = CROSSROADS_TRY(stores.borrow());
    return act(store->messages());
  };
  push::SourceMessages messages(house->house(), configuration.hub_institution, house->log(), with_records, laws);
  const Runs own_run(configuration, common, *house, the_register);
  std::function<void()> wake = [] {};
  push::SourceRuns runs(
      {.house = house->house(),
       .with_records = with_records,
       .perform = [&](const auto& law, auto month, auto run, auto& waiting) { return own_run.perform(law, month, run, waiting); },
       .asked = [&] { wake(); }},
      laws);
  CROSSROADS_CHECK(runs.take_up_unfinished());
  Background performing([&](Waiting& waiting) {
    const auto rest = perform_next(runs, foundation->log(), waiting);
    bringing.wake();
    return rest;
  });
  wake = [&] { performing.wake(); };  // asked for by answers alone, which begin below

  push::QueueOperations queue({.house = house->house(),
                               .prefix = std::string(exchange::source_prefix),
                               .with_queue = [&](const auto& act) -> Result<void> {
                                 const auto store = CROSSROADS_TRY(stores.borrow());
                                 return act(store->queue());
                               },
                               .released = [&] { bringing.wake(); }});
  auto operations = queue.operations();
  std::ranges::move(runs.operations(), std::back_inserter(operations));
  operations.push_back(attestations.operation());
  operations.push_back(messages.operation());
  const service::Api api(std::string(exchange::source_prefix), exchange::source_document, std::move(operations),
                         foundation->surroundings());
  CROSSROADS_CHECK(foundation->serve(api));
  // What is under way besides ends as soon as nobody answers any more.
  to_register.close();
  to_hub.close();
  return Exit::done;
}

}  // namespace

Exit perform(const SourceService& action, const Common& common) {
  return with_configuration<config::Source>(
      action.options, "crossroads source: answers the hub about aid, where the law allows it", config::source_table(),
      [&](const auto& configuration) { return start(configuration, common, action.options.act == ServiceOptions::Act::check); });
}

}  // namespace crossroads::cli
