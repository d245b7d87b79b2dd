#include "facts/row/walk_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace crossroads::facts {

bool split_or_report(std::string_view text, std::uint32_t line, DataFile file, const csv::Header& header, csv::RowFields& fields, RowReport& report) {
  if (text.empty()) return false;
  csv::split_row(text, fields);
  const auto bad = [&](Problem problem) {
    ++report.rows;
    problem.place.line = line;
    report.bad.push_back(std::move(problem));
    return false;
  };
  if (fields.fault != csv::QuoteFault::none) {
    const auto fields_of = std::span(header.field_of).first(header.columns);
    const auto column = static_cast<std::size_t>(std::ranges::find(fields_of, fields.faulty_field) - fields_of.begin());
    const bool inside = fields.fault == csv::QuoteFault::inside_unquoted;
    return bad({.what = inside ? "a quote stands inside a field that does not begin with one" : "something stands between a closing quote and the end of its field",
                .field = column < header.columns ? std::string(columns_of(file)[column]) : "",
                .value = values::shown(fields.values[fields.faulty_field]),
                .expected = "a field in quotes, each quote in it doubled"});
  }
  if (fields.values.size() != header.columns) {
    return bad({.what = fmt::format("this row has {} field{}", fields.values.size(), fields.values.size() == 1 ? "" : "s"),
                .expected = fmt::format("{} fields, as the header", header.columns)});
  }
  return true;
}

}  // namespace crossroads::facts
