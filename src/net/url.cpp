#include <algorithm>
#include <cctype>
#include <charconv>

#include "net/http.hpp"

namespace crossroads::net {

Result<Url> Url::parse(std::string_view text) {
  const auto wrong = [&](std::string_view what) {
    return failure({.what = std::string(what), .value = std::string(text), .expected = "http://host[:port][/path]"});
  };
  constexpr std::string_view scheme = "http://";
  if (!text.starts_with(scheme)) return wrong("not an address that can be reached here");
  auto rest = text.substr(scheme.size());
  if (rest.find_first_of("?#@ \t\r\n\\") != std::string_view::npos) return wrong("the address has a part that is not allowed");
  Url url;
  if (const auto slash = rest.find('/'); slash != std::string_view::npos) {
    url.path = rest.substr(slash);
    rest = rest.substr(0, slash);
  }
  if (const auto colon = rest.rfind(':'); colon != std::string_view::npos) {
    url.port = rest.substr(colon + 1);
    rest = rest.substr(0, colon);
    unsigned number = 0;
    const auto [end, error] = std::from_chars(url.port.data(), url.port.data() + url.port.size(), number);
    if (error != std::errc() || end != url.port.data() + url.port.size() || number == 0 || number > 65'535) {
      return wrong("the port is no number from 1 to 65535");
    }
  }
  url.host = rest;
  const bool fits = !url.host.empty() && std::ranges::all_of(url.host, [](unsigned char letter) {
    return std::isalnum(letter) != 0 || letter == '.' || letter == '-';
  });
  if (!fits) return wrong("the address names no host");
  return url;
}

std::string Url::text() const { return "http://" + host + (port == "80" ? "" : ":" + port) + path; }

}  // namespace crossroads::net
