// A data folder into the store of facts: one transaction, with what was set aside and why (SPEC §2).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "base/problem.hpp"
#include "facts/fact_store.hpp"

namespace crossroads::facts {

struct ImportOptions {
  domain::Date today;   ///< after which no birth can lie
  Instant now;          ///< when the import is recorded
  bool strict = false;  ///< one row set aside refuses the whole folder
  /// Whose facts are taken; files of the other are not even looked for. The source alone does not know which numbers are one person, so it takes
  /// the aid of any number: whether the person is known is for the register to say when a month is run.
  ImportRole role = ImportRole::all;
  bool snapshot = false;  ///< the folder is the whole truth on every person whom its persons.csv names
};

struct ImportReport {
  /// Nothing where the folder changed no fact and set no row aside that was not set aside before: then nothing was recorded.
  std::optional<ImportId> import;
  FolderCounts counts = {};
  std::vector<Problem> quarantined;  ///< in the order of SPEC's files, then of lines
  /// How many of `quarantined` are no rows of the folder, but stays of earlier imports that a replaced number made overlap.
  std::uint64_t overlapping_after_replacement = 0;
};

/// How far an import is.
struct ImportProgress {
  DataFile file;
  bool storing = false;    ///< the file has been read and is being compared with what is known
  std::uint64_t rows = 0;  ///< of the file, so far
};
using ReportProgress = std::function<void(const ImportProgress&)>;

/// Imports a folder, whole or not at all.
///
/// The store is taken as it stands when the import begins, and every stored fact whose key a row of the folder has steps aside. The rows
/// of the folder are then taken in the order of their file, each against what has been accepted so far: a row replaces the one with
/// its key, and a stay may share no day with another of its person. A stored stay whose rows in the folder are all refused comes back.
/// So on an empty store an import accepts exactly the rows that `replay` accepts, and the same folder twice changes nothing.
///
/// Fails where SPEC refuses the whole folder, where `strict` does, and where the store fails; the store is then as it was.
[[nodiscard]] Result<ImportReport> import_folder(FactStore& store, const std::filesystem::path& folder, const ImportOptions& options,
                                                 const ReportProgress& progress = {});

}  // namespace crossroads::facts
