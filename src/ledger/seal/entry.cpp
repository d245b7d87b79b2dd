#include "ledger/seal/entry.hpp"

#include "base/hexadecimal.hpp"

namespace crossroads::ledger {

Result<TraceId> TraceId::parse(std::string_view text) {
  TraceId trace;
  bool fits = text.size() == 2 * trace.bytes_.size() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  for (std::size_t i = 0; fits && i < trace.bytes_.size(); ++i)
    trace.bytes_[i] = byte_from_hexadecimal(text[2 * i], text[2 * i + 1]).value_or(0);
  fits = fits && trace.bytes_ != Bytes{};
  if (!fits) {
    return failure({.what = "this is no trace id",
                    .value = std::string(text.substr(0, 80)),
                    .expected = "32 lower-case hexadecimal digits, not all of them 0"});
  }
  return trace;
}

std::string to_string(const TraceId& trace) {
  std::string text;
  for (const auto byte : trace.bytes()) append_hexadecimal(text, byte);
  return text;
}

}  // namespace crossroads::ledger
