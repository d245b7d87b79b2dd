// crossroads import: a data folder into the store.
#include "facts/import.hpp"

#include <fmt/format.h>

#include <chrono>

#include "cli/house.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::cli {
namespace {

void say_counts(const facts::ImportReport& report, facts::ImportRole role) {
  for (const auto file : facts::all_data_files) {
    if (!facts::holds(role, file)) continue;
    const auto& counts = report.counts[static_cast<std::size_t>(file)];
    fmt::print("{:15} {:>9} new {:>9} replaced {:>9} unchanged {:>9} ended {:>9} set aside\n", facts::to_name(file), counts.added,
               counts.replaced, counts.unchanged, counts.ended, counts.bad);
  }
  if (!report.import) fmt::print("nothing changed\n");
}

}  // namespace

Exit perform(const Import& action, const Common& common) {
  const auto store = store::sqlite::Store::open(action.store, {.access = store::sqlite::Access::create});
  if (!store) return refuse(store.error());

  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  Result<facts::ImportReport> report;
  {
    ProgressLine line(common.quiet);
    report = facts::import_folder(
        (*store)->facts(), action.folder,
        {.today = common.today, .now = now, .strict = action.strict, .role = action.role, .snapshot = action.snapshot},
        [&](const facts::ImportProgress& progress) {
          line.say(fmt::format("{}: {} rows {}", facts::to_name(progress.file), progress.rows, progress.storing ? "compared" : "read"));
        });
  }
  if (!report) return refuse(report.error());

  say_counts(*report, action.role);
  if (report->overlapping_after_replacement > 0) {
    fmt::print(stderr, "{} stays of earlier imports overlap now that numbers were replaced, and were ended\n",
               report->overlapping_after_replacement);
  }
  facts::RowCounts rows;
  for (std::size_t file = 0; file < facts::data_files; ++file) {
    rows.accepted[file] = report->counts[file].rows() - report->counts[file].bad;
    rows.bad[file] = report->counts[file].bad;
  }
  return report_rows(report->quarantined, rows);
}

}  // namespace crossroads::cli
