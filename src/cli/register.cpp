// crossroads register: the stand-in for the National Register, as a service.
#include <fmt/format.h>

#include "cli/serve.hpp"
#include "register/operations.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::cli {
namespace {

/// Imports write beside it; the service itself only reads.
national_register::ReadingRoom::Open opener(fs::path file) {
  return [file = std::move(file)]() -> Result<std::shared_ptr<facts::FactStore>> {
    const std::shared_ptr<store::sqlite::Store> store = CROSSROADS_TRY(
        store::sqlite::Store::open(file, {.access = store::sqlite::Access::read_only, .cache = store::sqlite::Cache::mebibytes_8}));
    return std::shared_ptr<facts::FactStore>(store, &store->facts());
  };
}

Result<Exit> start(const config::Register& configuration, bool only_check) {
  const auto foundation = CROSSROADS_TRY(Foundation::lay("register", configuration));
  national_register::ReadingRoom room(opener(configuration.store));
  foundation->health().add([&room] { return store_health(room); });
  if (only_check) return foundation->say_whether_it_could_start();

  CROSSROADS_CHECK(room.last_import());  // better not to start than to refuse everybody
  const service::Api api(
      std::string(national_register::api_prefix), national_register::api_document,
      operations(room, {.readers = configuration.readers, .persons = static_cast<std::size_t>(configuration.persons)}, foundation->log()),
      foundation->surroundings());
  CROSSROADS_CHECK(foundation->serve(api));
  return Exit::done;
}

}  // namespace

Exit perform(const RegisterService& action, const Common&) {
  return with_configuration<config::Register>(
      action.options, "crossroads register: the stand-in for the National Register", config::register_table(),
      [&](const auto& configuration) { return start(configuration, action.options.act == ServiceOptions::Act::check); });
}

}  // namespace crossroads::cli
