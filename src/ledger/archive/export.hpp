// The supervising committee's archive: entries of a period in clear with all that proves them, sealed to the committee's certificate, and
// verified without our software (SPEC §11). README.txt, which stands in every archive, says how it is opened and verified.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "ledger/archive/recipient.hpp"
#include "ledger/archive/sealed_file.hpp"
#include "ledger/log/ledger.hpp"

namespace crossroads::ledger {

struct ExportSetting {
  LedgerSetting ledger;
  /// The keys that checkpoints of this origin may be signed with, as `verify` takes them.
  std::function<Result<std::vector<VerifierKey>>(const Origin&)> keys;
  /// Those whose cosignatures may stand under the checkpoints.
  std::vector<VerifierKey> witnesses = {};
  std::size_t part_size = archive_part_size;  ///< bytes that are sealed at once, and held in memory
};

struct ExportOrder {
  domain::Date first, last;  ///< UTC days, both included
  bool agents = true;        ///< whether the archive says who the agents were
  /// Who exports, and why: event `exported`, with a purpose. Its detail is written here: the period, and to whom it is sealed.
  LogEntry reading;
  Recipient recipient;
  std::filesystem::path file;  ///< nothing may stand there yet
};

struct Exported {
  Receipt receipt;  ///< of the entry that says so
  std::uint64_t entries = 0, erased = 0, agents = 0;
  std::uint64_t files = 0;                    ///< in the archive, without its list and manifest
  std::uint64_t bytes = 0, sealed_parts = 0;  ///< of the file that was written
  Sha256 digest;                              ///< of that file: to be told to the committee on another way
};

/// The entry `exported` is durable before anything is written. What is appended while the export runs is not in it. Needs as much memory as
/// three sealed parts, a hundred bytes for every file of the archive, and the entries that anyone may open. Fails, and leaves no file, where the log
/// is not whole, has no entry in the period, or where something can't be written; the entry `exported` stays then.
[[nodiscard]] Result<Exported> export_archive(LedgerStore& store, const ExportSetting& setting, const ExportOrder& order);

}  // namespace crossroads::ledger
