#include "facts/csv/split_row.hpp"

#include <algorithm>

namespace crossroads::facts::csv {

void split_row(std::string_view row, RowFields& fields) {
  fields.values.clear();
  fields.fault = QuoteFault::none;
  const auto fault = [&](QuoteFault kind) {
    if (fields.fault != QuoteFault::none) return;
    fields.fault = kind;
    fields.faulty_field = fields.values.size();
  };
  for (std::size_t at = 0;; ++at) {
    if (at < row.size() && row[at] == '"') {
      std::string text;
      std::size_t from = at + 1;
      std::size_t quote = row.find('"', from);
      while (quote != std::string_view::npos && quote + 1 < row.size() && row[quote + 1] == '"') {
        text.append(row, from, quote + 1 - from);
        from = quote + 2;
        quote = row.find('"', from);
      }
      const std::size_t close = std::min(quote, row.size());
      text.append(row, from, close - from);
      const std::size_t end = std::min(row.find(',', close), row.size());
      if (end != close + 1) fault(QuoteFault::after_closing);
      fields.values.emplace_back(fields.unquoted.emplace_back(std::move(text)));
      at = end;
    } else {
      const std::size_t end = std::min(row.find(',', at), row.size());
      const auto text = row.substr(at, end - at);
      if (text.contains('"')) fault(QuoteFault::inside_unquoted);
      fields.values.push_back(text);
      at = end;
    }
    if (at >= row.size()) return;
  }
}

}  // namespace crossroads::facts::csv
