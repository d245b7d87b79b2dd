#include "facts/import.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "facts/folder.hpp"
#include "facts/import_sink.hpp"

namespace crossroads::facts {

namespace {

Problem refused_as_strict(const std::vector<Problem>& quarantined) {
  Problem first = quarantined.front();
  if (quarantined.size() > 1) first.hint = fmt::format("and {} more bad rows", quarantined.size() - 1);
  first.kept = "nothing was imported: --strict refuses the whole folder";
  return first;
}

/// Whether an import of the very same files set its bad rows aside already.
Result<bool> seen_before(FactStore& store, ImportId import, const Sha256& folder) {
  const auto imports = CROSSROADS_TRY(store.imports());
  return std::ranges::any_of(imports, [&](const ImportRecord& before) { return before.id != import && before.folder == folder; });
}

}  // namespace

Result<ImportReport> import_folder(FactStore& store, const std::filesystem::path& folder, const ImportOptions& options,
                                   const ReportProgress& progress) {
  const FolderContents contents = CROSSROADS_TRY(contents_of(folder, options.role));
  const auto transaction = CROSSROADS_TRY(store.begin());
  const ImportId id = CROSSROADS_TRY(store.begin_import(options.now, contents.digest, options.snapshot));

  FolderImport rows(store, id, options, contents, CROSSROADS_TRY(load_chains(store)), progress);
  FolderReading reading = CROSSROADS_TRY(read_folder(folder, {.today = options.today, .role = options.role}, rows));
  CROSSROADS_CHECK(rows.finish());

  for (const auto& [file, problem] : rows.problems()) reading.quarantine.add(file, problem);
  ImportReport report{.import = std::nullopt,
                      .counts = rows.counts(),
                      .quarantined = {},
                      .overlapping_after_replacement = rows.overlapping_after_replacement()};
  for (const DataFile file : all_data_files) report.counts[static_cast<std::size_t>(file)].bad = reading.quarantine.count(file);
  report.counts[static_cast<std::size_t>(DataFile::replacements)].bad -= report.overlapping_after_replacement;
  report.quarantined = std::move(reading.quarantine).in_order();

  if (options.strict && !report.quarantined.empty()) return std::unexpected(refused_as_strict(report.quarantined));
  const bool changed = std::ranges::any_of(report.counts, &FileCounts::changed);
  if (!changed && (report.quarantined.empty() || CROSSROADS_TRY(seen_before(store, id, contents.digest)))) return report;  // rolled back
  CROSSROADS_CHECK(store.finish_import(id, report.counts, report.quarantined));
  CROSSROADS_CHECK(transaction->commit());
  report.import = id;
  return report;
}

}  // namespace crossroads::facts
