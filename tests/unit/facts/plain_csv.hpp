// RFC 4180 read one character after the other: the executable specification of the fast reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossroads::facts {

struct PlainRow {
  std::uint32_t line = 0;           // where it begins, from 1
  std::vector<std::string> fields;  // quotes removed
  bool bad_quotes = false;
  bool has_nul = false;
  bool never_ends = false;  // the file ends within a quoted field
  std::size_t bytes = 0;    // without the line feed
};

/// Empty lines are no rows. Nothing is said about UTF-8.
[[nodiscard]] std::vector<PlainRow> plain_rows(std::string_view text);

}  // namespace crossroads::facts
