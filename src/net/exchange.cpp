#include "net/exchange.hpp"

#include <algorithm>

namespace crossroads::net {

std::string_view header(const Headers& headers, std::string_view name) {
  const auto found = std::ranges::find(headers, name, [](const auto& one) -> std::string_view { return one.first; });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace crossroads::net
