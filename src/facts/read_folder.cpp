#include <vector>

#include "facts/folder.hpp"
#include "facts/open_folder.hpp"
#include "facts/row/walk_rows.hpp"

namespace crossroads::facts {
namespace {

/// Keeps the rows of a block, lines counted from the begin of the file.
template <class Row>
struct Collector {
  static constexpr auto niss_is = values::NissIs::checked;
  bool take(const Row& row) {
    rows.push_back(row);
    rows.back().line += lines_before;
    return true;
  }
  void take_exact(const Row& row, RowReport&) { take(row); }
  std::vector<Row> rows;
  std::uint32_t lines_before;
};

class SequentialReading {
 public:
  SequentialReading(OpenFolder files, domain::Date today) : files_(std::move(files)), space_(today) {}

  template <class Row>
  Result<void> read(RowSink& sink, Result<void> (RowSink::*receive)(std::span<const Row>)) {
    const auto file = file_of(Row{});
    const auto& open = files_[static_cast<std::size_t>(file)];
    if (!open) return {};
    Collector<Row> collector{.rows = {}, .lines_before = open->header.lines};
    const std::uint32_t& lines_before = collector.lines_before;
    while (CROSSROADS_TRY(open->stream.next(space_.block))) {
      RowReport report;
      collector.rows.clear();
      space_.fields.unquoted.clear();
      walk_rows<Row>(space_.block, open->header, space_.memory, space_.fields, report, collector);
      if (!collector.rows.empty()) CROSSROADS_CHECK((sink.*receive)(collector.rows));
      reading_.counts.accepted[static_cast<std::size_t>(file)] += report.rows - report.bad.size();
      reading_.counts.bad[static_cast<std::size_t>(file)] += report.bad.size();
      for (auto& problem : report.bad) reading_.quarantine.add(file, in_file(std::move(problem), *open, lines_before));
      if (space_.block.refusal()) return failure(in_file(*space_.block.refusal(), *open, lines_before));
      collector.lines_before += space_.block.lines();
    }
    return {};
  }

  [[nodiscard]] FolderReading result() && { return std::move(reading_); }

 private:
  static Problem in_file(Problem problem, const OpenFile& open, std::uint32_t lines_before) {
    problem.place.file = open.file.name();
    problem.place.line += lines_before;
    return problem;
  }

  OpenFolder files_;
  RowSpace space_;
  FolderReading reading_;
};

}  // namespace

Result<FolderReading> read_folder(const std::filesystem::path& folder, const ReadOptions& options, RowSink& sink) {
  const std::size_t block_bytes = options.chunk_bytes == 0 ? usual_chunk_bytes : options.chunk_bytes;
  SequentialReading reading(CROSSROADS_TRY(open_folder(folder, block_bytes, options.role)), options.today);
  CROSSROADS_CHECK(reading.read(sink, &RowSink::replacements));
  CROSSROADS_CHECK(reading.read(sink, &RowSink::persons));
  CROSSROADS_CHECK(reading.read(sink, &RowSink::nationalities));
  CROSSROADS_CHECK(reading.read(sink, &RowSink::stays));
  CROSSROADS_CHECK(reading.read(sink, &RowSink::grants));
  CROSSROADS_CHECK(reading.read(sink, &RowSink::reimbursements));
  return std::move(reading).result();
}

}  // namespace crossroads::facts
