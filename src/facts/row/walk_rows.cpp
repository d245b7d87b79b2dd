#include "facts/row/walk_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/utf8.hpp"
#include "facts/csv/shown.hpp"

namespace crossroads::facts {

bool split_or_report(std::string_view text, std::uint32_t line, DataFile file, const csv::Header& header, csv::RowFields& fields,
                     RowReport& report) {
  if (text.empty()) return false;
  csv::split_row(text, fields);
  const auto bad = [&](Problem problem) {
    ++report.rows;
    problem.place.line = line;
    report.bad.push_back(std::move(problem));
    return false;
  };
  const auto column_of = [&](std::size_t field) {
    const auto fields_of = std::span(header.field_of).first(header.columns);
    const auto column = static_cast<std::size_t>(std::ranges::find(fields_of, field) - fields_of.begin());
    return column < header.columns ? std::string(columns_of(file)[column]) : "";
  };
  if (fields.fault != csv::QuoteFault::none) {
    const bool inside = fields.fault == csv::QuoteFault::inside_unquoted;
    return bad({.what = inside ? "a quote stands inside a field that does not begin with one"
                               : "something stands between a closing quote and the end of its field",
                .field = column_of(fields.faulty_field),
                .value = csv::shown(fields.values[fields.faulty_field]),
                .expected = "a field in quotes, each quote in it doubled"});
  }
  if (fields.values.size() != header.columns) {
    return bad({.what = fmt::format("this row has {} field{}", fields.values.size(), fields.values.size() == 1 ? "" : "s"),
                .expected = fmt::format("{} fields, as the header", header.columns)});
  }
  for (std::size_t i = 0; i < fields.values.size(); ++i) {
    if (is_utf8(fields.values[i])) continue;
    return bad({.what = "this value is no UTF-8",
                .field = column_of(i),
                .value = csv::shown(fields.values[i]),
                .expected = "text in UTF-8",
                .hint = "save the file as UTF-8"});
  }
  return true;
}

}  // namespace crossroads::facts
