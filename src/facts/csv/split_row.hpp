// One row into its fields, exactly as RFC 4180 says: the slow way, for rows with quotes and rows that may be bad.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace crossroads::facts::csv {

enum class QuoteFault : unsigned char {
  none,
  inside_unquoted,  ///< a quote inside a field that does not begin with one
  after_closing,    ///< something between a closing quote and the field's end
};

struct RowFields {
  std::vector<std::string_view> values;  ///< quotes removed
  QuoteFault fault = QuoteFault::none;
  std::size_t faulty_field = 0;
  /// What the values of quoted fields point to, those of earlier rows too, until it is cleared. A deque: texts stay where they are.
  std::deque<std::string> unquoted;
};

/// `row`: without its line end; a quoted field in it is closed.
void split_row(std::string_view row, RowFields& fields);

}  // namespace crossroads::facts::csv
