#include "facts/csv/shown.hpp"

#include <fmt/format.h>

#include <iterator>

#include "base/utf8.hpp"

namespace crossroads::facts::csv {

std::string shown(std::string_view value) {
  constexpr std::size_t most = 100;
  std::string text;
  for (std::size_t at = 0; at < value.size();) {
    if (text.size() >= most) return text + "…";
    const auto byte = static_cast<unsigned char>(value[at]);
    const std::size_t length = byte < 0x20 || byte == 0x7F ? 0 : utf8_length(value.data() + at, value.size() - at);
    if (length == 0) fmt::format_to(std::back_inserter(text), "\\x{:02X}", byte);
    else text += value.substr(at, length);
    at += length == 0 ? 1 : length;
  }
  return text;
}

}  // namespace crossroads::facts::csv
