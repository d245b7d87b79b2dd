// The entries of a period as files of an archive: `entries/<year>/<first sequence>.ndjson`, and who the agents were apart from them, in
// `agents/<year>/…`, so that the one can be handed on without the other. A line an entry:
//
//     {"place":"2026/17","time":"2026-05-04T09:30:00.125Z","leaf":"<base 64>","salt":"<base 64>","text":"<canonical text>"}
//     {"place":"2026/17","salt":"<base 64>","text":"<canonical text>"}
//
// Where a part was erased, `"erased":true` stands instead of salt and text.
#pragma once

#include <string>

#include "ledger/archive/archive_writer.hpp"
#include "ledger/log/search.hpp"

namespace crossroads::ledger {

class EntryFiles {
 public:
  /// The writer outlives it.
  EntryFiles(ArchiveWriter& out, bool agents) : out_(out), agents_(agents) {}

  /// In the order of the log.
  [[nodiscard]] Result<void> add(const Found& found);
  /// Writes what is not written yet.
  [[nodiscard]] Result<void> flush();

  [[nodiscard]] std::uint64_t entries() const { return entries_; }
  /// Of these, how many were erased.
  [[nodiscard]] std::uint64_t erased() const { return erased_; }
  /// Agents' names that are in the archive.
  [[nodiscard]] std::uint64_t agents() const { return named_; }

 private:
  ArchiveWriter& out_;
  bool agents_;
  EntryId first_ = {};  ///< of the lines at hand
  std::string entry_lines_, agent_lines_;
  std::uint64_t entries_ = 0, erased_ = 0, named_ = 0;
};

}  // namespace crossroads::ledger
