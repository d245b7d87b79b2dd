// What source, hub and desk stand on besides the network: their laws, their database, their access log.
#pragma once

#include <memory>
#include <vector>

#include "cli/keys.hpp"
#include "config/service.hpp"
#include "exchange/consultation/setting.hpp"
#include "ledger/log/committer.hpp"
#include "library/library.hpp"
#include "service/health.hpp"

namespace crossroads::cli {

/// Does not move: parts refer to each other.
class InstitutionHouse {
 public:
  /// `log`: the name of its access log. Makes database and keys where there are none.
  [[nodiscard]] static Result<std::unique_ptr<InstitutionHouse>> open(const config::Institution& configuration, std::string_view log,
                                                                      const Common& common);
  InstitutionHouse(const InstitutionHouse&) = delete;
  InstitutionHouse& operator=(const InstitutionHouse&) = delete;

  [[nodiscard]] const exchange::consultation::House& house() const { return house_; }
  [[nodiscard]] const domain::UnionMembers& members() const { return members_; }
  [[nodiscard]] ledger::AccessLog& log() { return *committer_; }
  /// The store of the log: what is not the log's is written in the log's transactions alone.
  [[nodiscard]] store::sqlite::Store& store() { return *store_; }
  /// What works on the same log over another connection.
  [[nodiscard]] Result<ledger::LedgerSetting> log_setting() const;
  /// Whether the database can be read and holds this institution's log.
  [[nodiscard]] service::Component store_health() const;

 private:
  InstitutionHouse(fs::path store, std::vector<library::Document> documents, domain::UnionMembers members)
      : store_file_(std::move(store)), documents_(std::move(documents)), members_(std::move(members)) {}

  fs::path store_file_;
  std::string log_name_;
  std::vector<library::Document> documents_;
  domain::UnionMembers members_;
  exchange::consultation::House house_;
  std::unique_ptr<store::sqlite::Store> store_;
  std::unique_ptr<ledger::KeyStore> keys_;
  std::unique_ptr<ledger::Committer> committer_;  // ends first
};

}  // namespace crossroads::cli
