// From the marks of a block to typed rows, bad ones reported.
#pragma once

#include <cstdint>
#include <vector>

#include "facts/csv/block.hpp"
#include "facts/csv/header.hpp"
#include "facts/csv/split_row.hpp"
#include "facts/row/grant_row.hpp"
#include "facts/row/nationality_row.hpp"
#include "facts/row/person_row.hpp"
#include "facts/row/reimbursement_row.hpp"
#include "facts/row/replacement_row.hpp"
#include "facts/row/stay_row.hpp"
#include "facts/values/exact_reader.hpp"
#include "facts/values/fast_reader.hpp"

namespace crossroads::facts {

/// How the rows of a stretch fared. Problems have no file name yet, and their lines count from the stretch's begin.
struct RowReport {
  std::uint64_t rows = 0;  ///< empty lines are no rows
  std::vector<Problem> bad;
};

/// What one thread needs to read rows, reused from block to block.
struct RowSpace {
  explicit RowSpace(domain::Date today, unsigned the_thread = 0) : memory(today), thread(the_thread) {}
  csv::Block block;
  values::FastMemory memory;
  csv::RowFields fields;
  unsigned thread;  ///< which of the threads that work together
};

/// Takes the row's fields apart. Gives false, and reports, where its shape is wrong; an empty line is no row and is not reported.
[[nodiscard]] bool split_or_report(std::string_view text, std::uint32_t line, DataFile file, const csv::Header& header,
                                   csv::RowFields& fields, RowReport& report);

/// Hands the good rows of the block to the taker, in order: first `take(row)`, which may decline, and what it declined or
/// what takes an exact look `take_exact(row, report)`. Where `Taker::niss_is` is looked_up, `take` gets NISS that are only eleven
/// digits, and declines those that it does not know. Texts in rows live until the block is filled again or `fields.unquoted` is
/// cleared.
template <class Row, class Taker>
void walk_rows(csv::Block& block, const csv::Header& header, values::FastMemory& memory, csv::RowFields& fields, RowReport& report,
               Taker& taker) {
  using Fast = values::FastReader<Taker::niss_is>;
  csv::Marks& marks = block.marks();
  std::uint32_t* const ends = marks.separators.data();
  const std::size_t all_ends = marks.separators.size();
  const char* const text = block.text();
  const std::size_t columns = header.columns;
  std::size_t at = 0;       // in `ends`: where the row before ended
  std::uint32_t line = 1;   // of the row
  std::size_t quoted = 0;   // line feeds inside quotes so far
  std::size_t foreign = 0;  // bytes so far that are no UTF-8
  const auto next_foreign = [&] { return foreign < marks.not_utf8.size() ? marks.not_utf8[foreign] : ~std::uint32_t{0}; };
  for (std::size_t i = 0; i < block.rows(); ++i, ++line) {
    const std::uint32_t line_end = marks.line_ends[i];
    Row row;
    row.line = line;
    bool good = false;
    if (at + columns < all_ends && ends[at + columns] == line_end) [[likely]] {
      // As many fields as the header, at least three, so that the text begins before the line end.
      const bool carriage_return = text[line_end - 1] == '\r' && ends[at + columns - 1] + 1 < line_end;
      ends[at + columns] -= carriage_return ? 1 : 0;
      good = line_end < next_foreign() && read_row(Fast(text, ends + at, header, marks.any_quote, memory), row) && taker.take(row);
      ends[at + columns] = line_end;
      at += columns;
    } else {
      while (ends[++at] != line_end) {}
    }
    if (good) [[likely]] {
      ++report.rows;
    } else if (split_or_report(block.row(i), line, file_of(row), header, fields, report)) {
      ++report.rows;
      values::ExactReader exact(fields.values, columns_of(file_of(row)), header, memory.today);
      row = Row{};
      row.line = line;
      if (read_row(exact, row)) {
        taker.take_exact(row, report);
      } else {
        report.bad.push_back(exact.problem());
        report.bad.back().place.line = line;
      }
    }
    while (next_foreign() < line_end) ++foreign;
    for (; quoted < marks.quoted_line_ends.size() && marks.quoted_line_ends[quoted] < line_end; ++quoted) ++line;
  }
}

}  // namespace crossroads::facts
