// crossroads source: answers the hub about grants, as a service.
#include "exchange/consultation/source.hpp"
#include "cli/institution.hpp"
#include "cli/serve.hpp"
#include "exchange/consultation/grants.hpp"
#include "exchange/documents.hpp"
#include "store/sqlite/store_pool.hpp"

namespace crossroads::cli {
namespace {

namespace consultation = exchange::consultation;

Result<Exit> start(const config::Source& configuration, const Common& common, bool only_check) {
  const auto foundation = CROSSROADS_TRY(Foundation::lay("source", configuration));
  const auto house = CROSSROADS_TRY(InstitutionHouse::open(configuration, "source", common));
  foundation->health().add([&] { return house->store_health(); });
  if (only_check) return foundation->say_whether_it_could_start();

  store::sqlite::StorePool stores(configuration.store);
  consultation::SourceAttestations attestations(
      house->house(), configuration.hub_institution, house->log(),
      [&](std::span<const domain::Niss> numbers) -> Result<std::vector<law::consult::GrantOnRecord>> {
        const auto store = CROSSROADS_TRY(stores.borrow());
        return consultation::grants_on_record(store->facts(), numbers);
      });
  const service::Api api(std::string(exchange::source_prefix), exchange::source_document, {attestations.operation()},
                         foundation->surroundings());
  CROSSROADS_CHECK(foundation->serve(api));
  return Exit::done;
}

}  // namespace

Exit perform(const SourceService& action, const Common& common) {
  return with_configuration<config::Source>(
      action.options, "crossroads source: answers the hub about aid, where the law allows it", config::source_table(),
      [&](const auto& configuration) { return start(configuration, common, action.options.act == ServiceOptions::Act::check); });
}

}  // namespace crossroads::cli
