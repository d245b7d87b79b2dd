// A data folder in: into memory at once as columns (replay), or row by row (import). SPEC §2.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/problem.hpp"
#include "domain/population.hpp"
#include "facts/chains.hpp"
#include "facts/quarantine.hpp"
#include "facts/rows.hpp"

namespace crossroads::facts {

struct LoadOptions {
  domain::Date today;           ///< after which no birth can lie
  bool strict = false;          ///< one bad row refuses the whole folder
  unsigned threads = 0;         ///< 0: as many as the machine has; the result does not depend on it
  bool identities = false;      ///< names and country of origin too
  std::size_t chunk_bytes = 0;  ///< how much is read at a time, 0: what is fastest; the result does not depend on it
};

/// What came of a folder.
struct Loaded {
  domain::Population population;
  Chains chains;                             ///< whose number an older one is
  std::vector<domain::Identity> identities;  ///< by PersonIndex; empty unless asked for
  std::vector<Problem> quarantined;          ///< bad rows in the order of SPEC's files, then of lines
  RowCounts counts;
};

/// Reads a whole folder into columns. Fails where SPEC refuses the whole: a file that is missing, there twice, no CSV of
/// UTF-8, with a wrong header, or broken off in its compression; and under `strict` at the first bad row.
[[nodiscard]] Result<Loaded> load_population(const std::filesystem::path& folder, const LoadOptions& options);

struct ReadOptions {
  domain::Date today;
  ImportRole role = ImportRole::all;
  std::size_t chunk_bytes = 0;
};

/// What `read_folder` saw. A row that the sink itself finds bad by a cross rule counts as `accepted` here.
struct FolderReading {
  RowCounts counts;
  Quarantine quarantine;
};

/// Hands every row whose values are good to the sink, in order, on the calling thread. Fails as `load_population` does,
/// or as the sink does; then rows were handed over that the caller must not keep. Strictness is the caller's.
[[nodiscard]] Result<FolderReading> read_folder(const std::filesystem::path& folder, const ReadOptions& options, RowSink& sink);

}  // namespace crossroads::facts
