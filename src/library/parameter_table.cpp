#include "library/parameter_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "facts/csv/split_row.hpp"
#include "library/library.hpp"

namespace crossroads::library {

namespace fs = std::filesystem;

Result<void> read_parameters(const fs::path& documents, std::string_view name, std::string_view header, const VisitRow& visit) {
  const fs::path place = fs::path("parameters") / name;
  fs::path above = fs::weakly_canonical(documents).parent_path();
  while (!fs::exists(above / place) && above != above.parent_path()) above = above.parent_path();
  const fs::path file = above / place;
  if (!fs::exists(file)) {
    return failure({.what = "a file of dated parameters is missing",
                    .place = {.file = place.string()},
                    .hint = "put the folder `parameters` beside the folder of the authorisations"});
  }
  const auto text = CROSSROADS_TRY(read_text(file));

  const auto columns = static_cast<std::size_t>(std::ranges::count(header, ',')) + 1;
  std::uint32_t line = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto row = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto at = [&](Problem problem) {
      problem.place = {.file = file.string(), .line = line};
      return failure(std::move(problem));
    };
    if (++line == 1) {
      if (row != header) return at({.what = "the header is wrong", .value = std::string(row), .expected = std::string(header)});
      continue;
    }
    facts::csv::RowFields fields;
    facts::csv::split_row(row, fields);
    if (fields.values.size() != columns) return at({.what = fmt::format("a row has {} fields", columns), .value = std::string(row)});
    const std::vector<std::string> values(fields.values.begin(), fields.values.end());
    if (const auto taken = visit(values); !taken) return at(taken.error());
  }
  return {};
}

}  // namespace crossroads::library
