#include "facts/csv/header.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "base/spelling.hpp"
#include "facts/csv/shown.hpp"
#include "facts/csv/split_row.hpp"

namespace crossroads::facts::csv {
namespace {

std::string all_columns(DataFile file) { return fmt::format("{}", fmt::join(columns_of(file), ",")); }

/// The first row that is not empty.
std::optional<std::size_t> header_row(const Block& block) {
  for (std::size_t row = 0; row < block.rows(); ++row) {
    if (!block.row(row).empty()) return row;
  }
  return std::nullopt;
}

Problem refused(const InputFile& file, const Block& block, std::uint32_t lines_before) {
  Problem problem = *block.refusal();
  problem.place.file = file.name();
  problem.place.line += lines_before;
  return problem;
}

/// Why a name that no column has may stand there: the spreadsheet's usual accidents first.
std::string hint_for(std::string_view name, std::span<const std::string_view> columns) {
  if (name.starts_with("\xFF\xFE") || name.starts_with("\xFE\xFF")) return "the file is UTF-16; save it as UTF-8";
  if (name.contains(';') || name.contains('\t')) return "the fields must be separated by commas";
  const auto meant = nearest(name, columns);
  return meant ? fmt::format("did you mean \"{}\"?", *meant) : "";
}

}  // namespace

Result<Header> read_header(const InputFile& file, BlockStream& stream) {
  const auto columns = columns_of(file.file());
  Block block;
  Header header{.columns = columns.size()};
  std::optional<std::size_t> row;
  std::uint32_t line = 0;
  while (!row) {
    if (!CROSSROADS_TRY(stream.next(block))) {
      return failure({.what = "this file is empty",
                      .place = {.file = file.name()},
                      .expected = fmt::format("a header row: {}", all_columns(file.file()))});
    }
    row = header_row(block);
    if (!row && block.refusal()) return failure(refused(file, block, header.lines));
    line = header.lines + static_cast<std::uint32_t>(row.value_or(0)) + 1;  // empty lines hold no quoted line feeds
    if (!row) header.lines += block.lines();
  }
  const std::uint32_t next_row = block.row_begin(*row + 1);
  const auto inner_line_ends = std::ranges::lower_bound(block.marks().quoted_line_ends, next_row) - block.marks().quoted_line_ends.begin();
  header.lines = line + static_cast<std::uint32_t>(inner_line_ends);
  header.end = std::min(block.end(), block.begin() + next_row);

  RowFields fields;
  split_row(block.row(*row), fields);
  const auto refuse = [&](std::string what, std::string_view name, std::string hint) {
    return failure({.what = std::move(what),
                    .place = {.file = file.name(), .line = line},
                    .field = "header",
                    .value = shown(name),
                    .expected = all_columns(file.file()),
                    .hint = std::move(hint)});
  };
  if (fields.fault != QuoteFault::none) return refuse("the quotes of the header are wrong", block.row(*row), "");
  std::vector<bool> seen(columns.size());
  for (std::size_t i = 0; i < fields.values.size(); ++i) {
    const auto name = fields.values[i];
    const auto found = std::ranges::find(columns, name);
    if (found == columns.end()) { return refuse("this column is unknown", name, hint_for(name, columns)); }
    const auto column = static_cast<std::size_t>(found - columns.begin());
    if (seen[column]) return refuse("this column is there twice", name, "");
    seen[column] = true;
    header.field_of[column] = static_cast<std::uint8_t>(i);
  }
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (!seen[column]) return refuse("this column is missing", columns[column], "");
  }
  stream.take_back(block, *row + 1);
  return header;
}

}  // namespace crossroads::facts::csv
