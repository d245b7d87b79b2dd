// The port of facts over SQLite.
#pragma once

#include "facts/fact_store.hpp"
#include "store/sqlite/fact_table.hpp"

namespace crossroads::store::sqlite {

class SqliteFactStore final : public facts::FactStore {
 public:
  /// The database must have the schema, and outlive the store.
  explicit SqliteFactStore(Database& database);

  [[nodiscard]] Result<std::unique_ptr<facts::FactTransaction>> begin() override;
  [[nodiscard]] Result<std::unique_ptr<facts::FactSnapshot>> snapshot() override;
  [[nodiscard]] facts::FactTable<facts::PersonFact>& persons() override { return persons_; }
  [[nodiscard]] facts::FactTable<facts::NationalityFact>& nationalities() override { return nationalities_; }
  [[nodiscard]] facts::FactTable<facts::StayFact>& stays() override { return stays_; }
  [[nodiscard]] facts::FactTable<facts::GrantFact>& grants() override { return grants_; }
  [[nodiscard]] facts::FactTable<facts::ReimbursementFact>& reimbursements() override { return reimbursements_; }
  [[nodiscard]] facts::FactTable<facts::ReplacementFact>& replacements() override { return replacements_; }
  [[nodiscard]] Result<std::vector<facts::Version<facts::GrantFact>>> grants_of(domain::Niss niss, facts::AsKnown when) override;
  [[nodiscard]] Result<std::vector<facts::Version<facts::NationalityFact>>> nationalities_of(domain::Niss niss) override {
    return nationalities_.known_of(niss);
  }
  [[nodiscard]] Result<std::vector<facts::Version<facts::StayFact>>> stays_of(domain::Niss niss) override { return stays_.known_of(niss); }

  [[nodiscard]] Result<facts::ImportId> begin_import(Instant now, const Sha256& folder, bool snapshot) override;
  [[nodiscard]] Result<void> finish_import(facts::ImportId import, const facts::FolderCounts& counts,
                                           std::span<const Problem> quarantined) override;
  [[nodiscard]] Result<std::vector<facts::ImportRecord>> imports() override;
  [[nodiscard]] Result<facts::ImportId> last_import() override;
  [[nodiscard]] Result<facts::ImportId> last_import_at(Instant moment) override;
  [[nodiscard]] Result<std::vector<Problem>> quarantined(facts::ImportId import) override;

 private:
  Database& database_;
  SqliteFactTable<facts::PersonFact> persons_;
  SqliteFactTable<facts::NationalityFact> nationalities_;
  SqliteFactTable<facts::StayFact> stays_;
  SqliteFactTable<facts::GrantFact> grants_;
  SqliteFactTable<facts::ReimbursementFact> reimbursements_;
  SqliteFactTable<facts::ReplacementFact> replacements_;
  std::optional<Statement> grants_now_, grants_then_, last_import_;
};

}  // namespace crossroads::store::sqlite
