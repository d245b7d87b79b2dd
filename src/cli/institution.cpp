#include "cli/institution.hpp"

#include "base/brussels_time.hpp"
#include "cli/house.hpp"

namespace crossroads::cli {
namespace {

domain::Date day_in_brussels(Instant at) {
  return domain::Date(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(brussels_time(at))));
}

Result<std::vector<library::Document>> every_document(const library::Library& library) {
  std::vector<library::Document> documents;
  for (const auto& file : library.files()) documents.push_back(CROSSROADS_TRY(library::read_document(file)));
  return documents;
}

}  // namespace

Result<std::unique_ptr<InstitutionHouse>> InstitutionHouse::open(const config::Institution& configuration, std::string_view log,
                                                                 const Common& common) {
  auto with_laws = common;
  if (configuration.laws) with_laws.laws = configuration.laws;
  const auto library = CROSSROADS_TRY(open_library(with_laws));
  const auto institutions = CROSSROADS_TRY(library.institutions());
  std::unique_ptr<InstitutionHouse> opened(
      new InstitutionHouse(configuration.store, CROSSROADS_TRY(every_document(library)), CROSSROADS_TRY(library.union_members())));
  auto& house = opened->house_;
  house.self = configuration.institution;
  house.day = day_in_brussels;
  for (const auto& one : institutions.all()) house.institutions.push_back({one.number, one.name});
  for (const auto& document : opened->documents_) house.laws.push_back({&document.authorisation, document.digest});

  const auto log_name = CROSSROADS_TRY(ledger::LogName::parse(log));
  opened->store_ = CROSSROADS_TRY(store::sqlite::Store::open(configuration.store, {.access = store::sqlite::Access::create}));
  const bool begun = CROSSROADS_TRY(opened->store_->ledger().head(log_name)).has_value();
  opened->keys_ =
      CROSSROADS_TRY(open_keys({.keys = configuration.keys, .vault = configuration.vault, .passphrase_file = configuration.passphrase},
                               configuration.store, begun ? WithoutKeys::refuse : WithoutKeys::make));
  opened->log_name_ = log;
  opened->committer_ = std::make_unique<ledger::Committer>(opened->store_->ledger(), CROSSROADS_TRY(opened->log_setting()));
  return opened;
}

Result<ledger::LedgerSetting> InstitutionHouse::log_setting() const {
  return cli::log_setting(house_.self, CROSSROADS_TRY(ledger::LogName::parse(log_name_)), *keys_);
}

service::Component InstitutionHouse::store_health() const {
  const auto readable = store::sqlite::Store::open(store_file_, {.access = store::sqlite::Access::read_only});
  if (!readable) return {"store", service::State::down, one_line(readable.error())};
  return {"store", service::State::up, "can be read"};
}

}  // namespace crossroads::cli
