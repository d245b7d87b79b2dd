// Takes the rows of a folder as they are read, and lays each file over what is known once it is complete.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "facts/import.hpp"
#include "facts/import_digest.hpp"
#include "facts/import_plan.hpp"
#include "facts/import_versions.hpp"
#include "facts/quarantine.hpp"
#include "facts/stored_population.hpp"

namespace crossroads::facts {

/// One import under way, inside a transaction. Files come in the order that RowSink promises, so that each can rely on those before:
/// replacements say who is one person, persons who is known, aid what can be reimbursed.
class FolderImport final : public RowSink {
 public:
  FolderImport(FactStore& store, ImportId import, const ImportOptions& options, const FolderContents& contents, StoredChains chains,
               const ReportProgress& progress)
      : store_(store), import_(import), options_(options), contents_(contents), progress_(progress), chains_(std::move(chains)) {}

  [[nodiscard]] Result<void> replacements(std::span<const ReplacementRow> rows) override;
  [[nodiscard]] Result<void> persons(std::span<const PersonRow> rows) override;
  [[nodiscard]] Result<void> nationalities(std::span<const NationalityRow> rows) override;
  [[nodiscard]] Result<void> stays(std::span<const StayRow> rows) override;
  [[nodiscard]] Result<void> grants(std::span<const GrantRow> rows) override;
  [[nodiscard]] Result<void> reimbursements(std::span<const ReimbursementRow> rows) override;
  /// Stores what is left once the last row has come.
  [[nodiscard]] Result<void> finish();

  /// But for `bad`, which also counts what the reader found.
  [[nodiscard]] const FolderCounts& counts() const { return counts_; }
  [[nodiscard]] const std::vector<std::pair<DataFile, Problem>>& problems() const { return problems_; }
  [[nodiscard]] std::uint64_t overlapping_after_replacement() const { return overlapping_after_replacement_; }

 private:
  /// A row with the newest number of its person.
  template <class Fact>
  struct OfPerson {
    domain::Niss person;
    Incoming<Fact> row;
  };

  /// Stores every file that comes before this one and was not stored yet.
  Result<void> enter(DataFile file);
  Result<void> store_replacements();
  Result<void> store_persons();
  Result<void> store_grants();
  Result<void> store_reimbursements();
  /// Nationalities and stays: person by person.
  template <class Fact>
  Result<void> store_of_persons(DataFile file, FactTable<Fact>& table, std::vector<OfPerson<Fact>>& rows);
  template <class Fact>
  Result<void> store_of_person(DataFile file, FactTable<Fact>& table, domain::Niss person, std::span<const Version<Fact>> stored,
                               std::span<Incoming<Fact>> rows);
  void set_aside_stays(domain::Niss person, std::span<const Version<StayFact>> stored, std::span<const Incoming<StayFact>> rows,
                       const PersonPlan& decided);
  /// Facts with a key of their own, key by key; `rows` are sorted.
  template <class Fact, class Same>
  Result<void> store_by_key(DataFile file, FactTable<Fact>& table, std::span<const Incoming<Fact>> rows, Same same);
  template <class Fact>
  Result<void> end_version(DataFile file, FactTable<Fact>& table, VersionId version);
  Result<void> end_grants_left_out();
  Result<void> end_reimbursements_left_out();

  [[nodiscard]] Result<bool> is_known(domain::Niss person);
  [[nodiscard]] bool is_named(domain::Niss person) const {
    return options_.snapshot && std::ranges::binary_search(persons_of_folder_, person);
  }
  [[nodiscard]] bool same(const GrantFact& a, const GrantFact& b) const;
  [[nodiscard]] bool same_of_person(const NationalityFact& a, const NationalityFact& b) const { return a.nationality == b.nationality; }
  [[nodiscard]] bool same_of_person(const StayFact& a, const StayFact& b) const;
  [[nodiscard]] Place place(DataFile file, std::uint32_t line) const {
    return {.file = contents_.names[static_cast<std::size_t>(file)], .line = line};
  }
  void set_aside(DataFile file, Problem problem) { problems_.emplace_back(file, std::move(problem)); }
  [[nodiscard]] FileCounts& counts_of(DataFile file) { return counts_[static_cast<std::size_t>(file)]; }
  void show(DataFile file, bool storing, std::uint64_t rows) const;

  FactStore& store_;
  ImportId import_;
  const ImportOptions& options_;
  const FolderContents& contents_;
  const ReportProgress& progress_;

  StoredChains chains_;
  std::map<domain::Niss, std::uint32_t>
      joined_;  // persons whose chain this folder makes longer → the line that does so last (by the newest number once replacements.csv is stored)
  std::vector<domain::Niss> persons_of_folder_;           // the newest number of each, ascending once persons.csv is stored
  std::unordered_map<std::uint64_t, bool> known_before_;  // answers about persons who are not in the folder

  std::size_t stored_files_ = 0;  // of the order in which files come
  std::vector<Incoming<ReplacementFact>> replacements_;
  std::vector<Incoming<PersonFact>> persons_;
  std::vector<OfPerson<NationalityFact>> nationalities_;
  std::vector<OfPerson<StayFact>> stays_;
  std::vector<Incoming<GrantFact>> grants_;
  std::vector<Incoming<ReimbursementFact>> reimbursements_;
  std::vector<std::string> aid_of_folder_;  // under a snapshot: every accepted aid_id, ascending

  FolderCounts counts_{};
  std::vector<std::pair<DataFile, Problem>> problems_;
  std::uint64_t overlapping_after_replacement_ = 0;
};

}  // namespace crossroads::facts
