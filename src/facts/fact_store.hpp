// Where facts are kept, with the history of what was known when: a port. What implements it stands in src/store.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/instant.hpp"
#include "base/problem.hpp"
#include "base/sha256.hpp"
#include "facts/fact.hpp"
#include "facts/rows.hpp"

namespace crossroads::facts {

/// What happened to the rows of one file: every row is one of the first four, so that they sum up to the rows of the file.
struct FileCounts {
  std::uint64_t added = 0;      ///< no row with its key was known
  std::uint64_t replaced = 0;   ///< took the place of a different row with its key
  std::uint64_t unchanged = 0;  ///< said what was known already
  std::uint64_t bad = 0;        ///< broke a rule
  std::uint64_t ended = 0;      ///< no row of the file: facts that a snapshot, or a replaced number, brought to their end
  [[nodiscard]] constexpr std::uint64_t rows() const { return added + replaced + unchanged + bad; }
  [[nodiscard]] constexpr bool changed() const { return added + replaced + ended > 0; }
  bool operator==(const FileCounts&) const = default;
};
using FolderCounts = std::array<FileCounts, data_files>;  ///< by DataFile

/// An import that changed something.
struct ImportRecord {
  ImportId id{};
  Instant recorded_at;  ///< never before that of the import before it
  Sha256 folder;        ///< digest of the folder's files
  bool snapshot = false;
  FolderCounts counts = {};
  bool operator==(const ImportRecord&) const = default;
};

/// As known now, or after that import.
using AsKnown = std::optional<ImportId>;
inline constexpr AsKnown known_now = std::nullopt;

/// The facts of one kind. Every failure is the store's own (a full disk, a lock, a damaged file) unless said otherwise.
template <class Fact>
class FactTable {
 public:
  using Key = typename Fact::Key;
  using Visit = std::function<Result<void>(Version<Fact>&&)>;
  FactTable() = default;
  FactTable(const FactTable&) = delete;
  FactTable& operator=(const FactTable&) = delete;
  virtual ~FactTable() = default;

  /// At most `limit` facts that are known now, ascending by key from `from` on, itself included. A shorter answer is the end.
  [[nodiscard]] virtual Result<std::vector<Version<Fact>>> page(const Key& from, std::size_t limit) = 0;
  /// Every fact that was known then, ascending by key. The visitor must not write to the store; its failure ends the reading.
  [[nodiscard]] virtual Result<void> each(AsKnown when, const Visit& visit) = 0;
  /// Every version that a key ever had, in the order in which they were recorded.
  [[nodiscard]] virtual Result<std::vector<Version<Fact>>> history(const Key& key) = 0;

  /// Records a fact. Only inside a transaction. Fails if one with its key is known now: end that one first.
  [[nodiscard]] virtual Result<VersionId> add(const Fact& fact, ImportId recorded_in) = 0;
  /// Ends a version that is known now; it stays readable. Only inside a transaction. Fails for a version that is not known now.
  [[nodiscard]] virtual Result<void> end(VersionId version, ImportId ended_in) = 0;
};

/// A transaction under way: what is written is seen by others, and survives, only once `commit` has returned. Rolls back when it is
/// destroyed without.
class FactTransaction {
 public:
  FactTransaction() = default;
  FactTransaction(const FactTransaction&) = delete;
  FactTransaction& operator=(const FactTransaction&) = delete;
  virtual ~FactTransaction() = default;
  [[nodiscard]] virtual Result<void> commit() = 0;
};

/// While it lives everything that is read is of one moment, that of the first question, whatever others write meanwhile.
class FactSnapshot {
 public:
  FactSnapshot() = default;
  FactSnapshot(const FactSnapshot&) = delete;
  FactSnapshot& operator=(const FactSnapshot&) = delete;
  virtual ~FactSnapshot() = default;
};

class FactStore {
 public:
  FactStore() = default;
  FactStore(const FactStore&) = delete;
  FactStore& operator=(const FactStore&) = delete;
  virtual ~FactStore() = default;

  /// Opens the one transaction that may be under way; fails while another process writes.
  [[nodiscard]] virtual Result<std::unique_ptr<FactTransaction>> begin() = 0;
  /// For readers that ask several questions about one thing. Not inside a transaction, nor inside another one.
  [[nodiscard]] virtual Result<std::unique_ptr<FactSnapshot>> snapshot() = 0;

  [[nodiscard]] virtual FactTable<PersonFact>& persons() = 0;
  [[nodiscard]] virtual FactTable<NationalityFact>& nationalities() = 0;
  [[nodiscard]] virtual FactTable<StayFact>& stays() = 0;
  [[nodiscard]] virtual FactTable<GrantFact>& grants() = 0;
  [[nodiscard]] virtual FactTable<ReimbursementFact>& reimbursements() = 0;
  [[nodiscard]] virtual FactTable<ReplacementFact>& replacements() = 0;
  /// The grants recorded under exactly that number, as known then, ascending by aid_id.
  [[nodiscard]] virtual Result<std::vector<Version<GrantFact>>> grants_of(domain::Niss niss, AsKnown when) = 0;
  /// The facts recorded under exactly that number that are known now, ascending by key.
  [[nodiscard]] virtual Result<std::vector<Version<NationalityFact>>> nationalities_of(domain::Niss niss) = 0;
  [[nodiscard]] virtual Result<std::vector<Version<StayFact>>> stays_of(domain::Niss niss) = 0;

  /// Opens an import and gives it its number. A clock that ran backwards is kept at the last import's time. Only inside a transaction.
  [[nodiscard]] virtual Result<ImportId> begin_import(Instant now, const Sha256& folder, bool snapshot) = 0;
  /// Writes down what the import counted and the rows that it set aside. Only inside the same transaction.
  [[nodiscard]] virtual Result<void> finish_import(ImportId import, const FolderCounts& counts, std::span<const Problem> quarantined) = 0;
  /// Every import, in the order of their numbers.
  [[nodiscard]] virtual Result<std::vector<ImportRecord>> imports() = 0;
  /// The last import of all; `before_every_import` where there is none.
  [[nodiscard]] virtual Result<ImportId> last_import() = 0;
  /// The last import recorded at that moment or before: what was known then is what was known after it.
  [[nodiscard]] virtual Result<ImportId> last_import_at(Instant moment) = 0;
  /// The rows that an import set aside, in the order in which it reported them: what, place, field, value and expected.
  [[nodiscard]] virtual Result<std::vector<Problem>> quarantined(ImportId import) = 0;
};

}  // namespace crossroads::facts
