#include "plain_csv.hpp"

namespace crossroads::facts {

std::vector<PlainRow> plain_rows(std::string_view text) {
  std::vector<PlainRow> rows;
  std::uint32_t line = 1;
  std::size_t at = 0;
  while (at < text.size()) {
    PlainRow row;
    row.line = line;
    const std::size_t begin = at;
    bool row_ends = false;
    while (!row_ends) {
      enum { at_begin, unquoted, quoted, closed } state = at_begin;
      std::string field;
      bool field_ends = false;
      while (!field_ends) {
        if (at == text.size()) {
          row.never_ends = state == quoted;
          row_ends = field_ends = true;
          break;
        }
        const char c = text[at++];
        row.has_nul |= c == '\0';
        if (c == '\n') ++line;
        if (state == quoted) {
          if (c != '"') {
            field += c;
          } else if (at < text.size() && text[at] == '"') {
            field += c;
            ++at;
          } else {
            state = closed;
          }
        } else if (c == ',') {
          field_ends = true;
        } else if (c == '\n') {
          row_ends = field_ends = true;
        } else if (state == at_begin && c == '"') {
          state = quoted;
        } else if (c == '\r' && (at == text.size() || text[at] == '\n')) {
          // The line ends with both, or the file breaks off between them.
        } else {
          if (state == closed || c == '"') row.bad_quotes = true;
          if (state == at_begin) state = unquoted;
          field += c;
        }
      }
      row.fields.push_back(std::move(field));
    }
    row.bytes = at - begin - (at > begin && text[at - 1] == '\n' && !row.never_ends ? 1 : 0);
    const bool empty_line = row.bytes == 0 || (row.bytes == 1 && text[begin] == '\r');
    if (!empty_line) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace crossroads::facts
